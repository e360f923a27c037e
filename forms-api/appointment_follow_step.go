package formsapi

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// AnyVersion lets a person's step be about the request as it is now.
const AnyVersion = 0

// A PersonStep is what a person does with their own request.
type PersonStep struct {
	Reference Reference
	Version   int   // of the request that was before their eyes, or AnyVersion
	Event     Event // EventRequest (another time), EventWait, EventAccept, EventRefuse, EventCancel or EventCorrect

	Slot string // for EventRequest: RFC 3339, as Slots gave it

	// For EventCorrect.
	Proof   string // see Details.Proves
	Phone   string
	Email   string
	Contact string
	Partial bool // what is empty stays as it was
}

// personEvents are what a person may ask for by name: whether a time is
// confirmed at once is the office's rule, not theirs.
var personEvents = []Event{EventRequest, EventWait, EventAccept, EventRefuse, EventCancel, EventCorrect}

// Step carries out what a person wants. It answers a *Problem: CodeNotFound,
// CodeConflict (the state or the version is another by now, or the place is
// taken: then with Alternatives), CodeInvalid, CodeForbidden (no proof). What is
// done already is no problem: pressing twice does no harm.
func (u *FollowAppointment) Step(ctx context.Context, p PersonStep) error {
	if !slices.Contains(personEvents, p.Event) {
		return &Problem{Code: CodeConflict, Key: "state-conflict"}
	}
	a, _, err := u.find(ctx, p.Reference)
	if err != nil {
		return err
	}
	if done, err := u.done(ctx, a, p); done || err != nil {
		return err
	}
	if err := u.asSeen(ctx, a, p.Version); err != nil {
		return err
	}
	if begun := a.Start != nil && a.State.HoldsPlace() && !a.Start.At.After(u.Now()); begun && p.Event != EventCorrect {
		return &Problem{Code: CodeConflict, Key: "error-appointment-begun"}
	}
	if p.Event == EventAccept {
		if err := u.stillHeld(ctx, a); err != nil {
			return err
		}
	}
	s, err := u.stepper().begin(a, u.event(a, p), ActorPerson, ByPublic)
	if err != nil {
		return u.expired(a, p, err)
	}
	if err := u.fill(s, p); err != nil {
		return err
	}
	return u.stepper().finish(ctx, s)
}

func (u *FollowAppointment) stepper() stepper {
	return stepper{catalogue: u.Catalogue, sealer: u.Sealer, store: u.Store, channels: u.Channels, now: u.Now, random: u.Random}
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

// event is the table's event: where the office confirms at once, asking for
// another time books it.
func (u *FollowAppointment) event(a Appointment, p PersonStep) Event {
	office, _ := u.Catalogue.Office(a.Office)
	if p.Event == EventRequest && office.Mode(a.Service) == ModeInstant && !a.SetAside {
		return EventBook
	}
	return p.Event
}

func (u *FollowAppointment) fill(s *step, p PersonStep) error {
	switch s.row.Event {
	case EventRequest, EventBook:
		return u.change(s, p)
	case EventWait:
		u.revive(s)
	case EventAccept:
		s.HoldUntil = time.Time{}
	case EventCorrect:
		return u.correct(s, p)
	}
	return nil
}

// change takes the place of another time.
func (u *FollowAppointment) change(s *step, p PersonStep) error {
	wrong := func(e FieldError) error { return Invalid([]FieldError{e}) }
	service, offered := u.Catalogue.Service(s.before.Service)
	if s.office.Zone == nil || !offered || !s.office.TakesRequests(service) {
		return wrong(FieldError{Field: "slot", Key: "error-slot-outside"})
	}
	if p.Slot == "" {
		return wrong(FieldError{Field: "slot", Key: "error-slot-missing"})
	}
	at, ok := ParseSlot(p.Slot)
	if !ok {
		return wrong(FieldError{Field: "slot", Key: "error-slot-invalid"})
	}
	claim, why := s.office.personClaim(s.rule(), s.before.People, at, s.now)
	if why != nil {
		return wrong(*why)
	}
	s.take(startAt(at, s.office.Zone), claim, s.rule())
	u.revive(s)
	return nil
}

// revive counts a request that was closed, and is live again, among those of its
// telephone and e-mail.
func (u *FollowAppointment) revive(s *step) {
	if !s.before.State.Live() {
		s.PerContact, s.Indexes = s.rule().PerContact, DetailIndexes(u.Sealer, s.details)
	}
}
