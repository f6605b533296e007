// Package openapi checks HTTP exchanges against Seam's OpenAPI document.
//
// The document is an extract of the one that Seam publishes: client sessions and related objects. Tests wrap the fake
// with [Spec.Handler]. The test fails if the client sends something that Seam does not declare, or if the fake returns
// something that Seam would not.
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

// Load reads the embedded document, once for all callers. It fails only if the document itself is not valid OpenAPI.
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

	// Otherwise the router would match only requests to Seam's host.
	doc.Servers = nil
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		return nil, fmt.Errorf("route the OpenAPI document: %w", err)
	}
	return &Spec{router: router, options: options()}, nil
}

// dropSecurity removes the security requirements of operations. They are not checked, and the extract refers to
// security schemes that it does not define.
func dropSecurity(doc *openapi3.T) {
	for _, path := range doc.Paths.Map() {
		for _, operation := range path.Operations() {
			operation.Security = nil
		}
	}
}

// options has format checks that the library lacks: it ignores "uuid", and its "date-time" accepts days that do not
// exist. They apply only to this Spec, not to the library's global table.
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
	// uuidForm accepts any version and variant, because Seam's document does not specify them.
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

// input finds the operation of r. It fails if the document has no such path or method.
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
