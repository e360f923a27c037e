package formsapi

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// putOffHolds makes those holds at an office end later that count hours in which it
// is closed now: the desk's queues go by what is stored, and say what the person's
// page says.
func (m *moving) putOffHolds(ctx context.Context, office string) error {
	now := m.now()
	held, err := m.store.AppointmentsStarting(ctx, office, now, LastStartDay(now).AddDate(0, 0, 2), Requested, Proposed)
	if err != nil {
		return fmt.Errorf("reading what is held at %s: %w", office, err)
	}
	var failed []error
	for _, a := range held {
		until, err := heldUntil(ctx, m.catalogue, m.store, a)
		if err == nil && until.After(a.HoldUntil) {
			err = putOffHold(ctx, m.store, a, until, now)
		}
		if err != nil {
			failed = append(failed, fmt.Errorf("putting the hold of %s off: %w", a.ID, err))
		}
	}
	return errors.Join(failed...)
}

// putOffHold makes a hold end later, and keeps account of it.
func putOffHold(ctx context.Context, store AppointmentStore, a Appointment, until, now time.Time) error {
	return store.PutOffHold(ctx, a.ID, a.Version, until, putOffEntry(now.UTC(), a, until))
}
