package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// startProgram starts the program on the common town, whose site is built once
// for all tests, with a database of its own.
func startProgram(t *testing.T) *Program {
	t.Helper()
	return startUnlimited(t, unchanged(t))
}

// startIn starts the program on a town's folder that the test may change.
func startIn(t *testing.T, town string) *Program {
	t.Helper()
	dir := t.TempDir()
	return startUnlimited(t, folders{site: town, data: filepath.Join(dir, "var"), keys: filepath.Join(dir, "keys.toml")})
}

// startUnlimited starts the program on a port of its own and with no limits: one
// address sends the whole suite's forms.
func startUnlimited(t *testing.T, f folders) *Program {
	t.Helper()
	return startAt(t, f, nil)
}

// startAt is startUnlimited by a clock; nil: the machine's.
func startAt(t *testing.T, f folders, clock func() time.Time) *Program {
	t.Helper()
	p, stop, err := runWith(settings{folders: f, listen: "127.0.0.1:0", now: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// startSite is startProgram for a test that needs only its address, without a
// slash at the end.
func startSite(t *testing.T) string {
	t.Helper()
	return "http://" + startProgram(t).Addr()
}

// The suite hears what scripts complain of, so that its silence means something.
func TestBrowserHearsTheConsole(t *testing.T) {
	tab := newTab(t, browser(t), "http://127.0.0.1", widths[0])
	evaluate[bool](tab, `console.error("a complaint", 42); console.log("a note"); true`)
	tab.mu.Lock()
	defer tab.mu.Unlock()
	if len(tab.problems) != 1 || !strings.Contains(tab.problems[0], "a complaint") {
		t.Errorf("heard were %q, want the complaint alone", tab.problems)
	}
}
