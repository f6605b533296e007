package seamfake

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
)

// call is a request that the server is handling.
type call struct {
	request *http.Request // without its body, which was read
	body    []byte
	entry   *Request // its entry in the journal
	stored  uint64   // how many sessions were ever stored before it arrived

	route  route
	input  any // the decoded parameters before validation
	who    caller
	params params // the parameters after validation
}

// arrive reads a request and records it in the journal before any other code can change the state. It returns an error if
// the client disconnects. The journal then has the part that arrived.
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

// handle returns the response of the application, without faults.
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

// dispatch runs the checks in the order of Seam's HTTP framework: credentials, method, content type, parameters.
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

// validate converts the decoded input to parameters.
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

// decode reads the parameters, from the query string for GET and DELETE and from the body for the other methods. A body
// without the content type of JSON stays text. It returns false if a body with that content type is not JSON: Seam's own
// fake was seen to reject that before its application has the request.
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

// namesUser reports whether the body has a user_identifier_key. It runs before the schema validates the body.
func (c *call) namesUser() bool {
	input, _ := c.input.(map[string]any)
	key := input["user_identifier_key"]
	return key != nil && key != ""
}
