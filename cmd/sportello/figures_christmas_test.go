package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// christmasWeek is the morning on which an office's page has most to say: of the
// next fourteen days four are holidays, and somebody strikes.
var christmasWeek = time.Date(2026, 12, 23, 9, 0, 0, 0, time.UTC)

// strikeAtChristmas is a strike of one office, of two working days.
const strikeAtChristmas = "[[closures]]\noffice = \"OFFICE\"\nfrom = 2026-12-24\nuntil = 2026-12-24\nreason = \"strike\"\n"

// Whoever looks up an office in the week in which most is closed, with every notice
// there can be, gets its page in the first flight too: in all languages, and the
// home page, which has a line for each office.
func TestTheFirstFlightHoldsAtChristmasWithAStrikeAtEveryOffice(t *testing.T) {
	site := startStruck(t, christmasWeek)
	weights := weighed{t: t, site: site, known: map[string]int{}}
	flight := &figure{name: "first flight at Christmas with a strike at every office"}
	for _, language := range languagesHere(t) {
		for _, page := range append(officesHere(t), "") {
			path := "/" + language + "/" + page
			text := fetch(t, site+path, "gzip")
			doc, err := html.Parse(bytes.NewReader(gunzip(t, text)))
			if err != nil {
				t.Fatal(err)
			}
			_, styles := weights.of(doc, `link[rel=stylesheet]`, "href")
			flight.meet(len(text)+styles, path)
			if n := len(text) + styles; n > firstFlight {
				t.Errorf("%s is %d bytes with its stylesheet, the budget is %d", path, n, firstFlight)
			}
		}
	}
	t.Logf("%s: %d bytes at %s", flight.name, flight.measured, flight.at)
}

// officesHere are the paths of the offices of this site, beneath a language.
func officesHere(t *testing.T) (paths []string) {
	t.Helper()
	files, err := filepath.Glob("../../content/offices/*/office.toml")
	if err != nil || len(files) == 0 {
		t.Fatalf("there is no office: %v", err)
	}
	for _, f := range files {
		paths = append(paths, "offices/"+filepath.Base(filepath.Dir(f))+"/")
	}
	return paths
}

// startStruck starts the program at a moment, with a strike at every office.
func startStruck(t *testing.T, now time.Time) (site string) {
	t.Helper()
	dir := t.TempDir()
	f := folders{site: "../..", data: filepath.Join(dir, "var"), keys: filepath.Join(dir, "keys.toml")}
	var closures strings.Builder
	for _, path := range officesHere(t) {
		closures.WriteString(strings.Replace(strikeAtChristmas, "OFFICE", filepath.Base(path), 1))
	}
	if err := os.MkdirAll(f.data, 0o700); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(f.data, closuresName), closures.String())
	site = "http://" + startAt(t, f, func() time.Time { return now }).Addr()
	if page := fetch(t, site+"/it/offices/potenza/", ""); !bytes.Contains(page, []byte("Sciopero")) {
		t.Fatal("the page of an office tells of no strike")
	}
	return site
}
