package main

import (
	"path/filepath"
	"testing"
)

// startProgram starts the program on the real content, on a port of its own
// and with no limits: one address sends the whole suite's forms.
func startProgram(t *testing.T) *Program {
	t.Helper()
	dir := t.TempDir()
	p, stop, err := runWith(settings{
		folders: folders{site: "../..", data: filepath.Join(dir, "var"), keys: filepath.Join(dir, "keys.toml")},
		listen:  "127.0.0.1:0",
	})
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
