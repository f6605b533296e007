package seamfake

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/google/uuid"
)

// requestIDHeader is on every response of the application. Seam's servers were seen to send a UUID.
const requestIDHeader = "Seam-Request-Id"

// response is a response that is not sent yet.
type response struct {
	status   int
	header   http.Header // a name without values keeps the header from being sent
	body     []byte
	truncate bool // send half of the body, then close the connection
}

// appResponse is a response of the application: JSON, with a request id.
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

// plainResponse is a response from in front of the application. An empty contentType sends none.
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

// send writes the response. The whole length is announced even when half of the body follows, so that the client can
// tell.
func (a response) send(w http.ResponseWriter) {
	for name, values := range a.header {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
	if !a.truncate {
		// A client that went away cannot be told.
		_, _ = w.Write(a.body)
		return
	}
	_, _ = w.Write(a.body[:len(a.body)/2])
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}
