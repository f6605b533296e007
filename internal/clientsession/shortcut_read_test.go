package clientsession_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// answers are changes of a response that show a different session than the one in state.
var answers = [][2]string{
	{},
	{another, accountA},
	{"jane_doe", "john_doe"},
	{`"jane_doe"`, "null"},
	{seamfake.DefaultWorkspaceID, webview},
	{"seam_cst1abcdefgh_", "seam_cst1hgfedcba_"},
	{"2026-06-01T12:00:00.000000Z", "2026-06-01T12:00:01.000000Z"},
	{expiry, "2027-01-01T00:00:00.001Z"},
	{expiry, "2026-01-01T00:00:00Z"},
	{expiry, "2026-06-01T12:01:00Z"},
	{expiry, "2126-01-01T00:00:00Z"},
	{`"device_count":3`, `"device_count":4`},
	{`"device_count":3,`, ""},
	{webview, accountB},
	{`["` + webview + `"]`, "[]"},
	{accountA, accountB},
	{`"user_identity_ids":["` + identity + `"]`, `"user_identity_ids":[]`},
	{identity, accountB},
	{`"device_count"`, `"customer_key":"c","device_count"`},
}

// brokenList is the policy under which the list of sessions is invalid.
const brokenList = 4

// FuzzRead refreshes with and without the shortcut, see acctest.BothWays, for any state and response.
func FuzzRead(f *testing.F) {
	l := newBenchSession(f, nil)
	s := l.s
	s.Measured = false
	schema := l.p.Schemas.ResourceSchemas[typeName]
	whole := schema.ValueType().(tftypes.Object)
	kinds := whole.AttributeTypes
	read, err := l.read().Unmarshal(whole)
	if err != nil {
		f.Fatal(err)
	}
	var shown map[string]tftypes.Value
	if err := read.As(&shown); err != nil {
		f.Fatal(err)
	}
	same := slices.Repeat([]byte{asInState}, len(kinds))
	for i := range answers {
		f.Add(same, byte(i), byte(0), byte(0))
		for policy := range byte(5) {
			f.Add(same, byte(i), policy, byte(0))
		}
	}
	for i := range notes {
		f.Add(same, byte(0), byte(0), byte(i))
	}
	random := rand.New(rand.NewPCG(17, 2))
	for range 200 { // mostly unchanged, so shortcuts are taken
		state := slices.Clone(same)
		for range random.IntN(3) {
			state[random.IntN(len(state))] = byte(random.IntN(16))
		}
		f.Add(state, byte(random.IntN(2)*random.IntN(len(answers))), byte(random.IntN(5)), byte(random.IntN(2)*random.IntN(len(notes))))
	}
	usual, list := l.transport.answers[acctest.GetOrCreate], l.transport.answers[acctest.List]
	f.Fuzz(func(t *testing.T, state []byte, answer, policy, private byte) {
		change := answers[int(answer)%len(answers)]
		l.transport.answers[acctest.GetOrCreate] = strings.Replace(usual, change[0], change[1], 1)
		l.transport.answers[acctest.Get] = l.transport.answers[acctest.GetOrCreate]
		l.transport.answers[acctest.List] = list
		if policy %= 5; policy == brokenList {
			l.transport.answers[acctest.List] = "no list"
		}
		s.Variables = []map[string]string{
			nil,
			{"SEAM_READ_ONLY": "true"},
			{"SEAM_REFRESH": "list"},
			{"SEAM_WORKSPACE_ID": seamfake.DefaultWorkspaceID},
			brokenList: {"SEAM_REFRESH": "list"},
		}[policy]
		prior := objectWith(kinds, func(name string, i int) tftypes.Value {
			if b := byteAt(state, i); b < asInState {
				of := choices[kinds[name].String()]
				return tft(kinds[name], of[b%len(of)])
			}
			return shown[name]
		})
		req := &tfprotov6.ReadResourceRequest{TypeName: typeName, CurrentState: encode(t, whole, prior), Private: notes[int(private)%len(notes)]}
		if _, err := s.Protocol(t).ReadResource(t.Context(), req); err != nil {
			t.Errorf("response %q, variables %v\nstate %v\nprivate %s\n%s", change, s.Variables, prior, req.Private, err)
		}
	})
}
