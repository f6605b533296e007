package seamfake_test

import (
	"sync"
	"testing"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// together makes n calls with one key. All of them arrive before the first is handled.
func together(h *harness, path string, n int) []response {
	var arrived sync.WaitGroup
	arrived.Add(n)
	h.fake.BeforeRequest(func(seamfake.Request) {
		arrived.Done()
		arrived.Wait()
	})
	responses := make([]response, n)
	var done sync.WaitGroup
	for i := range responses {
		done.Go(func() { responses[i] = h.post(path, `{"user_identifier_key":"k"}`) })
	}
	done.Wait()
	h.fake.BeforeRequest(nil)
	return responses
}

func TestConcurrentFirstCallsCreateOneSession(t *testing.T) {
	t.Parallel()
	h := start(t)
	ids := map[string]bool{}
	for _, resp := range together(h, getOrCreate, 32) {
		ids[resp.session().ID] = true
	}
	equal(t, "ids", len(ids), 1)
	equal(t, "sessions", len(h.fake.Sessions()), 1)
	equal(t, "requests", len(h.fake.Requests()), 32)
}

func TestConcurrentFirstCallsCanCreateDuplicates(t *testing.T) {
	t.Parallel()
	for _, path := range []string{getOrCreate, create} {
		h := knobs(t, seamfake.Knobs{AllowDuplicates: true})
		ids := map[string]bool{}
		for _, resp := range together(h, path, 2) {
			ids[resp.session().ID] = true
		}
		equal(t, "ids", len(ids), 2)
		// A later call finds one of them, and list finds both.
		later := h.keyed()
		equal(t, "the later call found one", ids[later.ID], true)
		equal(t, "list", len(h.post(list, `{"user_identifier_key":"k"}`).sessions()), 2)
	}
}

func TestConsecutiveCallsCreateNoDuplicates(t *testing.T) {
	t.Parallel()
	h := knobs(t, seamfake.Knobs{AllowDuplicates: true})
	equal(t, "second call", h.keyed(), h.keyed())
}

// Everything that a test can call during requests.
func TestConcurrentUse(t *testing.T) {
	t.Parallel()
	h := start(t)
	id := h.keyed().ID
	var all sync.WaitGroup
	for _, act := range []func(){
		func() { h.post(getOrCreate, `{"user_identifier_key":"k","connected_account_ids":["`+accountA+`"]}`) },
		func() { h.post(list, `{}`) },
		func() { h.fake.ConnectAccount(id) },
		func() { h.fake.DeleteConnectedAccount(accountA) },
		func() { h.fake.UpdateSession(id, func(s *seamfake.Session) { s.DeviceCount++ }) },
		func() { h.fake.SetKnobs(func(k *seamfake.Knobs) { k.ReverseList = !k.ReverseList }) },
		func() { h.fake.AddSession(seamfake.Session{}) },
		func() { h.fake.BeforeRequest(func(seamfake.Request) {}) },
		func() { h.fake.Inject(seamfake.Fault{Path: "/nowhere", Times: 1}) },
		func() { h.fake.ClearFaults() },
		func() { h.fake.Sessions() },
		func() { h.fake.Requests() },
		func() { h.fake.Row(id) },
	} {
		for range 8 {
			all.Go(act)
		}
	}
	all.Wait()
	stored, _ := h.fake.Session(id)
	equal(t, "device_count", stored.DeviceCount, 8)
}
