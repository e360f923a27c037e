package ical_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	formsapi "sportello/forms-api"
)

// Given appointments around both changes of the clocks, a calendar program shows
// the time that was agreed, on both sides.
func TestTheLocalTimeIsRightOnBothSidesOfAClockChange(t *testing.T) {
	want := map[string]string{
		"2026-03-28T09:30": "2026-03-28 10:00", // the day before the clocks go forward
		"2026-03-29T09:30": "2026-03-29 10:00",
		"2026-03-29T01:45": "2026-03-29 03:15", // the hour from two to three does not exist
		"2026-10-24T16:30": "2026-10-24 17:00",
		"2026-10-25T16:30": "2026-10-25 17:00", // they went back in the night
		"2026-12-31T23:45": "2027-01-01 00:15",
	}
	var files []string
	for local := range want {
		f := confirmed(t, local)
		f.Reference = formsapi.Reference(local)
		files = append(files, file(t, f))
	}
	got := map[string]string{}
	for _, e := range read(t, files...) {
		got[strings.Replace(e.Starts, " ", "T", 1)] = e.Ends
	}
	if !maps.Equal(got, want) {
		t.Errorf("they begin and end as %v, want %v", got, want)
	}
}

// Given an appointment in the calendar, another time replaces it, an older file
// changes nothing, and a cancellation takes it away.
func TestAChangeReplacesTheEventAndACancellationTakesItAway(t *testing.T) {
	first := confirmed(t, "2026-03-28T09:30")
	moved := confirmed(t, "2026-03-30T11:00")
	moved.Version = 2
	for _, order := range [][]string{{file(t, first), file(t, moved)}, {file(t, moved), file(t, first)}} {
		if got := read(t, order...); len(got) != 1 || got[0].Starts != "2026-03-30 11:00" || got[0].Status != "CONFIRMED" {
			t.Errorf("the calendar has %+v, want the new time alone", got)
		}
	}
	for _, state := range []formsapi.State{formsapi.CancelledByPerson, formsapi.CancelledByOffice} {
		cancelled := moved
		cancelled.Version, cancelled.State = 3, state
		if got := read(t, file(t, first), file(t, moved), file(t, cancelled)); len(got) != 0 {
			t.Errorf("after %s the calendar has %+v", state, got)
		}
	}
}

// Given an offer, the calendar does not show it as agreed, and no state without a
// time has a file.
func TestAFileSaysWhereTheAppointmentStands(t *testing.T) {
	for state, status := range map[formsapi.State]string{formsapi.Requested: "TENTATIVE", formsapi.Proposed: "TENTATIVE", formsapi.Confirmed: "CONFIRMED"} {
		f := confirmed(t, "2026-03-28T09:30")
		f.State = state
		got := read(t, file(t, f))
		if len(got) != 1 || got[0].Status != status || strings.HasPrefix(got[0].Summary, "Da confermare: ") != (status == "TENTATIVE") {
			t.Errorf("%s is shown as %+v", state, got)
		}
	}
	for _, state := range formsapi.States {
		f := confirmed(t, "2026-03-28T09:30")
		f.State, f.Start = state, nil
		if _, err := calendars(t).Appointment("it", f, page); formsapi.CodeOf(err) != formsapi.CodeNotFound {
			t.Errorf("%s without a time: %v", state, err)
		}
	}
}

// Given an appointment, its entry leads to the own page and the office, warns
// twice, and names neither service nor person.
func TestAnEntryIsComplete(t *testing.T) {
	got := read(t, file(t, confirmed(t, "2026-03-28T09:30")))
	if len(got) != 1 {
		t.Fatalf("the calendar has %+v", got)
	}
	e := got[0]
	if e.Summary != "Appuntamento: Sportello di Potenza" || e.URL != page || !strings.HasSuffix(e.Description, "\n"+page) {
		t.Errorf("it says %+v", e)
	}
	if e.Location != "Unità di Direzione; Servizi Sociali, via Lacava, 2, Potenza" {
		t.Errorf("it is at %q", e.Location)
	}
	if !slices.Equal(e.Alarms, []string{"-P1D", "-PT2H"}) {
		t.Errorf("it warns %v", e.Alarms)
	}
	if strings.Contains(e.UID, "K7QF") {
		t.Errorf("the identifier %s holds the reference", e.UID)
	}
}

// Given somebody who asked for discretion, the entry names no office.
func TestADiscreetEntryNamesNoOffice(t *testing.T) {
	f := confirmed(t, "2026-03-28T09:30")
	f.Discreet = true
	text := strings.ReplaceAll(file(t, f), "\r\n ", "")
	for _, word := range []string{"Sportello", "Potenza", "Lacava", "legale", "legal-advice"} {
		if strings.Contains(text, word) {
			t.Errorf("it names %q: %s", word, text)
		}
	}
	if !strings.Contains(text, "SUMMARY:Appuntamento\r\n") {
		t.Errorf("it does not say what it is: %s", text)
	}
}

// Given long words in several scripts and signs that mean something in a file,
// no line is longer than 75 octets, none is cut within a letter, and the program
// reads what was written.
func TestLinesAreFoldedAndSignsEscaped(t *testing.T) {
	f := confirmed(t, "2026-03-28T09:30")
	f.OfficeShown = `مكتب الاستقبال في مونتيلوتشي, "অভিবাসীদের; সহায়তা"\কেন্দ্র` + "\r\n" + strings.Repeat("长", 40)
	text := file(t, f)
	for _, line := range lines(text) {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") || strings.ToValidUTF8(line, "?") != line {
			t.Errorf("a line has %d octets: %q", len(line), line)
		}
	}
	want := "Appuntamento: " + strings.Join(strings.Fields(f.OfficeShown), " ")
	if got := read(t, text); len(got) != 1 || got[0].Summary != want {
		t.Errorf("it is read as %+v, want %q", got, want)
	}
}
