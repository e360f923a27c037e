package main

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"
)

// Bounds of what a onceLog remembers.
const (
	onceEvery  = time.Minute
	onceCauses = 100
)

// A onceLog passes an error on once a minute for each cause, and what repeats it
// as a debug line: while the disk is full every visitor fails for the same
// reason, and a log that they can fill hides that reason.
type onceLog struct {
	slog.Handler
	told *told
}

func newOnceLog(to slog.Handler) slog.Handler {
	return onceLog{to, &told{at: map[string]time.Time{}}}
}

// told is when which cause was passed on.
type told struct {
	mu sync.Mutex
	at map[string]time.Time
}

// Handle lowers the level of an error that was told a moment ago (slog.Handler).
func (l onceLog) Handle(ctx context.Context, r slog.Record) error {
	if r.Level >= slog.LevelError && l.told.lately(causeOf(r), r.Time) {
		r.Level = slog.LevelDebug
		if !l.Enabled(ctx, r.Level) {
			return nil
		}
	}
	return l.Handler.Handle(ctx, r)
}

// WithAttrs and WithGroup share what was told (slog.Handler).
func (l onceLog) WithAttrs(attrs []slog.Attr) slog.Handler {
	return onceLog{l.Handler.WithAttrs(attrs), l.told}
}

// WithGroup is as WithAttrs.
func (l onceLog) WithGroup(name string) slog.Handler {
	return onceLog{l.Handler.WithGroup(name), l.told}
}

// lately tells whether a cause was told within the last minute; if not, it is now.
func (t *told) lately(cause string, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if at, known := t.at[cause]; known && now.Sub(at) < onceEvery {
		return true
	}
	if len(t.at) >= onceCauses {
		clear(t.at)
	}
	t.at[cause] = now
	return false
}

// causeOf is the sentence with the innermost error: what wraps it names the
// record that was asked for, and differs from visitor to visitor.
func causeOf(r slog.Record) string {
	cause := r.Message
	r.Attrs(func(a slog.Attr) bool {
		if err, ok := a.Value.Any().(error); ok {
			cause += ": " + innermost(err).Error()
		}
		return true
	})
	return cause
}

func innermost(err error) error {
	for {
		next := errors.Unwrap(err)
		if several, ok := err.(interface{ Unwrap() []error }); ok {
			if all := several.Unwrap(); len(all) > 0 {
				next = all[len(all)-1]
			}
		}
		if next == nil {
			return err
		}
		err = next
	}
}
