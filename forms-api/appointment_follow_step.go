package formsapi

import (
	"context"
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
	if err := u.inTime(ctx, a, p); err != nil {
		return err
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
