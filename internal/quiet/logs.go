package quiet

import (
	"cmp"
	"os"
	"slices"
	"strings"
)

// LogsWanted reports whether the environment enables logs of this provider or its libraries. Terraform shows them at
// the level of TF_LOG_PROVIDER, or else of TF_LOG. An unknown level means TRACE. The other variables set levels within
// the provider's process, for a provider that is served manually.
func LogsWanted(getenv func(string) string) bool {
	return isLevel(cmp.Or(getenv("TF_LOG_PROVIDER"), getenv("TF_LOG"))) || slices.ContainsFunc([]string{
		"TF_LOG_PROVIDER_SEAM", "TF_LOG_SDK", "TF_LOG_SDK_PROTO", "TF_LOG_SDK_FRAMEWORK",
		"TF_LOG_SDK_PROTO_DATA_DIR", "TF_ACC_LOG_PATH", // directory and file, not levels
	}, func(variable string) bool { return isLevel(getenv(variable)) })
}

func isLevel(value string) bool { return value != "" && !strings.EqualFold(value, "off") }

// silence prevents terraform-plugin-go, which wraps New's server, from formatting its part of the logs.
func silence(getenv func(string) string) error {
	if LogsWanted(getenv) {
		return nil
	}
	return os.Setenv("TF_LOG_SDK", "off")
}
