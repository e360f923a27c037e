package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Given closures of half a day, that of an afternoon which ends with the day is told
// by the hour from which on, and that of a morning which begins with it by the hour
// until which: no page says midnight, or names the next day.
func TestHalfADayIsClosedFromOrUntilAnHour(t *testing.T) {
	f := mailingTown(t, 0)
	writeFile(t, filepath.Join(f.site, configName), "")
	office := filepath.Join(f.site, "content/offices/hall/office.toml")
	facts, err := os.ReadFile(office)
	if err != nil {
		t.Fatal(err)
	}
	inDays := func(n int, clock string) string {
		return time.Now().AddDate(0, 0, n).Format(time.DateOnly) + "T" + clock
	}
	closure := func(from, until, reason string) string {
		return "\n[[closures]]\nfrom = " + from + "\nuntil = " + until + "\nreason = \"" + reason + "\"\n"
	}
	writeFile(t, office, string(facts)+
		closure(inDays(3, "15:00:00"), inDays(4, "00:00:00"), "strike")+
		closure(inDays(5, "00:00:00"), inDays(5, "12:00:00"), "weather"))
	p := servingOn(t, f)
	at := "http://" + p.Addr() + "/it/offices/hall/"
	got, err := http.Get(at)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(parsed(t, at, bodyOf(t, got)).theText("main")), " ")
	for _, want := range []string{", dalle 15:00 Sciopero", ", fino alle 12:00 Maltempo"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q: %s", want, text)
		}
	}
}
