package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"time"

	"github.com/hashicorp/go-hclog"
	goplugin "github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"
)

// startUp is the cost of starting and downloading the provider.
type startUp struct {
	// schema is the time from the start to the first schema response, as Terraform
	// sees it. bare is the same without the certificates that go-plugin creates on
	// both sides.
	schema, bare time.Duration
	binary       int64
}

func (w buildDir) startUp(ctx context.Context) (s startUp, err error) {
	info, err := os.Stat(w.path("quiet"))
	if err != nil {
		return s, err
	}
	s.binary = info.Size()
	if s.schema, err = w.median(ctx, true); err != nil {
		return s, err
	}
	s.bare, err = w.median(ctx, false)
	return s, err
}

func (w buildDir) median(ctx context.Context, certificates bool) (time.Duration, error) {
	const times = 21
	var took []time.Duration
	for range times {
		start := time.Now()
		if err := firstSchema(ctx, w.path("quiet"), certificates); err != nil {
			return 0, err
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	return took[times/2], nil
}

func firstSchema(ctx context.Context, binary string, certificates bool) error {
	client := goplugin.NewClient(&goplugin.ClientConfig{
		Cmd: exec.CommandContext(ctx, binary), Logger: hclog.NewNullLogger(), SyncStdout: io.Discard, SyncStderr: io.Discard,
		AllowedProtocols: []goplugin.Protocol{goplugin.ProtocolGRPC}, AutoMTLS: certificates,
		VersionedPlugins: map[int]goplugin.PluginSet{6: {"provider": new(schemaAsker)}},
		HandshakeConfig: goplugin.HandshakeConfig{
			MagicCookieKey:   "TF_PLUGIN_MAGIC_COOKIE",
			MagicCookieValue: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
		},
	})
	defer client.Kill()
	protocol, err := client.Client()
	if err != nil {
		return err
	}
	asker, err := protocol.Dispense("provider")
	if err != nil {
		return err
	}
	ask, ok := asker.(func(context.Context) error)
	if !ok {
		return errors.New("go-plugin returned an unexpected type of client")
	}
	return ask(ctx)
}

// schemaAsker is a client with only one call. It does not need the protocol's
// types, which are internal to terraform-plugin-go.
type schemaAsker struct {
	goplugin.NetRPCUnsupportedPlugin
}

// GRPCClient returns the function that requests the schemas.
//
//nolint:unparam // go-plugin expects an error
func (*schemaAsker) GRPCClient(_ context.Context, _ *goplugin.GRPCBroker, conn *grpc.ClientConn) (any, error) {
	return func(ctx context.Context) error {
		var schemas raw
		err := conn.Invoke(ctx, "/tfplugin6.Provider/GetProviderSchema", &raw{}, &schemas, grpc.ForceCodec(codec{}), grpc.MaxCallRecvMsgSize(64<<20))
		if err == nil && len(schemas) == 0 {
			err = errors.New("the provider has no schemas")
		}
		return err
	}, nil
}

// GRPCServer is not needed.
func (*schemaAsker) GRPCServer(*goplugin.GRPCBroker, *grpc.Server) error {
	return errors.New("this is a client")
}

// raw is a message that is not decoded.
type raw []byte

type codec struct{}

func (codec) Name() string { return "proto" }

func (codec) Marshal(v any) ([]byte, error) { return *v.(*raw), nil } //nolint:forcetypeassert // it is used only for raw

func (codec) Unmarshal(data []byte, v any) error {
	*v.(*raw) = append(raw{}, data...) //nolint:forcetypeassert // it is used only for raw
	return nil
}
