package ical_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/ical"
	"sportello/forms-api/words"
)

const page = "https://help.example.org/it/appointments/K7QF-2M9X-4TBD"

// town is a catalogue with one office.
type town struct{ formsapi.Catalogue }

func (town) Office(id string) (formsapi.Office, bool) {
	return potenza, id == potenza.ID
}

var potenza = formsapi.Office{
	ID: "potenza", Names: formsapi.Text{"it": "Sportello di Potenza", "ar": "مكتب بوتنسا"}, Zone: rome,
	Address: formsapi.Address{CareOf: "Unità di Direzione; Servizi Sociali", Street: "via Lacava, 2", City: "Potenza"},
}

var rome = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		panic(err)
	}
	return zone
}()

var loadWords = sync.OnceValues(func() (*words.Words, error) { return words.Load(os.DirFS("../../i18n")) })

func calendars(t *testing.T) ical.Calendars {
	t.Helper()
	said, err := loadWords()
	if err != nil {
		t.Fatal(err)
	}
	return ical.Calendars{Catalogue: town{}, Words: said, Now: func() time.Time { return time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC) }}
}

// confirmed is an appointment at a local time.
func confirmed(t *testing.T, local string) formsapi.FollowedAppointment {
	t.Helper()
	at, err := time.ParseInLocation(formsapi.LocalMinute, local, rome)
	if err != nil {
		t.Fatal(err)
	}
	return formsapi.FollowedAppointment{
		Reference: "K7QF2M9X4TBD", Version: 1, State: formsapi.Confirmed, Office: "potenza", Service: "legal-advice",
		OfficeShown: "Sportello di Potenza", ServiceShown: "Consulenza legale", People: 2,
		Start: &formsapi.Start{At: at.UTC(), Local: local, Zone: "Europe/Rome"}, Minutes: 30, Initial: "A",
	}
}

// file is the calendar file of an appointment.
func file(t *testing.T, f formsapi.FollowedAppointment) string {
	t.Helper()
	text, err := calendars(t).Appointment("it", f, page)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// kept is an event as an independent calendar program shows it.
type kept struct {
	Calendar, UID, Starts, Ends, Summary, Description, Location, Status, URL string
	Alarms                                                                   []string
}

// read gives files, one after the other, to an independent calendar program.
func read(t *testing.T, files ...string) []kept {
	t.Helper()
	node, err := exec.LookPath("node")
	if _, missing := os.Stat("../../node_modules/ical.js"); err != nil || missing != nil {
		if os.Getenv("SPORTELLO_BROWSER") == "required" {
			t.Fatal("node, or ical.js, is missing: run npm ci")
		}
		t.Skip("node, or ical.js, is missing: run npm ci")
	}
	given, err := json.Marshal(files)
	if err != nil {
		t.Fatal(err)
	}
	program := exec.Command(node, "testdata/calendar.mjs")
	program.Stdin, program.Stderr = bytes.NewReader(given), t.Output()
	said, err := program.Output()
	if err != nil {
		t.Fatalf("the calendar program refuses the files: %v", err)
	}
	var all []kept
	if err := json.Unmarshal(said, &all); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	return all
}

// lines are a file's lines as they are, folded.
func lines(text string) []string {
	return strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n")
}
