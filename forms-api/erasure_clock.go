package formsapi

import (
	"context"
	"fmt"
	"time"
)

// A machine that boots with a wrong clock must not erase a register: no backup
// brings back what the ledger has. The clock is believed where people have used the
// program lately, by that same clock, and not only just now: what was written while
// the clock was wrong says nothing of it.
const (
	clockAhead   = 3 * 24 * time.Hour
	clockSettled = 12 * time.Hour
)

// UseStore knows when people used the program.
type UseStore interface {
	// LastUse is when the last entry of the audit log from before an instant was
	// written that somebody caused, at the desk or on the site: neither time nor a
	// command. It is zero where there is none.
	LastUse(ctx context.Context, before time.Time) (time.Time, error)
}

// A ClockError says that nothing is erased, since the clock may be wrong. An office
// that was shut for days gets it too: it ends by itself half a day after somebody has
// signed in or sent something.
type ClockError struct{ Now, Last time.Time }

// Error names days, so that it is the same all day long: who looks again each minute
// reports it once.
func (e *ClockError) Error() string {
	return fmt.Sprintf("nothing is erased: the clock says %s, and nobody has used the program since %s; set the clock if it is wrong, otherwise erasing goes on half a day after somebody has signed in",
		e.Now.UTC().Format(time.DateOnly), e.Last.UTC().Format(time.DateOnly))
}

// trustClock answers a *ClockError where the clock is far ahead of what people did.
func trustClock(ctx context.Context, store UseStore, now time.Time) error {
	last, err := store.LastUse(ctx, now.Add(-clockSettled))
	switch {
	case err != nil:
		return fmt.Errorf("reading when the program was used last: %w", err)
	case last.IsZero() || now.Sub(last) <= clockAhead: // zero: all there is, is new
		return nil
	}
	return &ClockError{Now: now, Last: last}
}
