package quiet

import (
	"os"
	"strings"
)

// LogsWanted reports whether the environment asks for logs of this provider or
// of what it is built on. Terraform shows those of providers at the level of
// TF_LOG_PROVIDER, or else of TF_LOG, and takes a level that it does not know for
// TRACE. The other variables set levels within the provider's process; without
// Terraform's nobody sees those logs, except who serves the provider by hand.
func LogsWanted(getenv func(string) string) bool {
	shown := getenv("TF_LOG_PROVIDER")
	if shown == "" {
		shown = getenv("TF_LOG")
	}
	if isLevel(shown) {
		return true
	}
	for _, variable := range []string{
		"TF_LOG_PROVIDER_SEAM", "TF_LOG_SDK", "TF_LOG_SDK_PROTO", "TF_LOG_SDK_FRAMEWORK",
		"TF_LOG_SDK_PROTO_DATA_DIR", // no level, but who sets it is looking into the protocol
		"TF_ACC_LOG_PATH",           // the like for acceptance tests
	} {
		if isLevel(getenv(variable)) {
			return true
		}
	}
	return false
}

func isLevel(value string) bool { return value != "" && !strings.EqualFold(value, "off") }

// silence keeps terraform-plugin-go, which comes before New's server, from
// formatting its part of the logs. It does so by the variable that is for that,
// in the environment of this process.
func silence(getenv func(string) string) error {
	if LogsWanted(getenv) {
		return nil
	}
	return os.Setenv("TF_LOG_SDK", "off")
}
