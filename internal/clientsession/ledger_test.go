package clientsession_test

import (
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/seamapi/terraform-provider-seam/internal/acctest"
	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

var janeDoe = map[string]any{"user_identifier_key": "jane_doe"}

func with(name string, value any) map[string]any {
	return map[string]any{"user_identifier_key": "jane_doe", name: value}
}

// quiet returns the result of a call, which must have no diagnostics.
func quiet[T any](t *testing.T) func(T, []*tfprotov6.Diagnostic) T {
	t.Helper()
	return func(got T, diagnostics []*tfprotov6.Diagnostic) T {
		t.Helper()
		acctest.WantDiagnostics(t, diagnostics)
		return got
	}
}

// The key moves from a resource to an ephemeral resource in one apply.
func TestDeleteSparesWhatIsOpen(t *testing.T) {
	s := acctest.NewSeam(t)
	managed := quiet[object](t)(startWalk(t, s).apply(object{}, janeDoe))
	w := startWalk(t, s)
	open := quiet[openedSession](t)(w.open(janeDoe))
	_, diagnostics := w.apply(managed, nil)
	acctest.WantDiagnostics(t, diagnostics, "Client session was not deleted", "is open in an ephemeral resource", "stays")
	wantAlive(t, s, open.attributes)
	acctest.WantDiagnostics(t, w.close(open))
	s.WantSessions(t, 1)
}

func TestTheLastCloseEndsTheSession(t *testing.T) {
	for _, mode := range []string{"delete", "revoke"} {
		for name, creatorFirst := range map[string]bool{"the creator closes first": true, "the creator closes last": false} {
			t.Run(mode+", "+name, func(t *testing.T) {
				s := acctest.NewSeam(t)
				w := startWalk(t, s)
				one := quiet[openedSession](t)(w.open(with("on_close", mode)))
				two, diagnostics := w.open(with("on_close", mode))
				acctest.WantDiagnostics(t, diagnostics, `Client session "jane_doe" already existed and is kept`, "does not end it")
				if !creatorFirst {
					one, two = two, one
				}
				acctest.WantDiagnostics(t, w.close(one))
				wantAlive(t, s, two.attributes)
				acctest.WantDiagnostics(t, w.close(two))
				ended(t, s)
			})
		}
	}
}

// A session that is opened by its ID is also in use.
func TestASessionOpenedByItsIDIsInUse(t *testing.T) {
	s := acctest.NewSeam(t)
	w := startWalk(t, s)
	creator := quiet[openedSession](t)(w.open(with("on_close", "delete")))
	reader := quiet[openedSession](t)(w.open(map[string]any{"client_session_id": *creator.attributes["client_session_id"]}))
	acctest.WantDiagnostics(t, w.close(creator))
	wantAlive(t, s, reader.attributes)
	acctest.WantDiagnostics(t, w.close(reader))
	s.WantSessions(t, 0)
}

// The session of a managed resource was deleted, Open creates a new one, and the
// refresh saves it in state.
func TestCloseSparesWhatARefreshReturned(t *testing.T) {
	s := acctest.NewSeam(t)
	managed := quiet[object](t)(startWalk(t, s).apply(object{}, janeDoe))
	s.DeleteSession(s.WantSessions(t, 1)[0].ClientSessionID)
	w := startWalk(t, s)
	open := quiet[openedSession](t)(w.open(with("on_close", "delete")))
	managed, _ = w.read(managed)
	acctest.WantDiagnostics(t, w.close(open), "Client session was not ended", "managed resource")
	wantAlive(t, s, w.attributes(managed))
}

// A session that this run or an earlier one has revoked is not returned.
func TestARevokedSessionIsNotReturned(t *testing.T) {
	for name, revoke := range map[string]func(t *testing.T, w walk){
		"by on_close": func(t *testing.T, w walk) {
			t.Helper()
			acctest.WantDiagnostics(t, w.close(quiet[openedSession](t)(w.open(with("on_close", "revoke")))))
		},
		"by the action": func(t *testing.T, w walk) {
			t.Helper()
			quiet[object](t)(w.apply(object{}, with("on_destroy", "keep")))
			invoke(t, w.p, janeDoe)
		},
	} {
		for run, same := range map[string]bool{"in the same run": true, "in a later run": false} {
			t.Run(name+", "+run, func(t *testing.T) {
				s := acctest.NewSeam(t)
				w := startWalk(t, s)
				revoke(t, w)
				s.Clock.Advance(time.Minute)
				if !same {
					w = startWalk(t, s)
				}
				for _, config := range []map[string]any{janeDoe, with("on_existing", "adopt")} {
					managed, diagnostics := w.apply(object{}, config)
					for _, d := range diagnostics {
						if d.Severity == tfprotov6.DiagnosticSeverityError {
							t.Fatal(d.Summary, d.Detail)
						}
					}
					wantAlive(t, s, w.attributes(managed))
				}
			})
		}
	}
	t.Run("by destroy, with on_existing = error", func(t *testing.T) {
		s := acctest.NewSeam(t)
		config := map[string]any{"user_identifier_key": "jane_doe", "on_destroy": "revoke", "on_existing": "error"}
		managed := quiet[object](t)(startWalk(t, s).apply(object{}, config))
		s.Clock.Advance(time.Minute)
		w := startWalk(t, s)
		quiet[object](t)(w.apply(managed, nil))
		wantAlive(t, s, w.attributes(quiet[object](t)(w.apply(object{}, config))))
	})
	t.Run("ephemeral", func(t *testing.T) {
		s := acctest.NewSeam(t)
		s.RevokeSession(existing(s, "jane_doe").ClientSessionID)
		s.Clock.Advance(time.Minute)
		wantAlive(t, s, quiet[openedSession](t)(startWalk(t, s).open(janeDoe)).attributes)
	})
}

// An expired session that existed before stays, like an active one.
func TestOnCloseKeepsAnExpiredSessionThatWasThere(t *testing.T) {
	for _, mode := range []string{"revoke", "delete"} {
		s := acctest.NewSeam(t)
		row := existing(s, "jane_doe")
		s.UpdateSession(row.ClientSessionID, func(row *seamfake.Session) { row.ConnectedAccountIDs = []string{accountA} })
		s.Clock.Advance(2 * year)
		w := startWalk(t, s)
		open, diagnostics := w.open(with("on_close", mode))
		acctest.WantDiagnostics(t, diagnostics, "already existed and is kept")
		acctest.WantDiagnostics(t, w.close(open))
		wantAlive(t, s, open.attributes)
		wantReach(t, s, accountA)
	}
}

// A literal key in an ephemeral resource opens it before the rotation: the old
// token would be stored under the new version.
func TestRotationOfASessionThatIsOpen(t *testing.T) {
	s := acctest.NewSeam(t)
	trigger := func(value string) map[string]any {
		return with("rotate_when_changed", map[string]tftypes.Value{"incident": tftypes.NewValue(tftypes.String, value)})
	}
	managed := quiet[object](t)(startWalk(t, s).apply(object{}, trigger("1")))
	w := startWalk(t, s)
	open := quiet[openedSession](t)(w.open(janeDoe))
	s.ResetJournal()
	_, diagnostics := w.apply(managed, trigger("2"))
	acctest.WantDiagnostics(t, diagnostics, "Client session open in an ephemeral resource", "user_identifier_key attribute of this resource")
	s.WantSent(t, workspaceFirst)
	wantAlive(t, s, open.attributes)
	acctest.WantDiagnostics(t, w.close(open))
	rotated := quiet[object](t)(startWalk(t, s).apply(managed, trigger("2")))
	wantAlive(t, s, w.attributes(rotated))
}

// A deposed object has the session of the current one.
func TestTwoObjectsWithOneSession(t *testing.T) {
	s := acctest.NewSeam(t)
	managed := quiet[object](t)(startWalk(t, s).apply(object{}, janeDoe))
	w := startWalk(t, s)
	quiet[object](t)(w.read(managed))
	_, diagnostics := w.read(managed)
	acctest.WantDiagnostics(t, diagnostics, "Two resources use one client session", "deposed object", "jane_doe")
}

func TestTheActionWarnsOfASessionInUse(t *testing.T) {
	s := acctest.NewSeam(t)
	w := startWalk(t, s)
	quiet[object](t)(w.apply(object{}, janeDoe))
	_, diagnostics := invoke(t, w.p, janeDoe)
	acctest.WantDiagnostics(t, diagnostics, "The revoked client session is in use", "was revoked, but this run")
	ended(t, s)
}
