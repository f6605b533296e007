package clientsession_test

import (
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// Whatever is configured, and whatever happens outside, one or two applies
// converge: state has the token of the one session that lives, and the next plan
// is empty. SEED=n repeats a run, STEPS=n makes it longer.
func TestAccRandomLives(t *testing.T) {
	t.Parallel()
	seed, steps := number("SEED", 1), number("STEPS", 20)
	random := rand.New(rand.NewPCG(uint64(seed), 0))
	s := acctest.NewSeam(t)
	tf := s.Terraform(t, s.Config(""))
	for step := range steps {
		config, lines := randomConfig(random, s)
		tf.Write(s.Config(config + dependent))
		event := randomEvent(random, s)
		tf.Run("plan", "-no-color", "-out=saved.tfplan")
		if random.IntN(3) == 0 {
			event += ", then " + randomEvent(random, s)
		}
		result := tf.Run("apply", "-no-color", "saved.tfplan").DoesNotSay("inconsistent", "bug in the provider", "panic", "fault of the provider")
		if result.Code != 0 {
			result.Says("created again during this apply") // the only error that is to be expected
		}
		tf.Apply()
		tf.WantEmptyPlan()
		live := 0
		for _, row := range s.Sessions() {
			if !row.Expired(s.Clock.Now()) {
				live++
			}
		}
		row, ok := s.Session(tf.Attributes(address)["client_session_id"].(string))
		held := tf.Attributes("terraform_data.holder")["triggers_replace"]
		if stored := tf.Attributes(address)["token"]; !ok || live != 1 || row.Expired(s.Clock.Now()) || stored != nil && stored != row.Token || held != stored {
			t.Fatalf("SEED=%d, step %d, %s, with %q: %d sessions live, the one in state: %+v", seed, step, event, lines, live, row)
		}
		if t.Failed() {
			t.Fatalf("SEED=%d, step %d, %s, with %q", seed, step, event, lines)
		}
	}
}

func number(variable string, fallback int) int {
	if n, err := strconv.Atoi(os.Getenv(variable)); err == nil {
		return n
	}
	return fallback
}

// randomConfig picks lines that go together.
func randomConfig(random *rand.Rand, s *acctest.Seam) (string, []string) {
	pick := func(choices ...string) string { return choices[random.IntN(len(choices))] }
	ahead := s.Clock.Now().Add(time.Duration(20+random.IntN(400)) * day).Format(time.RFC3339)
	lines := []string{
		pick(key, key, key, `user_identifier_key = "john"`),
		pick("", `expires_at = "`+ahead+`"`, sliding, sliding+"\n  "+renewal),
		pick("", "", `connected_account_ids = []`, `connected_account_ids = ["`+accountA+`"]`, `connected_account_ids = ["`+accountB+`", "`+accountA+`"]`),
		pick("", `user_identity_id = "`+identity+`"`, `user_identity_id = "`+another+`"`, `user_identity_ids = ["`+identity+`"]`),
		pick("", rotate("1"), rotate("2")),
		pick("", "", unstored),
		pick("", createBeforeDestroy),
	}
	return session(lines...), lines
}

// randomEvent lets something happen outside Terraform.
func randomEvent(random *rand.Rand, s *acctest.Seam) string {
	rows := s.Sessions()
	id := ""
	if len(rows) > 0 {
		id = rows[len(rows)-1].ClientSessionID
	}
	switch random.IntN(6) {
	case 0:
		s.DeleteSession(id)
		return "deleted"
	case 1:
		s.UpdateSession(id, func(row *seamfake.Session) { row.ExpiresAt = s.Clock.Now().Add(-time.Hour) })
		return "expired"
	case 2:
		s.ConnectAccount(id)
		return "account connected"
	case 3:
		s.Clock.Advance(10 * day)
		return "ten days later"
	case 4:
		s.UpdateSession(id, func(row *seamfake.Session) { row.DeviceCount++ })
		return "device added"
	default:
		return "nothing"
	}
}
