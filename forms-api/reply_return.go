package formsapi

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// undeliveredPage is how many requests are put back in one go.
const undeliveredPage = 100

// ReturnUndelivered puts back to the desk what was written and did not arrive: its
// turn, due today, with an entry of the history that says why. It returns how many it
// put back. One that cannot be read stays as it is, and is in the error; one that
// changed meanwhile is put back the next time.
func (u *PassTime) ReturnUndelivered(ctx context.Context) (returned int, err error) {
	all, err := u.Store.Undelivered(ctx, undeliveredPage)
	if err != nil {
		return 0, fmt.Errorf("reading which answers did not arrive: %w", err)
	}
	var failed []error
	for _, a := range all {
		switch err := u.putBack(ctx, a); {
		case err == nil:
			returned++
		case CodeOf(err) != CodeConflict:
			failed = append(failed, fmt.Errorf("putting %s back: %w", a.ID, err))
		}
	}
	return returned, errors.Join(failed...)
}

// An UndeliveredReply is a request with an answer that was given up, and that nobody
// knows of yet.
type UndeliveredReply struct {
	Appointment
	At time.Time // when it was given up
}

func (u *PassTime) putBack(ctx context.Context, a UndeliveredReply) error {
	now := func() time.Time { // not before it failed, also if a clock was set back: the store looks for later entries
		if t := u.Now(); t.After(a.At) {
			return t
		}
		return a.At
	}
	steps := stepper{catalogue: u.Catalogue, sealer: u.Sealer, store: u.Store, channels: u.Channels, now: now, random: u.Random}
	s, err := steps.begin(a.Appointment, EventUndelivered, ActorTime, ByTime)
	if err != nil {
		return err
	}
	s.Casework = s.returned(s.before.Casework)
	return steps.finish(ctx, s)
}
