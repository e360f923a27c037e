package formsapi_test

import (
	"strings"
	"testing"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
)

// everyLanguage is a site in whichever language.
type everyLanguage struct{ *service }

func (everyLanguage) Site(string) bool { return true }

// chinese gives the office somebody who speaks Chinese all Tuesday.
func chinese(o *formsapi.Office) {
	tuesdays(o)
	o.Mediators = []formsapi.MediatorPresence{{Weekday: time.Tuesday, Languages: []string{"zh"}}}
}

// Given a mediator of Chinese and somebody who reads the site in simplified Chinese
// and named no language, the mediator is theirs: in the calendar, among free times,
// and when the mediator is away. Who reads traditional Chinese, or speaks Cantonese,
// has nobody.
func TestAMediatorIsOfWhoReadsTheirLanguage(t *testing.T) {
	tuesday := formsapi.NewWallTime(2026, time.March, 3, 0)
	away := formsapi.Absence{Languages: []string{"zh"}, From: tuesday, Until: tuesday.AddDays(1)}
	for _, c := range []struct {
		reads, speaks string
		theirs        bool
	}{
		{"zh-hans", "", true}, {"zh-hans", "zh", true}, {"it", "zh", true}, {"zh-hant", "", false}, {"zh-hans", "yue", false},
	} {
		s := begin(t)
		s.desk, s.record.Languages = chinese, everyLanguage{s}
		contact := noted("2026-03-03T10:00")
		contact.Language, contact.SpokenLanguage, contact.Interpreter = c.reads, c.speaks, true
		must(s.record.Record(t.Context(), coordinator, contact))

		day := must(s.work.Calendar(t.Context(), coordinator, "desk", "2026-03-03"))[0]
		if len(day.Rows) != 1 || day.Rows[0].Present != c.theirs {
			t.Fatalf("%+v: the calendar has %+v", c, day.Rows)
		}
		q := formsapi.SlotQuery{Office: "desk", Service: "advice", From: "2026-03-03", Days: 1, Language: day.Rows[0].Speaks, Staff: true}
		if free := must(s.slots.Free(t.Context(), q)); len(free) > 0 != c.theirs {
			t.Errorf("%+v: %d times are free with them", c, len(free))
		}
		u := &formsapi.NoteAbsence{
			Catalogue: s, Languages: s, Sealer: s.ring, Store: s.store,
			Overlay: catalogue.NewOverlay(t.TempDir() + "/closures.toml"), Now: func() time.Time { return s.now },
		}
		if rows := must(u.Counting(t.Context(), coordinator, "desk", away)); len(rows) > 0 != c.theirs {
			t.Errorf("%+v: %d count on who is away", c, len(rows))
		}
		s.desk = func(o *formsapi.Office) { chinese(o); o.Absences = []formsapi.Absence{away} }
		if listed := must(s.work.CountMisfits(t.Context(), coordinator)); listed > 0 != c.theirs {
			t.Errorf("%+v: %d do not fit any more", c, listed)
		}
	}
}

// asksForFew is a site on which people can ask for Portuguese alone.
type asksForFew struct{ *service }

func (asksForFew) Spoken(code string) bool { return code == "pt" }

// Given an office that writes its mediator's language as nobody can ask for it, their
// absence is noted all the same; that of a language that nobody there speaks is not.
func TestAnAbsenceIsOfWhatTheOfficeWrites(t *testing.T) {
	s := begin(t)
	s.desk = func(o *formsapi.Office) {
		o.Mediators = []formsapi.MediatorPresence{{Weekday: time.Tuesday, Languages: []string{"pt-br"}}}
	}
	u := &formsapi.NoteAbsence{
		Catalogue: s, Languages: asksForFew{s}, Sealer: s.ring, Store: s.store,
		Overlay: catalogue.NewOverlay(t.TempDir() + "/closures.toml"), Now: func() time.Time { return s.now },
	}
	day := formsapi.NewWallTime(2026, time.March, 3, 0)
	for language, want := range map[string]formsapi.Code{"pt-br": "", "pt": "", "wo": formsapi.CodeInvalid} {
		err := u.Note(t.Context(), coordinator, "desk", formsapi.Absence{Languages: []string{language}, From: day, Until: day.AddDays(1)})
		if formsapi.CodeOf(err) != want {
			t.Errorf("%s: %v, want %q", language, err, want)
		}
	}
}

// Given a colleague who has said what they speak, their week has what they work on
// in whichever language, and of what needs an interpreter what they can do; one who
// has not said has all of it. Who needs an interpreter and reads Italian without naming
// a language is in everybody's, since nobody knows whose they are. Narrowed to a language, it has that alone.
func TestMyWeekGoesByWhatOneSpeaks(t *testing.T) {
	s := begin(t)
	s.desk, s.record.Languages = chinese, everyLanguage{s}
	own := s.colleague(t, "own@example.org", formsapi.RoleOperator)
	for start, c := range map[string]struct {
		reads, speaks string
		interpreter   bool
	}{
		"2026-03-03T09:00": {"zh-hans", "", true}, "2026-03-03T09:30": {"it", "sr", true},
		"2026-03-03T10:00": {"it", "ar", true}, "2026-03-03T10:30": {"it", "fr", false}, "2026-03-03T11:00": {"it", "", true},
	} {
		contact := noted(start)
		contact.Name, contact.Language, contact.SpokenLanguage, contact.Interpreter = strings.TrimSpace(c.reads+" "+c.speaks), c.reads, c.speaks, c.interpreter
		id := must(s.record.Record(t.Context(), coordinator, contact)).ID
		if c.speaks == "fr" {
			a := must(s.store.Appointment(t.Context(), id))
			if err := s.work.Decide(t.Context(), coordinator, formsapi.Decision{ID: id, Version: a.Version, Event: formsapi.EventAssign, To: own.ID}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, c := range []struct {
		speaks []string
		ask    formsapi.MineQuery
		want   string
	}{
		{nil, formsapi.MineQuery{}, "zh-hans,it sr,it ar,it fr,it"},
		{[]string{"sr-latn", "zh"}, formsapi.MineQuery{}, "zh-hans,it sr,it fr,it"},
		{[]string{"wo"}, formsapi.MineQuery{}, "it fr,it"},
		{[]string{"wo"}, formsapi.MineQuery{All: true}, "zh-hans,it sr,it ar,it fr,it"},
		{[]string{"sr", "zh"}, formsapi.MineQuery{Language: "zh"}, "zh-hans"},
		{[]string{"sr", "zh"}, formsapi.MineQuery{Language: "fr"}, "it fr"},
		{[]string{"sr", "zh"}, formsapi.MineQuery{Language: "zh-hant"}, ""},
	} {
		by := own
		by.Speaks, c.ask.From = c.speaks, "2026-03-02"
		var got string
		for _, day := range must(s.work.Mine(t.Context(), by, c.ask)) {
			for _, row := range day.Rows {
				if got != "" {
					got += ","
				}
				got += row.Name
			}
		}
		if got != c.want {
			t.Errorf("who speaks %v and asks %+v has %q, want %q", c.speaks, c.ask, got, c.want)
		}
		c.ask.From = "2026-02-23"
		next := must(s.work.NextOfMine(t.Context(), by, c.ask))
		if (next == "2026-03-03") != (c.want != "") {
			t.Errorf("who speaks %v and asks %+v is led to %q", c.speaks, c.ask, next)
		}
	}
}
