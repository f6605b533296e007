// Command terraform-provider-seam is the Terraform provider for Seam client
// sessions. Terraform starts it. It is not useful on its own.
package main

import (
	"flag"
	"log"
	"os"

	"github.com/seamapi/terraform-provider-seam/internal/provider"
	"github.com/seamapi/terraform-provider-seam/internal/quiet"
	"github.com/seamapi/terraform-provider-seam/internal/redact"
)

const address = "registry.terraform.io/seamapi/seam"

// version is set by the release build.
var version = "dev"

func main() {
	log.SetOutput(redact.Writer(os.Stderr)) // net/http logs unexpected responses
	debug := flag.Bool("debug", false, "serve until interrupted, for a debugger; prints the value for TF_REATTACH_PROVIDERS")
	flag.Parse()
	if err := quiet.Serve(address, provider.New(version), os.Getenv, *debug); err != nil {
		log.Fatal(err)
	}
}
