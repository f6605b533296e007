package acctest

import (
	"testing"

	"github.com/hashicorp/go-version"

	"github.com/seamapi/terraform-provider-seam/internal/acctest/cli"
)

// Each CLI of the test matrix runs the tests that it supports, and skips the
// others.
func TestFeaturesOfCLIs(t *testing.T) {
	t.Parallel()
	configs := map[string]string{
		"ephemeral resources":         "ephemeral \"seam_client_session\" \"this\" {\n}\n",
		"ephemeral values":            "output \"token\" {\n  ephemeral = true\n}\n",
		"import by identity":          "import {\n  to       = seam_client_session.this\n  identity = {\n  }\n}\n",
		"moved from another provider": "# moved from another provider\n",
		"identity after an error":     "# identity after an error\n",
		"write-only arguments":        "resource \"a\" \"b\" {\n  secret_wo         = 1\n  secret_wo_version = 1\n}\n",
		"mock providers":              "mock_provider \"seam\" {\n}\n",
		"list resources":              "list \"seam_client_session\" \"all\" {\n}\n",
		"import blocks in modules":    "# import block in a module\n",

		"resources that are not destroyed": "resource \"a\" \"b\" {\n  c = 1\n  lifecycle {\n    destroy = false\n  }\n}\n",
		"actions":                          "resource \"a\" \"b\" {}\naction \"seam_client_session_revoke\" \"this\" {\n}\n",
		"none":                             "# ephemeral \"x\"\nresource \"seam_client_session\" \"this\" {\n  user_identity_id = \"identity = {\"\n}\nremoved {\n  lifecycle {\n    destroy = false\n  }\n}\n",
	}
	for _, c := range []struct {
		name, version string
		has           int // of the features
	}{
		{"Terraform", "1.6.6", 0},
		{"Terraform", "1.8.5", 2},
		{"Terraform", "1.10.0-rc1", 4},
		{"Terraform", "1.10.5", 4},
		{"Terraform", "1.11.4", 5},
		{"Terraform", "1.12.2", 6},
		{"Terraform", "1.13.5", 7},
		{"Terraform", "1.14.0", 9},
		{"Terraform", "1.16.0-rc2", 11},
		{"OpenTofu", "1.10.9", 2},
		{"OpenTofu", "1.11.1", 5},
		{"OpenTofu", "1.12.0", 8},
		{"OpenTofu", "1.20.0", 8},
	} {
		t.Run(c.name+" "+c.version, func(t *testing.T) {
			t.Parallel()
			have := cli.CLI{Tofu: c.name == "OpenTofu", Version: version.Must(version.NewVersion(c.version))}
			has := 0
			for _, feature := range features {
				for name, config := range configs {
					if used := feature.used.MatchString(config); used != (name == feature.name) {
						t.Errorf("%q uses %s: %t", config, feature.name, used)
					}
				}
				if lacks(have, feature.terraform, feature.tofu) == "" {
					has++
				}
			}
			if has != c.has {
				t.Errorf("has %d features, want %d", has, c.has)
			}
		})
	}
}
