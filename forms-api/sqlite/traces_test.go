package sqlite

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// Given a note that was struck out, its sealed words are in no file once the job has
// emptied the log of recent writes; without anything struck out or erased the log
// stays as it is.
func TestAStruckNoteLeavesNoTrace(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	a := stored(t, s, givenRequest(t, ring))
	if err := s.TruncateLog(t.Context()); err != nil { // what a program before may have left
		t.Fatal(err)
	}
	words := []byte("forty sealed bytes of a note, or thereabouts")
	n := formsapi.Note{ID: uuid.Must(uuid.NewV7()), Appointment: a.ID, At: noon, By: "ada", Sealed: words}
	if err := s.InsertNote(t.Context(), n, entry(formsapi.ActionNote, a.ID)); err != nil {
		t.Fatal(err)
	}
	if err := s.TruncateLog(t.Context()); err != nil || isEmpty(t, s) {
		t.Errorf("the log was emptied for nothing (%v)", err)
	}
	if err := s.StrikeNote(t.Context(), n.ID, noon, entry(formsapi.ActionStrike, a.ID)); err != nil {
		t.Fatal(err)
	}
	assertGone(t, s, words)
}

func isEmpty(t *testing.T, s *Store) bool {
	t.Helper()
	about, err := os.Stat(s.path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	return about.Size() == 0
}

// Given a person with more requests than one question takes, the log has entries of
// all of them, the newest first.
func TestTheLogOfMoreThanOneQuestion(t *testing.T) {
	s := givenStore(t, givenRing(t))
	ids := make([]uuid.UUID, maxAbout+30)
	for i := range ids {
		ids[i] = uuid.Must(uuid.NewV7())
	}
	var entries []formsapi.AuditEntry
	for _, i := range []int{maxAbout + 20, 0, maxAbout - 1, maxAbout, 3} {
		entries = append(entries, entry(formsapi.ActionRead, ids[i]))
	}
	if err := s.AuditAll(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	said, err := s.AuditAbout(t.Context(), ids, 0, 4)
	if err != nil || len(said) != 4 {
		t.Fatalf("%d entries (%v), want 4", len(said), err)
	}
	for i, e := range said {
		if want := entries[len(entries)-1-i].Subject; e.Subject != want {
			t.Errorf("entry %d is of %s, want %s", i, e.Subject, want)
		}
	}
}

// Given entries of people, of time and of a command, the last use is the last one of
// people from before an instant.
func TestTheLastUseIsOfPeople(t *testing.T) {
	s := givenStore(t, givenRing(t))
	if last, err := s.LastUse(t.Context(), noon); err != nil || !last.IsZero() {
		t.Errorf("in an empty log: %s, %v", last, err)
	}
	for i, by := range []string{"ada", formsapi.ByPublic, formsapi.ByTime, formsapi.ByCommand, "eva"} {
		e := formsapi.AuditEntry{At: noon.Add(time.Duration(i) * time.Hour), By: by, Action: formsapi.ActionRead, Detail: fmt.Sprint(i)}
		if err := s.Audit(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	last, err := s.LastUse(t.Context(), noon.Add(4*time.Hour))
	if want := noon.Add(time.Hour); err != nil || !last.Equal(want) {
		t.Errorf("%s (%v), want %s", last, err, want)
	}
}
