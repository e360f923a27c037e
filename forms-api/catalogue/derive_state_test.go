package catalogue_test

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"

	"github.com/google/go-cmp/cmp"
)

// On a holiday the reader sees why the office is closed, and when it receives
// people again; of Rome's counter nobody knows when, of its telephone somebody does.
func TestTheContentOnAHoliday(t *testing.T) {
	derived := load(t, os.DirFS("../../content"), "").Derive(instant(t, "2026-12-25T10:00:00+01:00"))
	christmas := &catalogue.DerivedUpcoming{
		Kind: "holiday", Key: "holiday-christmas", From: "2026-12-25", Until: "2026-12-25", Affects: true,
	}
	day := func(next *catalogue.DerivedNext) catalogue.DerivedOfficeDay {
		return catalogue.DerivedOfficeDay{
			State: formsapi.OfficeTemporarilyClosed, Closure: christmas, Received: []catalogue.DerivedStretch{}, Next: next,
		}
	}
	want := day(&catalogue.DerivedNext{At: "2026-12-30T08:30:00", State: formsapi.OfficeOpen})
	if diff := cmp.Diff(want, derived.Offices["potenza"].Today.Counter); diff != "" {
		t.Errorf("Potenza (-want +got):\n%s", diff)
	}
	rome := catalogue.DerivedToday{
		Counter:   day(nil),
		Telephone: day(&catalogue.DerivedNext{At: "2026-12-28T09:00:00", State: formsapi.OfficeOpen}),
	}
	if diff := cmp.Diff(rome, derived.Offices["roma-sportello-unico"].Today); diff != "" {
		t.Errorf("Rome (-want +got):\n%s", diff)
	}
}

// What comes next is told of every stretch, also where it lies beyond the end of
// the timeline, and why an office is closed: Christmas, then Saint Stephen.
func TestTheTimelineTellsWhatComesNext(t *testing.T) {
	closed := "[[closures]]\noffice = \"montelucci\"\nfrom = 2026-12-27\nuntil = 2027-01-15\nreason = \"illness\"\n"
	derived := load(t, os.DirFS("../../content"), closed).Derive(instant(t, "2026-12-24T10:00:00+01:00"))
	for id, want := range map[string][]string{
		"montelucci": {
			"12-24 00:00 closed +1", "12-24 09:00 open +1", "12-24 12:00 closed +1", "12-24 15:00 open +1", "12-24 17:00 closed +4",
			"12-25 00:00 temporarily-closed +3 holiday-christmas", "12-26 00:00 temporarily-closed +2 holiday-stephen",
			"12-27 00:00 temporarily-closed +1 closure-illness", "01-19 09:00 open +0",
		},
		"roma-sportello-unico": {
			"12-24 00:00 by-appointment +1", "12-25 00:00 temporarily-closed +0 holiday-christmas", "12-26 00:00 temporarily-closed +0 holiday-stephen",
			"12-27 00:00 by-appointment +1", "01-01 00:00 temporarily-closed +0 holiday-new-year", "01-02 00:00 by-appointment +1",
			"01-06 00:00 temporarily-closed +0 holiday-epiphany", "01-07 00:00 by-appointment +0",
		},
	} {
		if diff := cmp.Diff(want, shownOutlooks(derived.Offices[id].Timeline.Counter)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
	}
}

func shownOutlooks(outlooks []catalogue.DerivedOutlook) []string {
	var all []string
	for _, o := range outlooks {
		text := fmt.Sprintf("%s %s +%d", time.Unix(o.At, 0).In(time.FixedZone("", 3600)).Format("01-02 15:04"), o.State, o.Next)
		if o.Why != nil {
			text += " " + o.Why.Key
		}
		all = append(all, text)
	}
	return all
}

// For machines, days in a row are one, a day without hours among them too; what
// takes no hours away is none, and a year is told.
func TestSpecialDays(t *testing.T) {
	closed := "[[closures]]\noffice = \"desk\"\nfrom = 2027-02-01T10:00:00\nuntil = 2027-02-15T17:00:00\nreason = \"illness\"\n"
	got := load(t, village(), closed).Derive(today).Offices["desk"].SpecialDays
	want := catalogue.DerivedSpecialDays{
		Counter: []catalogue.DerivedSpecial{
			{From: "2026-12-28", Until: "2026-12-28", Intervals: []catalogue.DerivedInterval{}},
			{From: "2027-02-01", Until: "2027-02-01", Intervals: []catalogue.DerivedInterval{{Opens: "08:30", Closes: "10:00"}}},
			{From: "2027-02-08", Until: "2027-02-08", Intervals: []catalogue.DerivedInterval{}},
			{From: "2027-02-15", Until: "2027-02-15", Intervals: []catalogue.DerivedInterval{{Opens: "17:00", Closes: "18:00"}}},
			{From: "2027-03-29", Until: "2027-03-29", Intervals: []catalogue.DerivedInterval{}},
			{From: "2027-10-04", Until: "2027-10-04", Intervals: []catalogue.DerivedInterval{}},
			{From: "2027-11-01", Until: "2027-11-01", Intervals: []catalogue.DerivedInterval{}},
		},
		Appointments: []catalogue.DerivedSpecial{
			{From: "2026-12-04", Until: "2026-12-04", Intervals: []catalogue.DerivedInterval{}}, // Santa Barbara
			{From: "2026-12-25", Until: "2027-01-01", Intervals: []catalogue.DerivedInterval{}}, // Christmas, the closure, New Year
			{From: "2027-02-05", Until: "2027-02-12", Intervals: []catalogue.DerivedInterval{}},
		},
		Telephone: []catalogue.DerivedSpecial{},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("special days (-want +got):\n%s", diff)
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
		{"2026-12-07T23:59:00+01:00", "montelucci", []string{"2026-12-08 holiday-immaculate true"}, []string{"montelucci 2026-12-08", "roma-sportello-unico 2026-12-08"}},
		{"2026-12-08T00:00:00+01:00", "montelucci", []string{"2026-12-08 holiday-immaculate true"}, []string{"montelucci 2026-12-08", "roma-sportello-unico 2026-12-08"}},
		{"2026-12-09T00:00:00+01:00", "montelucci", nil, nil},
		{"2026-05-29T10:00:00+02:00", "potenza", []string{"2026-05-30 holiday-patron-saint San Gerardo false", "2026-06-02 holiday-republic false"}, nil},
		{"2026-06-28T10:00:00+02:00", "roma-sportello-unico", []string{"2026-06-29 holiday-patron-saint Santi Pietro e Paolo true"}, []string{"roma-sportello-unico 2026-06-29"}},
		{"2026-06-28T10:00:00+02:00", "montelucci", nil, []string{"roma-sportello-unico 2026-06-29"}},
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

// A closure of several days is told once, from the day before until its last, whether
// or not the office would have been open on that very day.
func TestANoticeOfSeveralDays(t *testing.T) {
	s := load(t, village(), "")
	for on, want := range map[string][]string{
		"2026-12-22T10:00:00+01:00": nil,
		"2026-12-23T10:00:00+01:00": {"desk 2026-12-24"},
		"2026-12-24T10:00:00+01:00": {"desk 2026-12-24"},
		"2026-12-27T10:00:00+01:00": {"desk 2026-12-24"},                    // a Sunday
		"2026-12-31T10:00:00+01:00": {"desk 2026-12-24", "desk 2027-01-01"}, // New Year is on a Friday, with hours by appointment
		"2027-01-01T10:00:00+01:00": {"desk 2027-01-01"},
		"2027-01-02T10:00:00+01:00": nil,
	} {
		if diff := cmp.Diff(want, shownNotices(s.Derive(instant(t, on)).Notices)); diff != "" {
			t.Errorf("on %s (-want +got):\n%s", on, diff)
		}
	}
}

// The day of the build is told by when people are received, on a day of 23 hours
// too, and the timeline goes on for two weeks.
func TestTheDayOfTheBuild(t *testing.T) {
	s := load(t, editOffice("mon = [", "sun = [\"01:30-02:30\", \"09:00-24:00\"]\nmon = ["), "")
	now := instant(t, "2026-03-29T12:00:00+02:00")
	got := s.Derive(now).Offices["desk"]
	want := catalogue.DerivedOfficeDay{State: formsapi.OfficeOpen, Received: []catalogue.DerivedStretch{
		{From: "01:30", Until: "03:00", State: "open"}, // the clock jumps
		{From: "09:00", Until: "24:00", State: "open"},
	}}
	if diff := cmp.Diff(want, got.Today.Counter); diff != "" {
		t.Errorf("today (-want +got):\n%s", diff)
	}
	line := got.Timeline
	if until := instant(t, "2026-04-13T00:00:00+02:00").Unix(); line.Until != until {
		t.Errorf("timeline until %d, want %d", line.Until, until)
	}
	text, err := json.Marshal(line.Counter[:2])
	from, opens := instant(t, "2026-03-29T00:00:00+01:00").Unix(), instant(t, "2026-03-29T01:30:00+01:00").Unix()
	if err != nil || string(text) != fmt.Sprintf(`[[%d,"closed",1],[%d,"open",1]]`, from, opens) {
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
		all = append(all, n.Office+" "+n.From)
	}
	return all
}
