// Package openapi holds HTTP exchanges against Seam's OpenAPI document.
//
// The document is an extract of the one that Seam publishes: client sessions and their neighbours. Tests put
// [Spec.Handler] in front of the fake, so that a client which sends what Seam does not declare, and a fake which answers
// what Seam would not, both fail the test.
package openapi

import (
	_ "embed"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"sync"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
)

//go:embed testdata/seam-openapi.json
var document []byte

// Spec is Seam's OpenAPI document, ready to check exchanges. It is safe for concurrent use.
type Spec struct {
	router  routers.Router
	options *openapi3filter.Options
}

// Load reads the embedded document, once for all callers. It fails only when the document itself is not valid OpenAPI.
var Load = sync.OnceValues(load)

func load() (*Spec, error) {
	loader := openapi3.NewLoader()
	doc, err := loader.LoadFromData(document)
	if err != nil {
		return nil, fmt.Errorf("read the OpenAPI document: %w", err)
	}
	dropSecurity(doc)
	if err := doc.Validate(loader.Context); err != nil {
		return nil, fmt.Errorf("validate the OpenAPI document: %w", err)
	}

	// The router would otherwise match only requests to Seam's own host.
	doc.Servers = nil
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		return nil, fmt.Errorf("route the OpenAPI document: %w", err)
	}
	return &Spec{router: router, options: options()}, nil
}

// dropSecurity removes what operations say about credentials. They are not checked, and the extract names kinds of
// credentials that it does not define.
func dropSecurity(doc *openapi3.T) {
	for _, path := range doc.Paths.Map() {
		for _, operation := range path.Operations() {
			operation.Security = nil
		}
	}
}

// options has the format checks that the library leaves out: it ignores "uuid", and its "date-time" lets pass days that
// no calendar has. They belong to this Spec alone, not to the library's global table.
func options() *openapi3filter.Options {
	return &openapi3filter.Options{
		MultiError:          true,
		AuthenticationFunc:  openapi3filter.NoopAuthenticationFunc,
		SkipSettingDefaults: true,
		SchemaValidationOptions: []openapi3.SchemaValidationOption{
			openapi3.WithStringFormatValidator("uuid", openapi3.NewCallbackValidator(checkUUID)),
			openapi3.WithStringFormatValidator("date-time", openapi3.NewCallbackValidator(checkDateTime)),
		},
	}
}

var (
	// uuidForm leaves version and variant open: Seam's document says nothing about them.
	uuidForm     = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
	dateTimeForm = regexp.MustCompile(openapi3.FormatOfStringDateTime)
)

func checkUUID(value string) error {
	if !uuidForm.MatchString(value) {
		return errors.New("is not a UUID")
	}
	return nil
}

func checkDateTime(value string) error {
	if !dateTimeForm.MatchString(value) {
		return errors.New("is not an RFC 3339 date-time")
	}
	if _, err := time.Parse(time.RFC3339, value); err != nil {
		return fmt.Errorf("is not a point in time: %w", err)
	}
	return nil
}

// input finds the operation that r addresses. It fails when the document has no such path or method.
func (s *Spec) input(r *http.Request) (*openapi3filter.RequestValidationInput, error) {
	route, pathParams, err := s.router.FindRoute(r)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", r.Method, r.URL.Path, err)
	}
	return &openapi3filter.RequestValidationInput{
		Request:    r,
		PathParams: pathParams,
		Route:      route,
		Options:    s.options,
	}, nil
}
