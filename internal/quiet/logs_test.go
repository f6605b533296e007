package quiet

import (
	"os"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/provider"
)

func TestLogsWanted(t *testing.T) {
	type env map[string]string
	for name, c := range map[string]struct {
		env  env
		want bool
	}{
		"nothing":                  {env{}, false},
		"all":                      {env{"TF_LOG": "INFO"}, true},
		"an unknown level":         {env{"TF_LOG": "1"}, true}, // TRACE for Terraform
		"off":                      {env{"TF_LOG": "off", "TF_LOG_SDK": "OFF"}, false},
		"of Terraform itself":      {env{"TF_LOG_CORE": "TRACE"}, false},
		"of providers":             {env{"TF_LOG_PROVIDER": "DEBUG"}, true},
		"of all but providers":     {env{"TF_LOG": "TRACE", "TF_LOG_PROVIDER": "off"}, false},
		"of this provider":         {env{"TF_LOG_PROVIDER_SEAM": "debug"}, true},
		"of another provider":      {env{"TF_LOG_PROVIDER_AWS": "debug"}, false},
		"of the SDK":               {env{"TF_LOG_SDK": "trace"}, true},
		"of the protocol":          {env{"TF_LOG_SDK": "off", "TF_LOG_SDK_PROTO": "trace"}, true},
		"of the framework":         {env{"TF_LOG_SDK_FRAMEWORK": "debug"}, true},
		"protocol data":            {env{"TF_LOG_SDK_PROTO_DATA_DIR": "data"}, true},
		"only the path of the log": {env{"TF_LOG_PATH": "log"}, false},
		"of acceptance tests":      {env{"TF_ACC_LOG_PATH": "log"}, true},
		"of all but the SDK":       {env{"TF_LOG": "DEBUG", "TF_LOG_SDK": "off"}, true},
		"of this provider only":    {env{"TF_LOG_PROVIDER_SEAM": "debug", "TF_LOG": "off"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			getenv := func(name string) string { return c.env[name] }
			if got := LogsWanted(getenv); got != c.want {
				t.Errorf("got %t", got)
			}
			served := New(provider.New("test")(), getenv)
			if _, quiet := served.(*server); quiet == c.want {
				t.Errorf("served by %T", served)
			}
			t.Setenv("TF_LOG_SDK", c.env["TF_LOG_SDK"])
			if err := silence(getenv); err != nil {
				t.Fatal(err)
			}
			if got, want := os.Getenv("TF_LOG_SDK"), c.env["TF_LOG_SDK"]; c.want && got != want || !c.want && got != "off" {
				t.Errorf("TF_LOG_SDK is %q now", got)
			}
		})
	}
}
