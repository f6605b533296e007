package provider

import "testing"

func TestUserAgent(t *testing.T) {
	const base = "terraform-provider-seam/1.0.0 (+https://github.com/seamapi/terraform-provider-seam)"
	for _, c := range []struct{ terraform, appended, want string }{
		{"1.11.4", "", base + " Terraform/1.11.4"},
		{"", "", base},
		{"1.11.4", " pipeline/7 ", base + " Terraform/1.11.4 pipeline/7"},
		{"1.11.4", "a\r\nX-Evil: 1", base + " Terraform/1.11.4 aX-Evil: 1"},
	} {
		if got := userAgent("1.0.0", c.terraform, c.appended); got != c.want {
			t.Errorf("UserAgent %q, want %q", got, c.want)
		}
	}
}
