package sqlite

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
	"sportello/forms-api/seal"
)

// caseworkTables are those of the fifth schema that hold what the desk does with a
// request.
var caseworkTables = []string{"note", "flag", "draft", "kept_place", "kept_message", "staff_language"}

// workOn leaves a row in each of caseworkTables, by the use cases.
func workOn(t *testing.T, s *Store, ring *seal.Ring) formsapi.Appointment {
	t.Helper()
	a, hash := givenStaff(t, s, "worker@example.org", formsapi.Grant{Role: formsapi.RoleOperator})
	givenPassword(t, s, a, hash)
	work := &formsapi.WorkAppointments{Catalogue: registerCatalogue{}, Sealer: ring, Store: s, Staff: s, Now: atNoon}
	request := stored(t, s, givenRequest(t, ring, claiming(tenOClock+24, 1), telling(t, ring, formsapi.NoticeRequested, formsapi.ChannelCall, noon)))
	ctx := t.Context()
	a.Speaks = []string{"ar", "fr"}
	for what, err := range map[string]error{
		"speaks": s.ReplaceLanguages(ctx, a, entry(formsapi.ActionProfile, a.ID)),
		"note":   work.AddNote(ctx, a, request.ID, "ha chiamato la figlia"),
		"draft":  work.SaveDraft(ctx, a, request.ID, formsapi.DraftNote, formsapi.DraftDetails{Text: "richiam"}),
		"flag":   work.Decide(ctx, a, formsapi.Decision{ID: request.ID, Version: 1, Event: formsapi.EventFlag, To: a.ID}),
		"cancel": work.Decide(ctx, a, formsapi.Decision{ID: request.ID, Version: 2, Event: formsapi.EventWithdraw}),
	} {
		if err != nil {
			t.Fatal(what, err)
		}
	}
	request.Version = 3
	return request
}

// Given what colleagues have written and done, it is in the tables, and what was
// taken back goes when nobody can undo it any more.
func TestWhatCanBeUndoneIsKeptAWhile(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	workOn(t, s, ring)
	rows := func(table string) int {
		t.Helper()
		n, err := first(t.Context(), s.read, scanNumber, `SELECT count(*) FROM `+table)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, table := range caseworkTables {
		if rows(table) == 0 {
			t.Errorf("nothing is in %s", table)
		}
	}
	if err := s.ForgetKept(t.Context(), noon.Add(formsapi.UndoFor+time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	if rows("kept_place") > 0 || rows("kept_message") > 0 || rows("draft") != 1 {
		t.Error("what cannot be undone is still kept, or a new draft was dropped")
	}
}

// Given requests of the fourth schema, the upgrade says of each what it can: what was
// closed has an outcome that nobody wrote down, what is to come is due and nothing
// else is left open; who had an answer is not new, and who was only written down is.
func TestRequestsOfBeforeHaveTheWorkThatIsKnown(t *testing.T) {
	ring := fixtureRing(t)
	path := filepath.Join(t.TempDir(), "sportello.db")
	copyFixture(t, "testdata/schema-4.db", path)
	older := uuid.Must(uuid.NewV7())
	alter(t, path, `UPDATE appointment SET state = 'waiting', hold_until = NULL WHERE state = 'requested'`)
	alter(t, path, `UPDATE appointment_history SET event = 'wait', to_state = 'waiting', done_by = ? WHERE event = 'request'`, uuid.NewString()) // by telephone
	alter(t, path, `
INSERT INTO appointment (id, organisation, office, service, office_shown, service_shown, language, privacy_notice, people, state, set_aside, created_at, closed_at, version, sealed)
SELECT ?, organisation, office, service, office_shown, service_shown, language, privacy_notice, people, 'declined', 0, created_at, created_at + 1, 1, sealed FROM appointment LIMIT 1`, older[:])
	s := upgradeStore(t, path, ring)
	for _, query := range []string{
		`SELECT count(*) FROM appointment WHERE (closed_at IS NULL) <> (finished_at IS NULL) OR (outcome = '') <> (finished_at IS NULL)`,
		`SELECT count(*) FROM appointment WHERE finished_at IS NULL AND (due_at IS NULL OR awaits_person <> (state = 'proposed'))`,
		`SELECT count(*) FROM appointment WHERE state = 'confirmed' AND answered_at IS NULL`,
		`SELECT count(*) FROM appointment WHERE state = 'waiting' AND answered_at IS NOT NULL`,
		`SELECT count(*) FROM appointment WHERE indexed <> 0 OR person IS NOT NULL`,
	} {
		n, err := first(t.Context(), s.read, scanNumber, query)
		if err != nil || n > 0 {
			t.Errorf("%d rows (%v): %s", n, err, query)
		}
	}
	outcome, err := first(t.Context(), s.read, scanText, `SELECT outcome FROM appointment WHERE id = ?`, older[:])
	if err != nil || outcome != string(formsapi.OutcomeUnrecorded) {
		t.Errorf("what was declined has the outcome %q (%v)", outcome, err)
	}
}
