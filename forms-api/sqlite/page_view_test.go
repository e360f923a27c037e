package sqlite

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/forms-api"
)

func viewed(day formsapi.Date, page, language string, views int) formsapi.DayViews {
	return formsapi.DayViews{Day: day, PageViews: formsapi.PageViews{Page: page, Language: language, Views: views}}
}

func addViews(t *testing.T, s *Store, views ...formsapi.DayViews) {
	t.Helper()
	if err := s.AddViews(t.Context(), views); err != nil {
		t.Fatal(err)
	}
}

func assertViews(t *testing.T, s *Store, since formsapi.Date, want ...formsapi.PageViews) {
	t.Helper()
	got, err := s.PageViews(t.Context(), since)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(got, func(a, b formsapi.PageViews) int { return strings.Compare(a.Page+a.Language, b.Page+b.Language) })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("since %s (- want, + got):\n%s", since, diff)
	}
}

// Given views of several days, those since a day are summed up, page by page and
// language by language; what is before a day is dropped, and nothing else.
func TestPageViewsAddUp(t *testing.T) {
	s := givenStore(t, givenRing(t))
	addViews(t, s, viewed("2026-11-20", "/", "it", 5), viewed("2026-11-21", "/", "it", 2), viewed("2026-11-21", "/", "ar", 1))
	addViews(t, s, viewed("2026-11-21", "/", "it", 3), viewed("2026-11-22", "/offices", "it", 1))
	offices := formsapi.PageViews{Page: "/offices", Language: "it", Views: 1}
	arabic := formsapi.PageViews{Page: "/", Language: "ar", Views: 1}
	assertViews(t, s, "2026-11-20", arabic, formsapi.PageViews{Page: "/", Language: "it", Views: 10}, offices)
	since21 := []formsapi.PageViews{arabic, {Page: "/", Language: "it", Views: 5}, offices}
	assertViews(t, s, "2026-11-21", since21...)
	assertViews(t, s, "2026-11-23")
	if err := s.DropViews(t.Context(), "2026-11-21"); err != nil {
		t.Fatal(err)
	}
	assertViews(t, s, "2026-01-01", since21...)
}

// Given two processes on one database that count the same page at once, no view of
// either is lost.
func TestViewsOfTwoProcessesAddUp(t *testing.T) {
	ring := givenRing(t)
	path := filepath.Join(t.TempDir(), "sportello.db")
	var both sync.WaitGroup
	one, other := openStore(t, path, ring), openStore(t, path, ring)
	for _, s := range []*Store{one, other} {
		both.Go(func() {
			for range 20 {
				if err := s.AddViews(t.Context(), []formsapi.DayViews{viewed("2026-11-22", "/", "it", 1)}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	both.Wait()
	assertViews(t, one, "2026-11-22", formsapi.PageViews{Page: "/", Language: "it", Views: 40})
}

// Given a count that cannot be, nothing of what came with it is stored, so that it
// can be tried again as a whole.
func TestViewsAreStoredTogetherOrNotAtAll(t *testing.T) {
	s := givenStore(t, givenRing(t))
	if err := s.AddViews(t.Context(), []formsapi.DayViews{viewed("2026-11-22", "/", "it", 1), viewed("2026-11-22", "/", "ar", 0)}); err == nil {
		t.Error("zero views were stored")
	}
	assertViews(t, s, "2026-11-22")
}

// Given a backup, what was counted by then is in it, and comes back.
func TestViewsAreBackedUp(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	addViews(t, s, viewed("2026-11-22", "/", "it", 7))
	b := saved{ring: ring, store: s, backup: filepath.Join(t.TempDir(), "backup.db")}
	if err := Backup(t.Context(), s.path, b.backup, closures); err != nil {
		t.Fatal(err)
	}
	addViews(t, s, viewed("2026-11-22", "/", "it", 1))
	path := filepath.Join(t.TempDir(), "sportello.db")
	if _, err := Restore(t.Context(), b.restoration(path)); err != nil {
		t.Fatal(err)
	}
	assertViews(t, openStore(t, path, ring), "2026-11-22", formsapi.PageViews{Page: "/", Language: "it", Views: 7})
}

// Given a running server, or the database that one left behind, what it has stored is
// read without its keys; a database from before views were counted has none, and
// stays as it is.
func TestPageViewsAreReadBesideAServer(t *testing.T) {
	s := givenStore(t, givenRing(t))
	addViews(t, s, viewed("2026-11-22", "/", "it", 7))
	want := []formsapi.PageViews{{Page: "/", Language: "it", Views: 7}}
	if got, err := ReadPageViews(t.Context(), s.path, "2026-11-22"); err != nil || !slices.Equal(got, want) {
		t.Errorf("beside the server: %v (%v), want %v", got, err, want)
	}
	for version, want := range map[string][]formsapi.PageViews{"1": nil, "2": nil, "3": nil, "4": {fixtureViews.PageViews}} {
		path := filepath.Join(t.TempDir(), "sportello.db")
		copyFixture(t, "testdata/schema-"+version+".db", path)
		if got, err := ReadPageViews(t.Context(), path, "2026-11-22"); err != nil || !slices.Equal(got, want) {
			t.Errorf("of schema %s: %v (%v), want %v", version, got, err, want)
		}
		if before, after := contentOf(t, "testdata/schema-"+version+".db"), contentOf(t, path); !bytes.Equal(before, after) {
			t.Errorf("the database of schema %s was changed", version)
		}
	}
	if _, err := ReadPageViews(t.Context(), filepath.Join(t.TempDir(), "none.db"), "2026-11-22"); err == nil {
		t.Error("a database that is not there was read")
	}
}

func contentOf(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// Given years of views, what was counted lately is found without going through them.
func TestRecentViewsAreFoundByTheirDay(t *testing.T) {
	s := givenStore(t, givenRing(t))
	for _, query := range []string{sumViews, dropViews} {
		if plan := explained(t, s, query, []any{"2026-11-22"}); !strings.HasPrefix(plan[0], "SEARCH page_view USING PRIMARY KEY") {
			t.Errorf("%s: %v", query, plan)
		}
	}
}
