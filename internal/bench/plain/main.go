// Command plain serves the provider as terraform-plugin-framework does by default,
// without internal/quiet. internal/bench compares the provider with it. Because of
// this command, the provider itself needs no hidden switch.
package main

import (
	"context"
	"log"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/seamapi/terraform-provider-seam/internal/provider"
	"github.com/seamapi/terraform-provider-seam/internal/redact"
)

func main() {
	log.SetOutput(redact.Writer(os.Stderr)) // net/http logs unexpected responses
	err := providerserver.Serve(context.Background(), provider.New("bench"), providerserver.ServeOpts{
		Address: "registry.terraform.io/seamapi/seam",
	})
	if err != nil {
		log.Fatal(err)
	}
}
