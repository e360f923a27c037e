//go:build unix

package site_test

import (
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// Given a pipe among the pages, which nobody writes into: it is no page, and whoever
// checks the site does not wait for it.
func TestAPipeIsNoPage(t *testing.T) {
	b, town := village(t)
	if err := syscall.Mkfifo(filepath.Join(town, "content", "pipe.it.md"), 0o600); err != nil {
		t.Skip("no pipes here:", err)
	}
	done := make(chan error, 1)
	go func() {
		_, err := b.CheckWords()
		done <- err
	}()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(time.Minute):
		t.Fatal("the check waits for the pipe")
	}
}
