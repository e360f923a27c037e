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
// offered another time, or only told, as who closed the office wanted it. It
// returns how many it moved on, and in the error why it could not move on others.
// Who was given a time there since by staff keeps it.
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
	closures, closed, err := u.closed(ctx, o)
	if err != nil {
		return 0, err
	}
	var failed []error
	for _, c := range closures {
		how, left, err := u.left(ctx, o, c)
		if len(left) > 0 {
			report := u.moving(closed, how.offer).all(ctx, how.By, left)
			moved += report.Offered + report.Cancelled
			err = errors.Join(err, report.Failures)
		}
		failed = append(failed, err)
	}
	return moved, errors.Join(failed...)
}

// left are the appointments to come that a closure takes and that staff did not
// put there knowing of it, and how the closure was made.
func (u *CloseOffice) left(ctx context.Context, o Office, c Closure) (how howClosed, left []Appointment, err error) {
	hit, err := comingDuring(ctx, u.Store, o, c, u.Now())
	if err != nil || len(hit) == 0 {
		return how, nil, err
	}
	how, err = u.howClosed(ctx, o.ID, c)
	if err != nil || how.At.IsZero() { // written by hand: nobody asked to move people on
		return how, nil, err
	}
	for _, a := range hit {
		placed, err := placedBy(ctx, u.Store, a)
		if err != nil {
			return how, nil, err
		}
		if placed.By == ByPublic || placed.At.Before(how.At) {
			left = append(left, a)
		}
	}
	return how, left, nil
}

// howClosed is how somebody made a closure, as the audit log has it.
type howClosed struct {
	AuditEntry
	offer bool
}

// howClosed is how a closure was made, the last time if more than once; the zero
// one if nobody of the desk did.
func (u *CloseOffice) howClosed(ctx context.Context, office string, c Closure) (last howClosed, err error) {
	for _, offer := range []bool{true, false} {
		entry, err := u.Store.LastAudit(ctx, ActionClose, office, Closing{Closure: c, Offer: offer}.account())
		switch {
		case CodeOf(err) == CodeNotFound:
			continue
		case err != nil:
			return howClosed{}, fmt.Errorf("reading who closed %s: %w", office, err)
		case entry.At.After(last.At):
			last = howClosed{entry, offer}
		}
	}
	return last, nil
}

// placedBy is what gave an appointment the time that it has.
func placedBy(ctx context.Context, store AppointmentStore, a Appointment) (last HistoryEntry, err error) {
	history, err := store.AppointmentHistory(ctx, a.ID)
	if err != nil {
		return last, fmt.Errorf("reading the history of %s: %w", a.ID, err)
	}
	placing := []Event{EventRequest, EventBook, EventPropose, EventConfirm, EventMove}
	for _, h := range notUndone(history) {
		if slices.Contains(placing, h.Event) {
			last = h
		}
	}
	return last, nil
}

// longest is how long an appointment takes at most: a group's, one after the other.
const longest = MaxPeople * 2 * MaxSlot * time.Minute

// comingDuring are the appointments with a place that a closure takes, and that have
// not begun: whoever came this morning is told nothing when the office closes at noon.
func comingDuring(ctx context.Context, store AppointmentStore, o Office, c Closure, now time.Time) ([]Appointment, error) {
	from, until := c.From.instant(o.Zone).Add(-longest), c.Until.instant(o.Zone)
	near, err := store.AppointmentsStarting(ctx, o.ID, from, until, StatesThat(State.HoldsPlace)...)
	if err != nil {
		return nil, fmt.Errorf("reading the appointments in a closure: %w", err)
	}
	return slices.DeleteFunc(near, func(a Appointment) bool {
		start := WallTimeAt(a.Start.At, o.Zone)
		return !a.Start.At.After(now) || start >= c.Until || start+WallTime(max(1, a.Minutes)) <= c.From
	}), nil
}
