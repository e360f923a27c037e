package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
)

// Everything that is said of hours is seen from the Sunday before Christmas, on
// which the desk in Potenza has announced a strike that begins within its hours.
var beforeChristmas = time.Date(2026, 12, 20, 9, 0, 0, 0, time.UTC)

const strike = `[[closures]]
office = "potenza"
from   = 2026-12-23T10:00:00
until  = 2026-12-24T00:00:00
reason = "strike"
`

// beforeTheStrike starts the program on the real content on that Sunday.
func beforeTheStrike(t *testing.T) (site string) {
	t.Helper()
	dir := t.TempDir()
	f := folders{site: "../..", data: filepath.Join(dir, "var"), keys: filepath.Join(dir, "keys.toml")}
	writeFile(t, filepath.Join(f.data, closuresName), strike)
	p, stop, err := runWith(settings{folders: f, listen: "127.0.0.1:0", now: func() time.Time { return beforeChristmas }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
	return "http://" + p.Addr()
}

// A structuredOffice is what schema.org's GovernmentOffice says of hours.
type structuredOffice struct {
	Type  string          `json:"@type"`
	Hours []structuredDay `json:"openingHoursSpecification"`
}

type structuredDay struct {
	DayOfWeek, Opens, Closes, ValidFrom, ValidThrough string
}

// has says whether somebody is there at a date and time of day: a date of its
// own comes before its weekday, and 00:00 to 00:00 is a day without anybody.
func (o structuredOffice) has(at formsapi.WallTime) bool {
	date, clock := string(at.Date()), at.TimeOfDay().String()
	special, open := false, false
	for _, h := range o.Hours {
		if h.ValidFrom == "" || date < h.ValidFrom || h.ValidThrough < date {
			continue
		}
		special = true
		open = open || h.Opens <= clock && clock < h.Closes
	}
	if special {
		return open
	}
	for _, h := range o.Hours {
		open = open || h.DayOfWeek == at.Weekday().String() && h.Opens <= clock && clock < h.Closes
	}
	return open
}

// specials counts the days on which the hours are not those of the week.
func (o structuredOffice) specials() (n int) {
	for _, h := range o.Hours {
		if h.ValidFrom != "" {
			n++
		}
	}
	return n
}

func TestStructuredHoursAreTheFacts(t *testing.T) {
	site := beforeTheStrike(t)
	facts, findings := catalogue.Load(os.DirFS("../../content"), []byte(strike), beforeChristmas)
	if len(facts.Offices()) < 3 {
		t.Fatalf("the content has %d offices: %v", len(facts.Offices()), findings)
	}
	specials := 0
	for _, office := range facts.Offices() {
		for _, language := range languagesHere(t) {
			path := "/" + language + "/offices/" + office.ID + "/"
			got := structuredOfficeAt(t, site, path)
			sameHours(t, path, got, office.CounterHours)
			specials += got.specials()
		}
	}
	if specials == 0 {
		t.Error("no office has special days, a week with Christmas and a strike in it notwithstanding")
	}
}

// sameHours compares every minute of the days that a page speaks of.
func sameHours(t *testing.T, path string, got structuredOffice, hours formsapi.OpeningHours) {
	t.Helper()
	if !hours.Known() {
		if len(got.Hours) > 0 {
			t.Errorf("%s: nobody knows the hours, and machines are told %v", path, got.Hours)
		}
		return
	}
	rome, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	for m := range catalogue.DaysAhead * 24 * 60 {
		instant := beforeChristmas.Add(time.Duration(m) * time.Minute)
		at := formsapi.WallTimeAt(instant, rome)
		if got.has(at) != hours.OpenAt(instant) {
			t.Errorf("%s: at %s machines are told %t, and the facts say %t", path, at, got.has(at), hours.OpenAt(instant))
			return
		}
	}
}

// structuredOfficeAt reads the one GovernmentOffice in a page's JSON-LD.
func structuredOfficeAt(t *testing.T, site, path string) (office structuredOffice) {
	t.Helper()
	var graph struct {
		Context string            `json:"@context"`
		Graph   []json.RawMessage `json:"@graph"`
	}
	blocks := parsed(t, path, string(fetch(t, site+path, ""))).all(`script[type="application/ld+json"]`)
	if len(blocks) != 1 {
		t.Fatalf("%s has %d blocks of JSON-LD", path, len(blocks))
	}
	text := blocks[0].FirstChild.Data
	if err := json.Unmarshal([]byte(text), &graph); err != nil || !strings.HasPrefix(graph.Context, "https://schema.org") {
		t.Fatalf("%s: the JSON-LD cannot be read: %v", path, err)
	}
	found := 0
	for _, thing := range graph.Graph {
		var o structuredOffice
		if err := json.Unmarshal(thing, &o); err == nil && o.Type == "GovernmentOffice" {
			office = o
			found++
		}
	}
	if found != 1 {
		t.Fatalf("%s describes %d offices", path, found)
	}
	return office
}
