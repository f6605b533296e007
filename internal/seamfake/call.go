package seamfake

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
)

// call is one request on its way through the server.
type call struct {
	request *http.Request // its body is read already
	body    []byte
	entry   *Request // its place in the journal
	stored  uint64   // how many sessions had ever been stored when it arrived

	route  route
	input  any // the decoded parameters, before the schema
	who    caller
	params params // the parameters, after the schema
}

// arrive reads a request and enters it in the journal, before anything can change what it finds. It fails when the client
// breaks off; the journal then has what came.
func (s *Server) arrive(r *http.Request) (*call, error) {
	c := &call{request: r}
	var err error
	if r.Body != nil {
		c.body, err = io.ReadAll(r.Body)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c.stored = s.store.stored
	c.entry = s.record(c)
	return c, err
}

// handle answers a request that no fault keeps from the application.
func (s *Server) handle(c *call) response {
	found, ok := routes[c.request.URL.Path]
	if !ok {
		return plainResponse(http.StatusNotFound, "text/plain; charset=utf-8", "Not Found")
	}
	c.route = found
	if !c.decode() {
		return plainResponse(http.StatusBadRequest, "", "Invalid JSON")
	}

	s.mu.Lock()
	defer s.mu.Unlock()
	s.purge()
	body, err := s.dispatch(c)
	if err != nil {
		return appResponse(err.status, err.envelope())
	}
	body["ok"] = true
	if s.knobs.UnknownFields {
		body["request_cost"] = 1
	}
	return appResponse(http.StatusOK, body)
}

// dispatch makes the checks in the order of Seam's HTTP framework: credentials, method, content type, parameters.
func (s *Server) dispatch(c *call) (map[string]any, *apiError) {
	who, err := s.authenticate(c)
	if err != nil {
		return nil, err
	}
	c.who = who
	method := c.request.Method
	if !slices.Contains(c.route.methods, method) {
		return nil, methodNotAllowed(c.route.methods)
	}
	needsJSON := method == http.MethodPost || method == http.MethodPatch
	if needsJSON && len(c.body) > 0 && !c.hasJSON() {
		return nil, invalidContentType(method)
	}
	if c.params, err = s.validate(c); err != nil {
		return nil, err
	}
	return c.route.handle(s, c)
}

// validate turns the decoded input into parameters.
func (s *Server) validate(c *call) (params, *apiError) {
	input, ok := c.input.(map[string]any)
	if !ok && len(c.body) == 0 && !c.route.needBody {
		input, ok = map[string]any{}, true
	}
	if !ok {
		return nil, invalidInput(issue{nil, "Expected object, received " + typeName(c.input)})
	}
	known, issues := c.route.schema.validate(input)
	if len(issues) > 0 {
		return nil, invalidInput(issues...)
	}
	return known, nil
}

// decode reads the parameters, of the query string for GET and DELETE and of the body for the other methods. A body that
// is not sent as JSON stays text. It returns false when a body that is sent as JSON is not: Seam's own fake was seen to
// refuse that before its application has the request.
func (c *call) decode() bool {
	c.input = string(c.body)
	if c.hasJSON() && len(c.body) > 0 {
		if err := json.Unmarshal(c.body, &c.input); err != nil {
			return false
		}
	}
	if method := c.request.Method; method == http.MethodGet || method == http.MethodDelete {
		c.input = c.route.schema.fromQuery(c.request.URL.Query())
	}
	return true
}

func (c *call) hasJSON() bool {
	return strings.Contains(strings.ToLower(c.request.Header.Get("Content-Type")), "application/json")
}

// namesUser says whether the body has a user_identifier_key, before the schema has looked at it.
func (c *call) namesUser() bool {
	input, _ := c.input.(map[string]any)
	key := input["user_identifier_key"]
	return key != nil && key != ""
}
