package seamfake

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/google/uuid"
)

// requestIDHeader is in every response of the application. Seam's servers were seen to send a UUID.
const requestIDHeader = "Seam-Request-Id"

// response is a response before it is sent.
type response struct {
	status   int
	header   http.Header // a name without values removes the header
	body     []byte
	truncate bool // send half of the body, then close the connection
}

// appResponse returns a response of the application: JSON, with a request id.
func appResponse(status int, body map[string]any) response {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(body); err != nil {
		panic("seamfake: " + err.Error())
	}
	a := plainResponse(status, "application/json; charset=utf-8", strings.TrimSuffix(b.String(), "\n"))
	a.addRequestID()
	return a
}

// plainResponse returns a response of a server in front of the application. An empty contentType sends no content type.
func plainResponse(status int, contentType, body string) response {
	header := http.Header{"Content-Type": nil}
	if contentType != "" {
		header.Set("Content-Type", contentType)
	}
	return response{status: status, header: header, body: []byte(body)}
}

func (a *response) addRequestID() {
	a.header.Set(requestIDHeader, uuid.NewString())
}

// send writes the response. Content-Length is that of the whole body even if only half of it follows, so the client can
// detect the truncation.
func (a response) send(w http.ResponseWriter) {
	for name, values := range a.header {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
	if !a.truncate {
		// The error does not matter, because the client has disconnected.
		_, _ = w.Write(a.body)
		return
	}
	_, _ = w.Write(a.body[:len(a.body)/2])
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}
