package formsapi

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"
)

// PassTime is the use case of nobody: what must happen because a time is over.
type PassTime struct {
	Catalogue Catalogue
	Sealer    Sealer
	Store     AppointmentStore
	Channels  Channels
	Now       func() time.Time
	Random    io.Reader // cryptographic
}

// expirePage is how many holds are read in one go.
const expirePage = 100

// Expire gives back the places whose hold is over, and tells the people. It
// returns how many it gave back. A request that cannot be read stays as it is,
// and is in the error; one that changed meanwhile is left alone. A hold that the
// facts of now let end later, since the office was closed meanwhile, is put off.
func (u *PassTime) Expire(ctx context.Context) (expired int, err error) {
	var failed []error
	for after := (Hold{}); ; {
		over, err := u.Store.HoldsOver(ctx, u.Now(), after, expirePage)
		if err != nil {
			return expired, errors.Join(append(failed, fmt.Errorf("reading what is held too long: %w", err))...)
		}
		for _, a := range over {
			done, err := u.expire(ctx, a)
			switch {
			case err == nil && done:
				expired++
			case err != nil && CodeOf(err) != CodeConflict:
				failed = append(failed, fmt.Errorf("ending the hold of %s: %w", a.ID, err))
			}
			after = Hold{Until: a.HoldUntil, ID: a.ID}
		}
		if len(over) < expirePage {
			return expired, errors.Join(failed...)
		}
	}
}

// expire ends a hold, or puts it off.
func (u *PassTime) expire(ctx context.Context, a Appointment) (done bool, err error) {
	until, err := heldUntil(ctx, u.Catalogue, u.Store, a)
	if err != nil {
		return false, err
	}
	if until.After(u.Now()) {
		return false, putOffHold(ctx, u.Store, a, until, u.Now())
	}
	steps := stepper{catalogue: u.Catalogue, sealer: u.Sealer, store: u.Store, channels: u.Channels, now: u.Now, random: u.Random}
	s, err := steps.begin(a, EventExpire, ActorTime, ByTime)
	if err != nil {
		return false, err
	}
	return true, steps.finish(ctx, s)
}
