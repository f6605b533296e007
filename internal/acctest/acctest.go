// Package acctest has what acceptance tests share: a Seam on loopback whose clock
// the test controls, and the real Terraform CLI with the provider, which runs
// inside the test process.
package acctest

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime/debug"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/seamapi/terraform-provider-seam/internal/acctest/openapi"
	seamprovider "github.com/seamapi/terraform-provider-seam/internal/provider"
	"github.com/seamapi/terraform-provider-seam/internal/quiet"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

var liveAPIKey string

// LiveAPIKey returns the API key for tests against the live API. It is empty unless
// SEAM_API_KEY and TF_ACC_LIVE are set.
func LiveAPIKey() string { return liveAPIKey }

// Main runs the tests of a package in an environment without the user's own
// Terraform and Seam configuration.
func Main(m *testing.M) {
	if os.Getenv("TF_ACC_LIVE") != "" {
		liveAPIKey = os.Getenv("SEAM_API_KEY")
	}
	for _, variable := range os.Environ() {
		name, _, _ := strings.Cut(variable, "=")
		if strings.HasPrefix(name, "SEAM_") || strings.HasPrefix(name, "TF_") && !strings.HasPrefix(name, "TF_ACC_") && !strings.HasPrefix(name, "TF_LOG") {
			os.Unsetenv(name)
		}
	}
	for name, value := range map[string]string{
		"CHECKPOINT_DISABLE":        "1",
		"TF_CLI_CONFIG_FILE":        os.DevNull,
		"TF_IN_AUTOMATION":          "1",
		"TF_ACC_PROVIDER_NAMESPACE": "seamapi",
		// A CLI that runs for less than a second does not need garbage collection.
		"GOGC": "400",
	} {
		os.Setenv(name, value)
	}
	debug.SetGCPercent(400) // a test binary may use memory, and should not use the CPU that the CLI needs
	if os.Getenv("TF_LOG") == "" {
		// The provider runs in this process, and its logs are not needed.
		os.Setenv("TF_LOG_SDK", "off")
		os.Setenv("TF_LOG_PROVIDER_SEAM", "off")
	}
	always := flag.Bool("replay", false, "replay the configurations of tests that -run selects, too")
	code := m.Run()
	if (code == 0 || *always) && !replayShapes(*always) {
		code = 1
	}
	removeBinary()
	os.Exit(code)
}

// Clock is a clock that stands still until a test moves it.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now returns the time of the clock.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Advance moves the clock.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// Start is the time at which a test's clock starts.
var Start = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

// Seam is a Seam on loopback with a provider that talks to it. Server and
// provider share the clock.
type Seam struct {
	*seamfake.Server

	t     *testing.T
	Clock *Clock
	// URL is the endpoint.
	URL string
	// Local is the clock of the provider's machine. It is Clock unless a test sets
	// another one.
	Local func() time.Time
	// Variables are the environment variables that the provider sees.
	Variables map[string]string
	// Wait waits between two attempts. It returns immediately unless a test sets
	// another function, or nil to really wait.
	Wait func(context.Context, time.Duration) error
	// Transport carries the provider's requests; nil is Go's own.
	Transport http.RoundTripper
	// AttemptTimeout limits one attempt; 0 is the provider's default.
	AttemptTimeout time.Duration
	// Measured disables everything that the provider does only in tests.
	Measured bool
}

// NewSeam starts a Seam for the duration of the test. Every exchange is checked
// against Seam's OpenAPI document.
func NewSeam(tb testing.TB, options ...seamfake.Option) *Seam {
	tb.Helper()
	return newSeam(tb, (*openapi.Spec).Handler, options...)
}

// NewOddSeam is NewSeam for knobs whose responses deliberately deviate from Seam's
// OpenAPI document. Only the requests are checked.
func NewOddSeam(tb testing.TB, options ...seamfake.Option) *Seam {
	tb.Helper()
	return newSeam(tb, (*openapi.Spec).CheckRequestsOnly, options...)
}

func newSeam(tb testing.TB, check checker, options ...seamfake.Option) *Seam {
	tb.Helper()
	spec, err := openapi.Load()
	if err != nil {
		tb.Fatal(err)
	}
	clock := &Clock{now: Start}
	t, _ := tb.(*testing.T) // the configurations of a benchmark are not replayed
	s := &Seam{
		t: t, Clock: clock, Local: clock.Now, Variables: map[string]string{},
		Wait:   func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		Server: seamfake.New(append([]seamfake.Option{seamfake.WithClock(clock.Now)}, options...)...),
	}
	server := httptest.NewServer(check(spec, s.Server, func(err error) { tb.Errorf("an exchange violates Seam's OpenAPI document: %s", err) }))
	tb.Cleanup(func() {
		s.ClearFaults()
		server.CloseClientConnections()
		server.Close()
	})
	s.URL = server.URL
	return s
}

// Provider returns a constructor of the provider as a user would run it against
// this Seam, without waiting between two attempts.
func (s *Seam) Provider() func() provider.Provider {
	return seamprovider.NewIn("test", seamprovider.Environment{
		Getenv: func(name string) string { return s.Variables[name] },
		Now:    func() time.Time { return s.Local() },
		Wait:   s.Wait,

		Transport: s.Transport, AttemptTimeout: s.AttemptTimeout,
	})
}

// server returns the server that users run. It compares the responses of its shortcuts with those of the framework,
// unless a test measures it.
func (s *Seam) server() tfprotov6.ProviderServer {
	if s.Measured {
		return quiet.New(s.Provider()(), os.Getenv)
	}
	return quiet.Around(s.bothWays(), os.Getenv)
}

// Factories serve the provider to terraform-plugin-testing.
func (s *Seam) Factories() map[string]func() (tfprotov6.ProviderServer, error) {
	needsCLI(s.t)
	return map[string]func() (tfprotov6.ProviderServer, error){
		"seam": func() (tfprotov6.ProviderServer, error) { return s.server(), nil },
	}
}

// Config returns a configuration with body after the provider block for this Seam
// and its default workspace.
func (s *Seam) Config(body string) string {
	return s.ConfigAs(seamfake.DefaultAPIKey, body)
}

// ConfigAs is Config with another API key.
func (s *Seam) ConfigAs(apiKey, body string) string {
	return s.ConfigWith(fmt.Sprintf("api_key  = %q", apiKey), body)
}

// ConfigWith is Config with other lines than the API key in the provider block.
func (s *Seam) ConfigWith(lines, body string) string {
	config := fmt.Sprintf("%s\nprovider \"seam\" {\n  endpoint = %q\n  %s\n}\n\n%s", RequiredProviders, s.URL, lines, body)
	s.keep(config)
	return config
}

// RequiredProviders is the terraform block of every configuration.
const RequiredProviders = `terraform {
  required_providers {
    seam = { source = "seamapi/seam" }
  }
}
`
