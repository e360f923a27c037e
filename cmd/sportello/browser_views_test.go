package main

import (
	"maps"
	"testing"
)

// Given a browser whose service worker saves a whole language, and answers for the
// site from then on, what is counted is the pages that were opened, each time once.
func TestBrowserCountsWhatIsOpened(t *testing.T) {
	if testing.Short() {
		t.Skip("saves a whole language")
	}
	dir := t.TempDir()
	f := folders{site: townOf(t), data: dir + "/var", keys: dir + "/keys.toml"}
	p := startUnlimited(t, f)
	site := "http://" + p.Addr()
	tab := newTab(t, browser(t), site, 390)
	tab.open("/it/")
	waitUntilSaved(tab, "it", offlineListOf(t, site, "it"))
	tab.open("/it/offices/")
	tab.open("/it/appointments/new/?office=potenza")
	tab.open("/it/offices/")
	if err := p.views.Keep(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := map[string]int{"it /": 1, "it /offices": 2, "it /appointments/new": 1}
	if got := viewsOn(t, f); !maps.Equal(got, want) {
		t.Errorf("counted %v, want %v", got, want)
	}
}
