package catalogue_test

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"

	"github.com/google/go-cmp/cmp"
)

// On a holiday the reader sees why the office is closed, and from when on it
// receives people again.
func TestTheContentOnAHoliday(t *testing.T) {
	derived := load(t, os.DirFS("../../content"), "").Derive(instant(t, "2026-12-25T10:00:00+01:00"))
	christmas := &catalogue.DerivedUpcoming{
		Kind: "holiday", Key: "holiday-christmas", From: "2026-12-25", Until: "2026-12-25", WholeDay: true, Affects: true,
	}
	want := catalogue.DerivedState{
		State: formsapi.OfficeTemporarilyClosed, Until: "2026-12-27T00:00:00+01:00", Next: formsapi.OfficeClosed, Closure: christmas,
	}
	potenza := derived.Offices["potenza"]
	if diff := cmp.Diff(want, potenza.State); diff != "" {
		t.Errorf("Potenza (-want +got):\n%s", diff)
	}
	reception := &catalogue.DerivedReception{From: "2026-12-30T08:30:00+01:00", Until: "2026-12-30T12:00:00+01:00", State: formsapi.OfficeOpen}
	if diff := cmp.Diff(reception, potenza.Reception); diff != "" {
		t.Errorf("Potenza receives (-want +got):\n%s", diff)
	}
	rome := derived.Offices["roma-sportello-unico"]
	want.Next = formsapi.OfficeByAppointment // at any time, as nobody knows its hours
	if diff := cmp.Diff(want, rome.State); diff != "" || rome.Reception != nil {
		t.Errorf("Rome receives %v (-want +got):\n%s", rome.Reception, diff)
	}
}

// Holidays and the patron saint's day are announced two weeks ahead; the home
// page has those that take hours away today or tomorrow.
func TestTheContentBeforeAHoliday(t *testing.T) {
	s := load(t, os.DirFS("../../content"), "")
	for _, c := range []struct {
		on       string
		office   string
		upcoming []string
		notices  []string
	}{
		{"2026-11-23T00:00:00+01:00", "potenza", nil, nil},
		{"2026-11-24T00:00:00+01:00", "potenza", []string{"2026-12-08 holiday-immaculate false"}, nil}, // Potenza has no hours on Tuesdays
		{"2026-12-07T23:59:00+01:00", "montelucci", []string{"2026-12-08 holiday-immaculate true"}, []string{"montelucci tomorrow", "roma-sportello-unico tomorrow"}},
		{"2026-12-08T00:00:00+01:00", "montelucci", []string{"2026-12-08 holiday-immaculate true"}, []string{"montelucci today", "roma-sportello-unico today"}},
		{"2026-12-09T00:00:00+01:00", "montelucci", nil, nil},
		{"2026-05-29T10:00:00+02:00", "potenza", []string{"2026-05-30 holiday-patron-saint San Gerardo false", "2026-06-02 holiday-republic false"}, nil},
		{"2026-06-28T10:00:00+02:00", "roma-sportello-unico", []string{"2026-06-29 holiday-patron-saint Santi Pietro e Paolo true"}, []string{"roma-sportello-unico tomorrow"}},
		{"2026-06-28T10:00:00+02:00", "montelucci", nil, []string{"roma-sportello-unico tomorrow"}},
	} {
		got := s.Derive(instant(t, c.on))
		if diff := cmp.Diff(c.upcoming, shownUpcoming(got.Offices[c.office].Upcoming)); diff != "" {
			t.Errorf("%s, %s: upcoming (-want +got):\n%s", c.on, c.office, diff)
		}
		if diff := cmp.Diff(c.notices, shownNotices(got.Notices)); diff != "" {
			t.Errorf("%s: notices (-want +got):\n%s", c.on, diff)
		}
	}
}

// A closure of several days is told once, on every day of it, whether or not the
// office would have been open on that very day.
func TestANoticeOfSeveralDays(t *testing.T) {
	s := load(t, village(), "")
	for on, want := range map[string][]string{
		"2026-12-22T10:00:00+01:00": nil,
		"2026-12-23T10:00:00+01:00": {"desk tomorrow"},
		"2026-12-24T10:00:00+01:00": {"desk today tomorrow"},
		"2026-12-27T10:00:00+01:00": {"desk today tomorrow"},         // a Sunday
		"2026-12-31T10:00:00+01:00": {"desk today", "desk tomorrow"}, // New Year is on a Friday, with hours by appointment
		"2027-01-01T10:00:00+01:00": {"desk today"},
		"2027-01-02T10:00:00+01:00": nil,
	} {
		if diff := cmp.Diff(want, shownNotices(s.Derive(instant(t, on)).Notices)); diff != "" {
			t.Errorf("on %s (-want +got):\n%s", on, diff)
		}
	}
}

// The day of the build is cut into its states, on a day of 23 hours too, and the
// timeline goes on for two weeks.
func TestTheDayOfTheBuild(t *testing.T) {
	s := load(t, editOffice("mon = [", "sun = [\"01:30-02:30\", \"09:00-24:00\"]\nmon = ["), "")
	got := s.Derive(instant(t, "2026-03-29T12:00:00+02:00")).Offices["desk"]
	want := []catalogue.DerivedStretch{
		{From: "00:00", Until: "01:30", State: "closed"},
		{From: "01:30", Until: "03:00", State: "open"}, // the clock jumps
		{From: "03:00", Until: "09:00", State: "closed"},
		{From: "09:00", Until: "24:00", State: "open"},
	}
	if diff := cmp.Diff(want, got.Today); diff != "" {
		t.Errorf("today (-want +got):\n%s", diff)
	}
	line := got.Timeline
	if from, until := instant(t, "2026-03-29T00:00:00+01:00").Unix(), instant(t, "2026-04-13T00:00:00+02:00").Unix(); line.From != from || line.Until != until {
		t.Errorf("timeline from %d until %d, want %d and %d", line.From, line.Until, from, until)
	}
	text, err := json.Marshal(line.Counter[:2])
	if err != nil || string(text) != fmt.Sprintf(`[[%d,"closed"],[%d,"open"]]`, line.From, instant(t, "2026-03-29T01:30:00+01:00").Unix()) {
		t.Errorf("timeline begins with %s, %v", text, err)
	}
}

// Every need leads to an office, in a fixed order, and danger to the numbers that
// all of Italy can call.
func TestTheContentsNeeds(t *testing.T) {
	derived := load(t, os.DirFS("../../content"), "").Derive(today)
	order := []string{"sleep", "legal-help", "papers", "work", "school-and-italian", "health", "interpreter", "family", "danger", "other"}
	if diff := cmp.Diff(order, derived.NeedsInOrder); diff != "" {
		t.Errorf("needs (-want +got):\n%s", diff)
	}
	for id, need := range derived.Needs {
		if len(need.Offices) == 0 || need.Danger != (id == "danger") {
			t.Errorf("%s: offices %v, danger %t", id, need.Offices, need.Danger)
		}
	}
	var numbers []string
	for _, h := range derived.Needs["danger"].Helplines {
		numbers = append(numbers, h.Name+" "+h.Shown+" "+h.URI)
	}
	want := []string{"emergency 112 tel:112", "violence 1522 tel:1522", "trafficking 800 290 290 tel:+39800290290"}
	if diff := cmp.Diff(want, numbers); diff != "" {
		t.Errorf("helplines (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"roma-sportello-unico", "montelucci", "potenza"}, derived.Needs["sleep"].Offices); diff != "" {
		t.Errorf("offices for a place to sleep, the nearest service first (-want +got):\n%s", diff)
	}
}

// A suspended service answers no need.
func TestNeedsLeadToWhatCanBeHad(t *testing.T) {
	s := load(t, with("services/orientation/service.toml", "status = \"suspended\"\n"), "")
	got := s.Derive(today).Needs["danger"]
	if diff := cmp.Diff([]string{"legal-advice"}, got.Services); diff != "" {
		t.Errorf("services (-want +got):\n%s", diff)
	}
}

func shownUpcoming(upcoming []catalogue.DerivedUpcoming) []string {
	var all []string
	for _, u := range upcoming {
		text := u.From + " " + u.Key
		if u.Name != "" {
			text += " " + u.Name
		}
		all = append(all, fmt.Sprint(text, " ", u.Affects))
	}
	return all
}

func shownNotices(notices []catalogue.DerivedNotice) []string {
	var all []string
	for _, n := range notices {
		text := n.Office
		if n.Today {
			text += " today"
		}
		if n.Tomorrow {
			text += " tomorrow"
		}
		all = append(all, text)
	}
	return all
}
