package formsapi

import (
	"context"
	"fmt"
	"slices"
)

// done says whether a step was carried out already.
func (u *FollowAppointment) done(ctx context.Context, a Appointment, p PersonStep) (bool, error) {
	switch p.Event {
	case EventRequest:
		at, ok := ParseSlot(p.Slot)
		return ok && (a.State == Requested || a.State == Confirmed) && a.Start != nil && a.Start.At.Equal(at), nil
	case EventCancel:
		return a.State == CancelledByPerson, nil
	case EventAccept:
		return u.accepted(ctx, a, p)
	case EventRefuse, EventWait:
		return a.State == Waiting, nil
	}
	return false, nil
}

// accepted says whether it was this offer that the person took: staff may have
// agreed on another time meanwhile, to which nobody said yes.
func (u *FollowAppointment) accepted(ctx context.Context, a Appointment, p PersonStep) (bool, error) {
	if a.State != Confirmed {
		return false, nil
	}
	events, err := u.Store.AppointmentHistory(ctx, a.ID)
	if err != nil {
		return false, fmt.Errorf("reading the history of %s: %w", a.ID, err)
	}
	if p.Version != AnyVersion { // a version's entry is the one that led to it
		return p.Version < len(events) && events[p.Version].Event == EventAccept, nil
	}
	events = slices.DeleteFunc(notUndone(events), func(e HistoryEntry) bool { return e.Event.MovesWork() })
	return len(events) > 0 && events[len(events)-1].Event == EventAccept, nil
}

// inTime refuses a step that comes too late for the request as it is now.
func (u *FollowAppointment) inTime(ctx context.Context, a Appointment, p PersonStep) error {
	if err := u.asSeen(ctx, a, p.Version); err != nil {
		return err
	}
	if begun := a.Start != nil && a.State.HoldsPlace() && !a.Start.At.After(u.Now()); begun && p.Event != EventCorrect {
		return &Problem{Code: CodeConflict, Key: "error-appointment-begun"}
	}
	if p.Event == EventAccept {
		return u.stillHeld(ctx, a)
	}
	return nil
}

// asSeen refuses a step about a request that has changed since. What staff do with it
// among themselves changes nothing for the person, who is told nothing of it.
func (u *FollowAppointment) asSeen(ctx context.Context, a Appointment, version int) error {
	if version == AnyVersion || version == a.Version {
		return nil
	}
	events, err := u.Store.AppointmentHistory(ctx, a.ID)
	if err != nil {
		return fmt.Errorf("reading the history of %s: %w", a.ID, err)
	}
	since := events[min(max(version, 0), len(events)):]
	if version > a.Version || slices.ContainsFunc(since, func(e HistoryEntry) bool { return !e.Event.MovesWork() || e.Event == EventUndo }) {
		return &Problem{Code: CodeConflict, Key: "state-conflict"}
	}
	return nil
}

// stillHeld refuses to accept an offer that is over. One that is over only as it
// was set, since the office was closed meanwhile, is about to be put off.
func (u *FollowAppointment) stillHeld(ctx context.Context, a Appointment) error {
	if a.HoldUntil.IsZero() || !a.HoldUntil.Before(u.Now()) {
		return nil
	}
	until, err := heldUntil(ctx, u.Catalogue, u.Store, a)
	if err == nil && until.Before(u.Now()) {
		return &Problem{Code: CodeConflict, Key: "error-offer-expired"}
	}
	return err
}

// expired says of an offer that is gone why it cannot be taken.
func (u *FollowAppointment) expired(a Appointment, p PersonStep, err error) error {
	if CodeOf(err) == CodeConflict && a.State == Expired && (p.Event == EventAccept || p.Event == EventRefuse) {
		return &Problem{Code: CodeConflict, Key: "error-offer-expired"}
	}
	return err
}
