// Command terraform-provider-seam is the Terraform provider for Seam client
// sessions. Terraform starts it; it does nothing of use by hand.
package main

import (
	"context"
	"flag"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/seamapi/terraform-provider-seam/internal/provider"
)

// version is set by the release build.
var version = "dev"

func main() {
	debug := flag.Bool("debug", false, "serve until interrupted, for a debugger; prints what to set in TF_REATTACH_PROVIDERS")
	flag.Parse()
	err := providerserver.Serve(context.Background(), provider.New(version), providerserver.ServeOpts{
		Address: "registry.terraform.io/seamapi/seam",
		Debug:   *debug,
	})
	if err != nil {
		log.Fatal(err)
	}
}
