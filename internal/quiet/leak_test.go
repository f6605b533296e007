package quiet

import (
	"context"
	"reflect"
	"runtime"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/seamapi/terraform-provider-seam/internal/provider"
)

// heapPerRPC is the number of bytes that an RPC leaves on the heap. It calls the RPC
// as Terraform does, through terraform-plugin-go, which adds its loggers to the
// context.
func heapPerRPC(t *testing.T, served tfprotov6.ProviderServer) int {
	t.Helper()
	const rpcs = 2000
	// The protocol types are internal to terraform-plugin-go.
	method := reflect.ValueOf(tf6server.New("registry.terraform.io/seamapi/seam", served)).MethodByName("ReadResource")
	request := reflect.New(method.Type().In(1).Elem())
	rpc := func() {
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		if out := method.Call([]reflect.Value{reflect.ValueOf(ctx), request}); !out[1].IsNil() {
			t.Fatal(out[1])
		}
	}
	rpc() // one-time allocations
	before := heap()
	for range rpcs {
		rpc()
	}
	after := heap()
	runtime.KeepAlive(method)
	return max(after-before, 0) / rpcs
}

func heap() int {
	runtime.GC()
	runtime.GC() // collects what the first collection left for finalizers
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int(stats.HeapAlloc)
}

func TestNoRPCIsKept(t *testing.T) {
	t.Setenv("TF_LOG_SDK", "off")
	nobody := func(string) string { return "" }
	left := heapPerRPC(t, New(provider.New("test")(), nobody))
	t.Logf("%d bytes an RPC", left)
	if left > 250 {
		t.Errorf("an RPC leaves %d bytes behind", left)
	}
}

// If this fails, the framework has been fixed, and this package can be deleted.
func TestFrameworkKeepsEveryRPC(t *testing.T) {
	t.Setenv("TF_LOG_SDK", "off")
	left := heapPerRPC(t, providerserver.NewProtocol6(provider.New("test")())())
	t.Logf("%d bytes an RPC", left)
	if left < 4000 {
		t.Errorf("an RPC leaves %d bytes behind; see the comment of the package", left)
	}
}

// A context that outlives many RPCs, as in a test, does not keep their contexts.
func TestIncomingContextKeepsNothing(t *testing.T) {
	const rpcs = 5000
	in, cancel := context.WithCancel(t.Context())
	defer cancel()
	before := heap()
	for range rpcs {
		_, release := detach(in)
		release()
	}
	if left := (heap() - before) / rpcs; left > 50 {
		t.Errorf("an RPC leaves %d bytes behind", left)
	}
}
