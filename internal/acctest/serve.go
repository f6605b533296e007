package acctest

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/go-hclog"
	goplugin "github.com/hashicorp/go-plugin"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

// Beside serves another provider in addition to this one, for a source such as
// "example/seam". It is a substitute for a provider that a test cannot run, or this
// provider at another address.
func (tf *Terraform) Beside(source string, server func() tfprotov6.ProviderServer) {
	if tf.beside == nil {
		tf.beside = map[string]func() tfprotov6.ProviderServer{}
	}
	tf.beside[addressOf(source)] = server
}

// WriteFile writes a file to the directory of the configuration.
func (tf *Terraform) WriteFile(name, content string) {
	tf.t.Helper()
	tf.write(name, content)
}

// serve starts all providers in this process, and returns how Terraform connects to
// them.
func (tf *Terraform) serve() (reattach string, stop func()) {
	tf.t.Helper()
	reached := map[string]any{}
	var stops []func()
	stop = func() {
		for _, s := range stops {
			s()
		}
	}
	add := func(address string, server tfprotov6.ProviderServer) {
		config, s := tf.serveOne(address, server)
		reached[address], stops = config, append(stops, s)
	}
	add(address(), tf.seam.server())
	for address, server := range tf.beside {
		add(address, server())
	}
	encoded, err := json.Marshal(reached)
	if err != nil {
		stop()
		tf.t.Fatal(err)
	}
	return string(encoded), stop
}

func (tf *Terraform) serveOne(address string, server tfprotov6.ProviderServer) (reattach any, stop func()) {
	tf.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	configs, closed := make(chan *goplugin.ReattachConfig), make(chan struct{})
	failed := make(chan error, 1)
	go func() {
		failed <- tf6server.Serve(address, func() tfprotov6.ProviderServer { return server },
			tf6server.WithDebug(ctx, configs, closed), tf6server.WithoutLogStderrOverride(),
			tf6server.WithGoPluginLogger(hclog.NewNullLogger()))
	}()
	select {
	case config := <-configs:
		return map[string]any{
			"Protocol": string(config.Protocol), "ProtocolVersion": config.ProtocolVersion, "Pid": config.Pid, "Test": true,
			"Addr": map[string]string{"Network": config.Addr.Network(), "String": config.Addr.String()},
		}, func() { cancel(); <-closed }
	case err := <-failed:
		cancel()
		tf.t.Fatalf("serving %s: %v", address, err)
		return nil, nil
	}
}
