package main

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

var (
	errFull    = errors.New("the disk is full")
	errTrouble = errors.New("trouble of another kind")
)

// Given a failure that every visitor meets, the log has it once a minute.
func TestTheSameFailureIsLoggedOnceAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var written bytes.Buffer
		log := slog.New(newOnceLog(slog.NewTextHandler(&written, nil)))
		for minute := range 3 {
			for visitor := range 50 {
				log.With("minute", minute).Error("a request failed",
					"error", fmt.Errorf("storing request %d: %w: %w", visitor, errTrouble, errFull))
			}
			time.Sleep(time.Minute)
		}
		log.Error("a request failed", "error", errTrouble)
		log.Error("the site could not be built", "error", errFull)
		log.Info("a request failed", "error", errFull)
		log.Info("a request failed", "error", errFull)
		want := map[string]int{"storing request": 3, "storing request 0:": 3, "level=ERROR": 5, "level=INFO": 2}
		for text, times := range want {
			if got := strings.Count(written.String(), text); got != times {
				t.Errorf("%q is logged %d times, not %d", text, got, times)
			}
		}
	})
}

func TestWhoSearchesSeesEveryFailure(t *testing.T) {
	var written bytes.Buffer
	log := slog.New(newOnceLog(slog.NewTextHandler(&written, &slog.HandlerOptions{Level: slog.LevelDebug})))
	for range 3 {
		log.Error("a request failed", "error", errFull)
	}
	if got := strings.Count(written.String(), "level=DEBUG"); got != 2 {
		t.Errorf("%d repetitions are logged for debugging, not 2", got)
	}
}

// Given causes without number, those that were told are forgotten before they
// fill the memory.
func TestCausesAreForgotten(t *testing.T) {
	told := &told{at: map[string]time.Time{}}
	for i := range 10 * onceCauses {
		told.lately(fmt.Sprint(i), time.Time{}.Add(time.Hour))
	}
	if n := len(told.at); n > onceCauses {
		t.Errorf("%d causes are remembered", n)
	}
}
