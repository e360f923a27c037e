package formsapi_test

import (
	"strings"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given two colleagues who write at once, both notes are there, the first one first;
// pressing twice writes one.
func TestTwoWhoWriteAtOnceBothHaveTheirNote(t *testing.T) {
	s := begin(t)
	a := s.asked(t, asking(""))
	anna, nadia := s.colleague(t, "anna@example.org", formsapi.RoleOperator), s.colleague(t, "nadia@example.org", formsapi.RoleMediator)
	for _, n := range []struct {
		by   formsapi.Staff
		text string
	}{{anna, "**Urgente**: il permesso scade\r\nvenerdì"}, {nadia, "parla tigrino"}, {nadia, "parla tigrino"}} {
		if err := s.work.AddNote(t.Context(), n.by, a.ID, n.text); err != nil {
			t.Fatal(err)
		}
		s.now = s.now.Add(time.Second)
	}
	notes := must(s.work.Notes(t.Context(), nadia, a.ID))
	if len(notes) != 2 || notes[0].Text != "**Urgente**: il permesso scade\nvenerdì" || notes[0].Own || !notes[1].Own {
		t.Errorf("the notes are %+v", notes)
	}
	if again := must(s.store.Appointment(t.Context(), a.ID)); again.Version != a.Version {
		t.Errorf("a note has changed the request")
	}
}

// Given what is no note, it is said why, and nothing is stored.
func TestWhatIsNoNoteIsRefused(t *testing.T) {
	s := begin(t)
	a := s.asked(t, asking(""))
	for typed, want := range map[string]string{
		"": "note note-missing", " \n\u200b": "note note-missing", "a\x00b": "note note-unreadable",
		strings.Repeat("à", formsapi.MaxNote+1): "note note-too-long", strings.Repeat("x", 1<<20): "note note-too-long",
	} {
		if err := s.work.AddNote(t.Context(), coordinator, a.ID, typed); refusalOf(err) != want {
			t.Errorf("%.20q: %v, want %s", typed, err, want)
		}
	}
	if err := s.work.AddNote(t.Context(), coordinator, a.ID, strings.Repeat("à", formsapi.MaxNote)); err != nil {
		t.Error(err)
	}
	if notes := must(s.work.Notes(t.Context(), coordinator, a.ID)); len(notes) != 1 {
		t.Errorf("%d notes are stored", len(notes))
	}
}

// Given a note with a step, it may be as long as one by itself, and what is refused is
// refused alike: the step is not taken.
func TestANoteWithAStepHasTheSameLimit(t *testing.T) {
	s := begin(t)
	a := s.asked(t, asking(""))
	step := formsapi.Decision{ID: a.ID, Version: a.Version, Event: formsapi.EventDecline, Reason: "other"}
	for typed, want := range map[string]string{
		"a\x00b": "note note-unreadable", strings.Repeat("à", formsapi.MaxNote+1): "note note-too-long",
	} {
		step.Note = typed
		if err := s.work.Decide(t.Context(), coordinator, step); refusalOf(err) != want {
			t.Errorf("%.20q: %v, want %s", typed, err, want)
		}
	}
	step.Note = strings.Repeat("à", formsapi.MaxNote)
	if err := s.work.Decide(t.Context(), coordinator, step); err != nil {
		t.Error(err)
	}
	history := must(s.store.AppointmentHistory(t.Context(), a.ID))
	if last := must(formsapi.OpenHistory(s.ring, a, history[len(history)-1])); last.Note != step.Note {
		t.Errorf("of the note %d characters are kept", formsapi.Length(last.Note))
	}
}

// Given a note, only its writer strikes it out; its words are gone then, and that
// there was one stays.
func TestOnlyItsWriterStrikesANoteOut(t *testing.T) {
	s := begin(t)
	a := s.asked(t, asking(""))
	anna, nadia := s.colleague(t, "anna@example.org", formsapi.RoleOperator), s.colleague(t, "nadia@example.org", formsapi.RoleOperator)
	if err := s.work.AddNote(t.Context(), anna, a.ID, "di un'altra persona"); err != nil {
		t.Fatal(err)
	}
	note := must(s.work.Notes(t.Context(), anna, a.ID))[0]
	if err := s.work.StrikeNote(t.Context(), nadia, a.ID, note.ID); formsapi.CodeOf(err) != formsapi.CodeForbidden {
		t.Errorf("a colleague struck it out: %v", err)
	}
	for range 2 {
		if err := s.work.StrikeNote(t.Context(), anna, a.ID, note.ID); err != nil {
			t.Fatal(err)
		}
	}
	if n := must(s.work.Notes(t.Context(), nadia, a.ID)); len(n) != 1 || n[0].StruckAt.IsZero() || n[0].Text != "" || len(n[0].Sealed) > 0 {
		t.Errorf("what is left is %+v", n)
	}
	if report, err := s.store.Verify(t.Context(), s.ring); err != nil || len(report.Findings) > 0 {
		t.Errorf("the database: %q, %v", report.Findings, err)
	}
}

// Given a draft, it is there for who wrote it, until it is sent or nobody goes on
// with it for as long as the town keeps drafts.
func TestADraftOutlivesASession(t *testing.T) {
	s := begin(t)
	a := s.asked(t, asking(""))
	anna, nadia := s.colleague(t, "anna@example.org", formsapi.RoleOperator), s.colleague(t, "nadia@example.org", formsapi.RoleOperator)
	ctx := t.Context()
	save := func(kind formsapi.DraftKind, text string) {
		t.Helper()
		if err := s.work.SaveDraft(ctx, anna, a.ID, kind, formsapi.DraftDetails{Text: text, Fields: map[string]string{"language": "ar"}}); err != nil {
			t.Fatal(err)
		}
	}
	text := func(by formsapi.Staff, kind formsapi.DraftKind) string {
		return must(s.work.Draft(ctx, by, a.ID, kind)).Text
	}
	save(formsapi.DraftNote, "una no")
	save(formsapi.DraftNote, "una nota ")
	save(formsapi.DraftReply, "Buongiorno")
	if text(anna, formsapi.DraftNote) != "una nota " || text(anna, formsapi.DraftReply) != "Buongiorno" || text(nadia, formsapi.DraftNote) != "" {
		t.Error("it is not what was typed last, or not hers alone")
	}
	if d := must(s.work.Draft(ctx, anna, a.ID, formsapi.DraftReply)); d.Fields["language"] != "ar" || !d.At.Equal(s.now) {
		t.Errorf("it is %+v", d)
	}
	if err := s.work.AddNote(ctx, anna, a.ID, "una nota"); err != nil {
		t.Fatal(err)
	}
	if text(anna, formsapi.DraftNote) != "" || text(anna, formsapi.DraftReply) == "" {
		t.Error("the note was written, and its draft is still there; or the other one is not")
	}
	night, _ := s.retention(t)
	night.Periods.Drafts = 45 // a town's own
	s.now = s.now.AddDate(0, 0, 44)
	s.used(t)
	if err := s.time.ForgetKept(ctx); err != nil {
		t.Fatal(err)
	}
	if said := s.pass(t, night); text(anna, formsapi.DraftReply) == "" {
		t.Errorf("it is forgotten too soon: %q", said)
	}
	s.now = s.now.AddDate(0, 0, 1)
	if said := s.pass(t, night); !strings.Contains(said, "drafts 1") || text(anna, formsapi.DraftReply) != "" {
		t.Errorf("the night says %q", said)
	}
	err := s.work.SaveDraft(ctx, anna, a.ID, formsapi.DraftNote, formsapi.DraftDetails{Text: strings.Repeat("x", 1<<20)})
	if refusalOf(err) != "text note-too-long" {
		t.Errorf("a megabyte: %v", err)
	}
}
