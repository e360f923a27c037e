package formsapi

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// MoveOn moves on whoever has a time in a closure that the desk has made all the
// same: who booked while it was being made, and who Close did not get to. Each is
// offered another time. It returns how many it moved on, and in the error why it
// could not move on others. Who was given a time there since by staff keeps it.
func (u *CloseOffice) MoveOn(ctx context.Context) (moved int, err error) {
	var failed []error
	for _, o := range u.Catalogue.Offices() {
		n, err := u.moveOnAt(ctx, o)
		moved += n
		failed = append(failed, err)
	}
	return moved, errors.Join(failed...)
}

func (u *CloseOffice) moveOnAt(ctx context.Context, o Office) (moved int, err error) {
	made, err := u.Overlay.Closures(ctx, o.ID)
	if err != nil {
		return 0, fmt.Errorf("reading the desk's closures: %w", err)
	}
	today := WallTimeAt(u.Now(), o.Zone)
	made = slices.DeleteFunc(made, func(c Closure) bool { return c.Until <= today })
	closed := o
	for _, c := range made {
		closed = closed.Closed(c)
	}
	var failed []error
	for _, c := range made {
		by, hit, err := u.left(ctx, o, c)
		if len(hit) > 0 {
			report := u.moving(closed, true).all(ctx, by, hit)
			moved += report.Offered + report.Cancelled
			err = errors.Join(err, report.Failures)
		}
		failed = append(failed, err)
	}
	return moved, errors.Join(failed...)
}

// left are the appointments to come that a closure takes and that staff did not
// put there knowing of it, and who made the closure.
func (u *CloseOffice) left(ctx context.Context, o Office, c Closure) (by string, left []Appointment, err error) {
	hit, err := affected(ctx, u.Store, o, c)
	hit = slices.DeleteFunc(hit, func(a Appointment) bool { return !a.Start.At.After(u.Now()) })
	if err != nil || len(hit) == 0 {
		return "", nil, err
	}
	made, err := u.Store.LastAudit(ctx, ActionClose, o.ID, c.span())
	if CodeOf(err) == CodeNotFound { // written by hand: nobody asked to move people on
		return "", nil, nil
	}
	if err != nil {
		return "", nil, fmt.Errorf("reading who closed %s: %w", o.ID, err)
	}
	for _, a := range hit {
		placed, err := placedBy(ctx, u.Store, a)
		if err != nil {
			return "", nil, err
		}
		if placed.By == ByPublic || placed.At.Before(made.At) {
			left = append(left, a)
		}
	}
	return made.By, left, nil
}

// placedBy is what gave an appointment the time that it has.
func placedBy(ctx context.Context, store AppointmentStore, a Appointment) (last HistoryEntry, err error) {
	history, err := store.AppointmentHistory(ctx, a.ID)
	if err != nil {
		return last, fmt.Errorf("reading the history of %s: %w", a.ID, err)
	}
	placing := []Event{EventRequest, EventBook, EventPropose, EventConfirm, EventMove}
	for _, h := range history {
		if slices.Contains(placing, h.Event) {
			last = h
		}
	}
	return last, nil
}

// affected are the appointments with a place that a closure takes.
func affected(ctx context.Context, store AppointmentStore, o Office, c Closure) ([]Appointment, error) {
	from, until := c.From.instant(o.Zone).Add(-MaxSlot*time.Minute), c.Until.instant(o.Zone)
	near, err := store.AppointmentsStarting(ctx, o.ID, from, until, Requested, Proposed, Confirmed)
	if err != nil {
		return nil, fmt.Errorf("reading the appointments in a closure: %w", err)
	}
	return slices.DeleteFunc(near, func(a Appointment) bool {
		start := WallTimeAt(a.Start.At, o.Zone)
		return start >= c.Until || start+WallTime(max(1, a.Minutes)) <= c.From
	}), nil
}
