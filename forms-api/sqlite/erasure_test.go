package sqlite

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

func counted(t *testing.T, s *Store) []string {
	t.Helper()
	rows, err := list(t.Context(), s.read, func(row scanner) (string, error) {
		var r tally
		var n int
		err := row.Scan(&r.Month, &r.Office, &r.Service, &r.Activity, &r.Language, &r.Channel, &r.Outcome, &n)
		return fmt.Sprintf("%s %s %s %s %s %s %s %d", r.Month, r.Office, r.Service, r.Activity, r.Language, r.Channel, r.Outcome, n), err
	}, `SELECT month, office, service, activity, language, channel, outcome, requests FROM tally ORDER BY month, office`)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func erasing(ids ...uuid.UUID) (all []formsapi.Erasing) {
	for _, id := range ids {
		e := formsapi.NewAuditEntry(noon, formsapi.ByTime, formsapi.ActionErase, id, "potenza")
		e.Detail = "finished"
		all = append(all, formsapi.Erasing{Record: id, Audit: e})
	}
	return all
}

// Given requests with everything that can belong to one, erasing leaves nothing of
// them but the tally and the account, also not in the file or the log of recent
// writes; of a rating the number stays. Erasing again does nothing, and the
// database is whole.
func TestErasingLeavesTheTally(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	full := givenRequest(t, ring, claiming(tenOClock, 1), idempotent(ring, "key", "content"), telling(t, ring, formsapi.NoticeRequested, formsapi.ChannelEmail, noon))
	first := stored(t, s, full)
	second := stored(t, s, givenRequest(t, ring, at(time.Date(2026, 11, 30, 23, 30, 0, 0, time.UTC)))) // December by the offices' clock
	aside := stored(t, s, givenRequest(t, ring, func(n *formsapi.NewAppointment) { n.Appointment.SetAside = true }))
	kept := stored(t, s, givenRequest(t, ring, office("roma")))
	rating := givenRating(t, ring, "/it/", "it", 4)
	if _, err := s.InsertRating(t.Context(), rating); err != nil {
		t.Fatal(err)
	}
	if err := s.MarkRatings(t.Context(), []formsapi.RatingMark{{Rating: rating.Rating.ID, By: "ada", At: noon}}); err != nil {
		t.Fatal(err)
	}
	before := rowsAbout(t, s, kept.ID)

	all := erasing(first.ID, second.ID, aside.ID, rating.Rating.ID)
	if n, err := s.Erase(t.Context(), all); err != nil || n != 4 {
		t.Fatalf("erased %d (%v), want 4", n, err)
	}
	if n, err := s.Erase(t.Context(), all); err != nil || n != 0 {
		t.Errorf("erased %d (%v) once more", n, err)
	}
	for _, id := range []uuid.UUID{first.ID, second.ID, aside.ID} {
		if left := rowsAbout(t, s, id); len(left) > 0 {
			t.Errorf("left are %q", left)
		}
	}
	if got, want := rowsAbout(t, s, rating.Rating.ID), []string{"1 in rating.id"}; !slices.Equal(got, want) {
		t.Errorf("of the rating are left %q, want %q", got, want)
	}
	if after := rowsAbout(t, s, kept.ID); !slices.Equal(before, after) {
		t.Errorf("about the other request are %q, before it were %q", after, before)
	}
	want := []string{"2026-11 potenza legal-advice  it   1", "2026-12 potenza legal-advice  it   1"}
	if got := counted(t, s); !slices.Equal(got, want) {
		t.Errorf("the tally is %q, want %q", got, want)
	}
	assertGone(t, s, full.Appointment.Sealed, full.Appointment.Key.Bytes, rating.Rating.Sealed)

	s.erased = func(id uuid.UUID) bool {
		return slices.ContainsFunc(all, func(e formsapi.Erasing) bool { return e.Record == id })
	}
	report, err := s.Verify(t.Context(), ring)
	if err != nil || len(report.Findings)+len(report.Warnings) > 0 || report.Erased != 4 {
		t.Errorf("%+v (%v), want nothing but four erased", report, err)
	}
}

// assertGone looks for bytes in the files themselves, once the log was emptied.
func assertGone(t *testing.T, s *Store, bytesOf ...[]byte) {
	t.Helper()
	if err := s.TruncateLog(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"", "-wal"} {
		text, err := os.ReadFile(s.path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if suffix == "-wal" && len(text) > 0 {
			t.Errorf("the log of recent writes has %d bytes", len(text))
		}
		for _, b := range bytesOf {
			if bytes.Contains(text, b[len(b)/2:]) {
				t.Errorf("what was erased is still in sportello.db%s", suffix)
			}
		}
	}
}

// Given the schema, no table refers to a request, or holds a record's id, that
// erasing does not know of.
func TestErasingKnowsEveryTable(t *testing.T) {
	s := givenStore(t, givenRing(t))
	refers, err := list(t.Context(), s.read, scanText, `
SELECT DISTINCT m.name || '.' || f."from"
  FROM sqlite_schema m, pragma_foreign_key_list(m.name) f
 WHERE m.type = 'table' AND f."table" IN ('appointment', 'record_key')
UNION
SELECT m.name || '.' || c.name
  FROM sqlite_schema m, pragma_table_info(m.name) c
 WHERE m.type = 'table' AND c.name = 'record' AND m.name NOT IN ('record_key', 'erasure_record')`)
	if err != nil || len(refers) < 8 {
		t.Fatalf("%q (%v)", refers, err)
	}
	for _, column := range refers {
		if !slices.ContainsFunc(ofErased, func(of struct{ table, column string }) bool { return of.table+"."+of.column == column }) {
			t.Errorf("%s is not among ofErased: what is left there tells of somebody who was erased", column)
		}
	}
}

// Given an erasure, it is begun once, and taken back only before that; another of
// the same request cannot be asked for meanwhile.
func TestAnErasureIsCarriedOutOrTakenBack(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	request := stored(t, s, givenRequest(t, ring))
	e := formsapi.Erasure{
		ID: uuid.Must(uuid.NewV7()), Appointment: request.ID, Office: "potenza", AskedBy: "ada", AskedAt: noon,
		DueAt: noon.Add(time.Hour), Records: []formsapi.Erasable{{ID: request.ID, Office: "potenza"}},
	}
	said := entry(formsapi.ActionAskErase, request.ID)
	must := func(err error, want formsapi.Code) {
		t.Helper()
		if formsapi.CodeOf(err) != want {
			t.Errorf("%v, want %v", err, want)
		}
	}
	must(s.AskErasure(t.Context(), e, said), "")
	second := e
	second.ID = uuid.Must(uuid.NewV7())
	must(s.AskErasure(t.Context(), second, said), formsapi.CodeConflict)
	for at, want := range map[time.Time]int{noon: 0, noon.Add(time.Hour): 1} {
		if due, err := s.DueErasures(t.Context(), at); err != nil || len(due) != want {
			t.Errorf("at %s are due %+v (%v), want %d", at, due, err, want)
		}
	}
	must(s.RevokeErasure(t.Context(), e.ID, said), "")
	must(s.RevokeErasure(t.Context(), e.ID, said), formsapi.CodeConflict)
	must(s.BeginErasure(t.Context(), e.ID, noon, "eva", said), formsapi.CodeConflict)

	second.DueAt = time.Time{} // waits for a second person
	must(s.AskErasure(t.Context(), second, said), "")
	if due, err := s.DueErasures(t.Context(), noon.AddDate(1, 0, 0)); err != nil || len(due) != 0 {
		t.Errorf("a year later are due %+v (%v), want none: nobody confirmed it", due, err)
	}
	must(s.BeginErasure(t.Context(), second.ID, noon, "eva", said), "")
	must(s.BeginErasure(t.Context(), second.ID, noon, "ivo", said), formsapi.CodeConflict)
	must(s.RevokeErasure(t.Context(), second.ID, said), formsapi.CodeConflict)
	due, err := s.DueErasures(t.Context(), noon) // as after a crash
	if err != nil || len(due) != 1 || due[0].ConfirmedBy != "eva" || !slices.Equal(due[0].Records, e.Records) {
		t.Errorf("begun is %+v (%v)", due, err)
	}
	must(s.EndErasure(t.Context(), second.ID), "")
	if _, err := s.OpenErasure(t.Context(), second.ID); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("it is still open: %v", err)
	}
	for _, table := range []string{"erasure", "erasure_record"} {
		if n, err := first(t.Context(), s.read, scanNumber, `SELECT count(*) FROM `+table); err != nil || n != 0 {
			t.Errorf("%d rows of %s are left (%v) of what is over: the log has it", n, table, err)
		}
	}
}

// Given a reader who is at work, the log is not emptied behind their back, and the
// caller is told to come again.
func TestTruncatingWaitsForReaders(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	stored(t, s, givenRequest(t, ring))
	reading, err := s.read.BeginTx(t.Context(), &sql.TxOptions{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := first(t.Context(), reading, scanNumber, `SELECT count(*) FROM appointment`); err != nil {
		t.Fatal(err)
	}
	stored(t, s, givenRequest(t, ring))
	if err := s.TruncateLog(t.Context()); formsapi.CodeOf(err) != formsapi.CodeUnavailable {
		t.Errorf("while somebody reads: %v, want to come again", err)
	}
	if err := reading.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := s.TruncateLog(t.Context()); err != nil {
		t.Errorf("with nobody reading: %v", err)
	}
}
