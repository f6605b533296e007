package seamfake

import "net/http"

// jsonHeader is the header of the application's responses.
func jsonHeader() http.Header {
	return http.Header{"Content-Type": {"application/json; charset=utf-8"}}
}

// RateLimited returns 429 with an error as the application would send it. retryAfter is the Retry-After header, empty for
// none. Seam documents 429 only for locks, and documents neither the header nor the error type, so both are assumed.
func RateLimited(retryAfter string) Fault {
	f := Fault{
		Status:    http.StatusTooManyRequests,
		Header:    jsonHeader(),
		Body:      `{"error":{"type":"too_many_requests","message":"Too many requests"},"ok":false}`,
		RequestID: true,
	}
	if retryAfter != "" {
		f.Header.Set("Retry-After", retryAfter)
	}
	return f
}

// InternalServerError returns 500 internal_server_error, as Seam's HTTP framework does for uncaught errors.
func InternalServerError() Fault {
	return Fault{
		Status:    http.StatusInternalServerError,
		Header:    jsonHeader(),
		Body:      `{"error":{"type":"internal_server_error","message":"Internal Server Error"},"ok":false}`,
		RequestID: true,
	}
}

// BadGatewayHTML returns 502 with an HTML page, as gateways do.
func BadGatewayHTML() Fault {
	return Fault{
		Status: http.StatusBadGateway,
		Header: http.Header{"Content-Type": {"text/html"}},
		Body:   "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n",
	}
}

// ServiceUnavailable returns 503 without a body, as Seam's own fake does to simulate an outage.
func ServiceUnavailable() Fault {
	return Fault{Status: http.StatusServiceUnavailable}
}

// DroppedBeforeCommit closes the connection before the request is handled.
func DroppedBeforeCommit() Fault { return Fault{DropBeforeCommit: true} }

// DroppedAfterCommit closes the connection after the request was handled. The client cannot know whether it was.
func DroppedAfterCommit() Fault { return Fault{DropAfterCommit: true} }

// SlowReply handles the request and delays the response until the channel is closed.
func SlowReply(until <-chan struct{}) Fault { return Fault{Until: until} }
