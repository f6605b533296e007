package provider

import (
	"fmt"
	"strings"
)

const projectURL = "https://github.com/seamapi/terraform-provider-seam"

// userAgent names the provider and Terraform, for example
// "terraform-provider-seam/1.2.3 (+https://…) Terraform/1.11.4". What is not
// known is left out. The text to append is TF_APPEND_USER_AGENT, as other
// Terraform providers honour it.
func userAgent(version, terraformVersion, appended string) string {
	ua := fmt.Sprintf("terraform-provider-seam/%s (+%s)", version, projectURL)
	if terraformVersion != "" {
		ua += " Terraform/" + terraformVersion
	}
	// Anything but printable ASCII would make net/http refuse every request.
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
