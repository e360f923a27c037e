package sqlite

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// Given a request with a place, a message that left and one that has not, which
// was erased after the backup: after restoring no table has a row about it, and the
// tally counts one more; its place is free, and nobody is counted as waiting.
func TestNothingOfAnErasedRequestRemains(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	requested := telling(t, ring, formsapi.NoticeRequested, formsapi.ChannelEmail, noon)
	reminder := telling(t, ring, formsapi.NoticeReminder, formsapi.ChannelEmail, noon.Add(time.Hour))
	n := givenRequest(t, ring, claiming(tenOClock, 1), idempotent(ring, "key", "content"), requested, reminder)
	erased := stored(t, s, n)
	if err := s.Sent(t.Context(), n.Messages[0].ID, noon); err != nil {
		t.Fatal(err)
	}
	kept := stored(t, s, givenRequest(t, ring, office("roma"), claiming(tenOClock, 1), telling(t, ring, formsapi.NoticeRequested, formsapi.ChannelEmail, noon)))
	b := saved{ring: ring, store: s, request: erased, backup: filepath.Join(t.TempDir(), "backup.db")}
	if err := Backup(t.Context(), s.path, b.backup, nil); err != nil {
		t.Fatal(err)
	}
	before := rowsAbout(t, s, kept.ID)

	r := b.restoration(filepath.Join(t.TempDir(), "sportello.db"))
	r.Erased = func(record uuid.UUID) bool { return record == erased.ID }
	if done, err := Restore(t.Context(), r); err != nil || done.Erased != 1 {
		t.Fatalf("%+v (%v), want one record erased again", done, err)
	}
	s = openStore(t, r.Path, ring)
	s.erased = r.Erased
	if got := rowsAbout(t, s, erased.ID); len(got) > 0 {
		t.Errorf("about the erased request are %q", got)
	}
	if got, want := counted(t, s), []string{"2026-11 potenza legal-advice  it   1"}; !slices.Equal(got, want) {
		t.Errorf("the tally is %q, want %q", got, want)
	}
	for _, table := range []string{"appointment", "appointment_history"} {
		said, err := first(t.Context(), s.read, scanNumber, `SELECT count(*) FROM `+table+` WHERE length(sealed) > 0`)
		if err != nil || said != 1 {
			t.Errorf("%d rows of %s say something (%v), want the other's", said, table, err)
		}
	}
	if after := rowsAbout(t, s, kept.ID); !slices.Equal(before, after) {
		t.Errorf("about the other request are %q, before it were %q", after, before)
	}
	waiting, err := s.NewSince(t.Context(), "potenza", noon.Add(-time.Hour))
	if err != nil || waiting != 0 {
		t.Errorf("%d wait for an answer (%v), want nobody", waiting, err)
	}
	if live, err := s.LiveOffices(t.Context()); err != nil || !slices.Equal(live, []string{"roma"}) {
		t.Errorf("people wait at %q (%v), want only the other office", live, err)
	}
	report, err := s.Verify(t.Context(), ring)
	if err != nil || len(report.Findings)+len(report.Warnings) > 0 || report.Erased != 1 {
		t.Errorf("%+v (%v), want nothing but one erased", report, err)
	}
	stored(t, s, givenRequest(t, ring, claiming(tenOClock, 1)))
}

// rowsAbout counts, in each column of ids, the rows about a record.
func rowsAbout(t *testing.T, s *Store, record uuid.UUID) (found []string) {
	t.Helper()
	columns, err := list(t.Context(), s.read, scanText,
		`SELECT m.name || '.' || c.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.type = 'BLOB' ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range columns {
		table, column, _ := strings.Cut(c, ".")
		n, err := first(t.Context(), s.read, scanNumber, `SELECT count(*) FROM `+table+` WHERE `+column+` = ?`, record[:])
		if err != nil {
			t.Fatal(err)
		}
		if n > 0 {
			found = append(found, fmt.Sprintf("%d in %s", n, c))
		}
	}
	return found
}

// Given a record that was erased, and rows about it that remained, a verification
// says what is left, and finds no damage.
func TestVerifyCountsWhatIsLeftOfErased(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	stored(t, s, givenRequest(t, ring, claiming(tenOClock, 1), telling(t, ring, formsapi.NoticeRequested, formsapi.ChannelEmail, noon)))
	direct(t, s, `DELETE FROM record_key`)
	s.erased = allErased
	report, err := s.Verify(t.Context(), ring)
	want := []string{
		"6 rows of place are about records that were erased; a restore removes them.",
		"1 rows of outbox are about records that were erased; a restore removes them.",
		"5 rows of blind_index are about records that were erased; a restore removes them.",
		"1 rows of appointment_history are about records that were erased; a restore removes them.",
	}
	if err != nil || len(report.Findings) > 0 || report.Erased != 1 || !slices.Equal(report.Warnings, want) {
		t.Errorf("%+v (%v), want %q", report, err, want)
	}
}

// allErased is a ledger that has every record.
func allErased(uuid.UUID) bool { return true }

// Given a database whose keys somebody deleted, a verification names each record,
// and a restore refuses it. Told to put it in place, it touches nothing but what was
// erased on purpose: an older backup may still have the keys of the others.
func TestALostKeyIsNoErasure(t *testing.T) {
	b := givenBackup(t)
	erased := stored(t, b.store, givenRequest(t, b.ring, office("roma")))
	direct(t, b.store, `DELETE FROM record_key`)
	b.store.erased = func(record uuid.UUID) bool { return record == erased.ID }
	report, err := b.store.Verify(t.Context(), b.ring)
	found := strings.Join(report.Findings, "\n")
	for _, want := range []string{"The appointment " + b.request.ID.String() + " has no key any more", "The rating ", "rows of blind_index are about records that have no key"} {
		if !strings.Contains(found, want) {
			t.Errorf("found %q (%v), want %q", report.Findings, err, want)
		}
	}
	if strings.Contains(found, erased.ID.String()) || report.Erased != 1 {
		t.Errorf("%+v, want one erased, and no fault with it", report)
	}

	b.backup = filepath.Join(t.TempDir(), "keyless.db")
	if err := Backup(t.Context(), b.store.path, b.backup, nil); err != nil {
		t.Fatal(err)
	}
	r := b.restoration(filepath.Join(t.TempDir(), "sportello.db"))
	r.Erased = b.store.erased
	if _, err := Restore(t.Context(), r); err == nil {
		t.Error("restored without a word")
	}
	r.Damaged = true
	if _, err := Restore(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	s := openStore(t, r.Path, b.ring)
	for record, want := range map[uuid.UUID]int{erased.ID: 0, b.request.ID: 1} {
		sealed, err := first(t.Context(), s.read, scanNumber, `SELECT count(*) FROM appointment WHERE length(sealed) > 0 AND id = ?`, record[:])
		indexes, failed := first(t.Context(), s.read, scanNumber, `SELECT min(count(*), 1) FROM blind_index WHERE record = ?`, record[:])
		if err != nil || failed != nil || sealed != want || indexes != want {
			t.Errorf("%s: sealed %d, indexes %d (%v, %v), want %d", record, sealed, indexes, err, failed, want)
		}
	}
}
