package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Given an afternoon's closure that ends with the day, the office's page says from
// which hour on, and nothing of the next day.
func TestAnAfternoonIsClosedFromAnHourOn(t *testing.T) {
	f := mailingTown(t, 0)
	writeFile(t, filepath.Join(f.site, configName), "")
	office := filepath.Join(f.site, "content/offices/hall/office.toml")
	facts, err := os.ReadFile(office)
	if err != nil {
		t.Fatal(err)
	}
	day := time.Now().AddDate(0, 0, 3)
	closure := "\n[[closures]]\nfrom = " + day.Format(time.DateOnly) + "T15:00:00\nuntil = " + day.AddDate(0, 0, 1).Format(time.DateOnly) + "T00:00:00\nreason = \"strike\"\n"
	writeFile(t, office, string(facts)+closure)
	p := servingOn(t, f)
	at := "http://" + p.Addr() + "/it/offices/hall/"
	got, err := http.Get(at)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(parsed(t, at, bodyOf(t, got)).theText("main")), " ")
	if !strings.Contains(text, ", dalle 15:00 Sciopero") {
		t.Errorf("the page says %s", text)
	}
}
