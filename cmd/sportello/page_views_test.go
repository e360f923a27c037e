package main

import (
	"maps"
	"net/http"
	"testing"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/sqlite"
)

// viewsOn are the views that a data folder has, as "it /offices/hall".
func viewsOn(t *testing.T, f folders) map[string]int {
	t.Helper()
	all, err := sqlite.ReadPageViews(t.Context(), f.database(), formsapi.RecentlySince(formsapi.DateOf(time.Now())))
	if err != nil {
		t.Fatal(err)
	}
	views := map[string]int{}
	for _, v := range all {
		views[v.Language+" "+v.Page] = v.Views
	}
	return views
}

// Given a program whose pages are read, it has stored when it stops which of them
// were, and nothing of the desk and of what is no page; the next run goes on counting.
func TestAProgramThatStopsKeepsWhatWasRead(t *testing.T) {
	f := mailingTown(t, 0)
	read := func(paths ...string) {
		t.Helper()
		p, stop, err := runOn(f.site, f.data, f.keys)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			answer, err := http.Get("http://" + p.Addr() + path)
			if err != nil {
				t.Fatal(err)
			}
			bodyOf(t, answer)
		}
		if err := stop(); err != nil {
			t.Fatal(err)
		}
	}
	read("/it/", "/it/offices/hall/", "/desk/", "/robots.txt", "/it/none/", "/healthz")
	want := map[string]int{"it /": 1, "it /offices/hall": 1}
	if got := viewsOn(t, f); !maps.Equal(got, want) {
		t.Errorf("stored %v, want %v", got, want)
	}
	read("/it/")
	want["it /"] = 2
	if got := viewsOn(t, f); !maps.Equal(got, want) {
		t.Errorf("after the second run %v, want %v", got, want)
	}
}
