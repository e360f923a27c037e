package formsapi_test

import (
	"testing"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
)

// Given a mediator who is away for a morning, who needs that language then is
// listed, and who speaks it and has a time at which they were to be there, and who needs
// one of a language that nobody knows, when no other mediator stays; nobody
// else, and nobody of another day. A wrong absence is refused.
func TestWhoCountsOnAMediatorIsListed(t *testing.T) {
	s := begin(t)
	s.desk = func(o *formsapi.Office) {
		tuesdays(o)
		o.Mediators = []formsapi.MediatorPresence{{Weekday: time.Tuesday, Languages: []string{"ar", "ti"}}}
	}
	u := &formsapi.NoteAbsence{
		Catalogue: s, Languages: s, Sealer: s.ring, Store: s.store,
		Overlay: catalogue.NewOverlay(t.TempDir() + "/closures.toml"), Now: func() time.Time { return s.now },
	}
	for name, c := range map[string]struct {
		start, language string
		interpreter     bool
	}{
		"counts":        {"2026-03-03T10:00", "ar", true},
		"other tongue":  {"2026-03-03T10:30", "ti", true},
		"chose it":      {"2026-03-03T09:30", "ar", false},
		"needs nobody":  {"2026-03-03T11:00", "it", false},
		"another day":   {"2026-03-17T10:00", "ar", true},
		"after they go": {"2026-03-03T11:30", "ar", true},
		"of any":        {"2026-03-03T09:00", "", true},
	} {
		contact := noted(c.start)
		contact.Name, contact.SpokenLanguage, contact.Interpreter = name, c.language, c.interpreter
		must(s.record.Record(t.Context(), coordinator, contact))
	}
	day := formsapi.NewWallTime(2026, time.March, 3, 0)
	away := formsapi.Absence{Languages: []string{"ar"}, From: day, Until: day + 11*60}
	rows := must(u.Counting(t.Context(), coordinator, "desk", away))
	if len(rows) != 2 || rows[0].Name != "chose it" || rows[1].Name != "counts" {
		t.Errorf("%d people count on the mediator: %+v", len(rows), rows)
	}
	everybody := formsapi.Absence{Languages: []string{"ar", "ti"}, From: away.From, Until: away.Until}
	if rows := must(u.Counting(t.Context(), coordinator, "desk", everybody)); len(rows) != 4 || rows[0].Name != "of any" {
		t.Errorf("%d people count on both languages: %+v", len(rows), rows)
	}

	if err := u.Note(t.Context(), coordinator, "desk", away); err != nil {
		t.Fatal(err)
	}
	s.now = s.now.Add(48 * time.Hour)
	if left := must(u.Noted(t.Context(), coordinator, "desk")); len(left) > 0 {
		t.Errorf("an absence that is over is listed: %v", left)
	}
	mediator := formsapi.Staff{ID: coordinator.ID, Grants: []formsapi.Grant{{Role: formsapi.RoleMediator}}}
	for code, a := range map[formsapi.Code]func() error{
		formsapi.CodeForbidden: func() error { return u.Note(t.Context(), mediator, "desk", away) },
		formsapi.CodeInvalid:   func() error { return u.Note(t.Context(), coordinator, "desk", away) }, // it is over
		formsapi.CodeNotFound: func() error {
			return u.TakeBack(t.Context(), coordinator, "desk", formsapi.Absence{Languages: []string{"ti"}, From: day, Until: day + 60})
		},
	} {
		if err := a(); formsapi.CodeOf(err) != code {
			t.Errorf("the answer is %v, want %s", err, code)
		}
	}
}
