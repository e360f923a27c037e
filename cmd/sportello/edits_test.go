package main

import (
	"log/slog"
	"path/filepath"
	"testing"
	"time"
)

// An edit in a folder is told within moments, also beside a folder that is gone; where the
// system tells nothing, listening does no harm.
func TestTheSystemTellsOfEdits(t *testing.T) {
	dir := t.TempDir()
	e := newEdits(slog.New(slog.DiscardHandler))
	defer e.close()
	if e.system == nil {
		t.Skip("this system does not tell of edits")
	}
	e.in([]string{dir, filepath.Join(dir, "not there")})
	for range 100 {
		writeFile(t, filepath.Join(dir, "index.it.md"), "parole")
	}
	select {
	case <-e.hints:
	case <-time.After(time.Minute):
		t.Fatal("nobody tells of the edit")
	}

	deaf := &edits{log: e.log, hints: make(chan struct{}, 1)}
	deaf.in([]string{dir})
	deaf.close()
}
