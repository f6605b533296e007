package provider

import (
	"fmt"
	"strings"
)

const projectURL = "https://github.com/seamapi/terraform-provider-seam"

// userAgent names the provider and Terraform, for example
// "terraform-provider-seam/1.2.3 (+https://…) Terraform/1.11.4". Unknown parts are
// omitted. The string to append is TF_APPEND_USER_AGENT, which other Terraform
// providers also support.
func userAgent(version, terraformVersion, appended string) string {
	ua := fmt.Sprintf("terraform-provider-seam/%s (+%s)", version, projectURL)
	if terraformVersion != "" {
		ua += " Terraform/" + terraformVersion
	}
	// With other characters than printable ASCII, net/http would reject every
	// request.
	appended = strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return -1
		}
		return r
	}, appended)
	if appended = strings.TrimSpace(appended); appended != "" {
		ua += " " + appended
	}
	return ua
}
