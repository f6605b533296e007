package seam

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
)

// DefaultEndpoint is the base URL of Seam's API.
const DefaultEndpoint = "https://connect.getseam.com"

// ParseEndpoint checks the base URL of the API: https, or http on a loopback host
// or with allowInsecure, and without user info, query or fragment. A path is a
// prefix for every request. The result has no trailing slash.
func ParseEndpoint(s string, allowInsecure bool) (string, error) {
	u, err := url.Parse(s)
	if err != nil {
		return "", errors.New("it is not a URL") // the parser's error would contain user info
	}
	switch {
	case u.Hostname() == "" || u.Opaque != "":
		return "", fmt.Errorf("it is not an absolute URL such as %s", DefaultEndpoint)
	case u.User != nil:
		return "", errors.New("it contains user info; set the credential with api_key or personal_access_token")
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.HasSuffix(s, "#"):
		return "", errors.New("it contains a query or a fragment")
	case u.Scheme == "http" && !allowInsecure && !isLoopback(u.Hostname()):
		return "", errors.New("it uses http, which would send the credential and every token in plain text; use https, a loopback host, or allow_insecure_endpoint")
	case u.Scheme != "https" && u.Scheme != "http":
		return "", fmt.Errorf("its scheme is %q, not https", u.Scheme)
	}
	return strings.TrimRight(u.String(), "/"), nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}
