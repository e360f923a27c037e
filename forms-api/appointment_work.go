package formsapi

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
)

// WorkAppointments is the use case of staff who move requests on.
type WorkAppointments struct {
	Catalogue Catalogue
	Sealer    Sealer
	Store     AppointmentStore
	Staff     StaffStore
	Channels  Channels
	Now       func() time.Time
	Projects  func() []Project // whose activities a request can be counted under; nil: none

	misfit misfitMemory
}

// A Decision is one step of staff with an appointment.
type Decision struct {
	ID      uuid.UUID
	Version int       // the version that the staff member had before their eyes
	Event   Event     // an event of the table that staff cause, or EventAssign
	Start   string    // for EventConfirm, EventPropose and EventMove: local wall time at the office, as LocalMinute; empty for EventConfirm: the time that is held
	Outside bool      // the office receives at Start all the same, outside its hours; over a closure it never does
	Reason  string    // for EventDecline: a key of DeclineReasons
	Instead string    // for EventDecline: the folder name of the office to go to; may be empty
	Note    string    // for colleagues; at most MaxNote characters; optional
	To      uuid.UUID // for EventAssign: who works on it, uuid.Nil for nobody; for EventFlag: who is asked to look

	// Of work within the office; see casework_decide.go.
	Urgency  string  // for EventUrgency: a name of Urgencies
	Due      string  // for EventDue: local wall time at the office, as LocalMinute; empty: by no time
	Outcome  Outcome // for EventFinish, needed; for EventAttend, optional: finishes it with the same step
	Referred string  // for OutcomeReferred: the folder name of an office, or the name of an organisation, at most MaxReferred characters
	Activity string  // for EventActivity: the id of a project's activity; empty: the service's own
}

// Decide carries a decision out. It answers a *Problem with CodeForbidden,
// CodeNotFound, CodeConflict (somebody was faster, the state table has no such
// row, or the place is taken: then with Alternatives) or CodeInvalid.
func (u *WorkAppointments) Decide(ctx context.Context, by Staff, d Decision) error {
	a, err := u.readable(ctx, by, d.ID)
	if err != nil {
		return err
	}
	if !by.May(stepPermission(d.Event), a.Office) {
		return &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	if d.Event.answers() { // AnswerRequests knows with which words
		return &Problem{Code: CodeConflict, Key: "state-conflict"}
	}
	if _, err := OpenDetails(u.Sealer, a); err != nil { // nobody can know what they decide
		return &Problem{Code: CodeForbidden, Key: "request-unreadable"}
	}
	if d.Version != a.Version && !(d.Version == AnyVersion && d.Event.asksToLook()) {
		return &Problem{Code: CodeConflict, Key: "state-conflict"}
	}
	d.Event = d.eventFrom(a.State)
	s, err := u.stepper().begin(a, d.Event, ActorStaff, by.ID.String())
	if err != nil {
		return err
	}
	if d.Event == EventUndo {
		err = u.undo(ctx, by, s)
	} else {
		err = u.fill(ctx, s, d)
	}
	if err != nil {
		return err
	}
	return u.store(ctx, s)
}

// stepPermission is what a step of staff takes. Who only notes may also say whether
// somebody came (a mediator is often the one who was there), ask a colleague to look,
// and take back what they have just done.
func stepPermission(e Event) Permission {
	if e == EventAttend || e == EventMiss || e == EventTell || e == EventUndo || e.asksToLook() {
		return NoteRequests
	}
	return WorkRequests
}

func (u *WorkAppointments) stepper() stepper {
	return stepper{catalogue: u.Catalogue, sealer: u.Sealer, store: u.Store, channels: u.Channels, now: u.Now, random: rand.Reader}
}

func (u *WorkAppointments) store(ctx context.Context, s *step) error {
	return u.stepper().finish(ctx, s)
}

// readable answers "not found" for what is not theirs: who may not read a
// request does not learn that it exists.
func (u *WorkAppointments) readable(ctx context.Context, by Staff, id uuid.UUID) (Appointment, error) {
	a, err := u.Store.Appointment(ctx, id)
	if err != nil {
		return a, fmt.Errorf("reading %s: %w", id, err)
	}
	if !by.May(ReadRequests, a.Office) {
		return a, &Problem{Code: CodeNotFound, Key: "not-found"}
	}
	return a, nil
}

// fill puts what was decided into the step.
func (u *WorkAppointments) fill(ctx context.Context, s *step, d Decision) (err error) {
	if s.words.Note, err = cleanNote(d.Note); err != nil {
		return err
	}
	switch {
	case s.row.Place == PlaceTake:
		return u.agree(s, d)
	case d.Event == EventDecline:
		return u.decline(s, d)
	case d.Event == EventAssign:
		return u.assign(ctx, s, d)
	case d.Event == EventMiss:
		return s.mark()
	case d.Event == EventAttend:
		if err := s.mark(); err != nil || d.Outcome == "" {
			return err
		}
		return s.outcome(d)
	}
	return u.work(ctx, s, d)
}

// agree takes the place of the time that staff agreed on or offer. A request
// that is confirmed without another time gets the one that it asked for.
func (u *WorkAppointments) agree(s *step, d Decision) error {
	if s.office.Zone == nil {
		return Invalid([]FieldError{{Field: "start", Key: "office-gone"}})
	}
	if d.Start == "" && d.Event == EventConfirm && s.before.Start != nil {
		d.Start = s.before.Start.Local
	}
	start, key := parseStart(d.Start, s.office.Zone, s.now)
	if key != "" {
		return Invalid([]FieldError{{Field: "start", Key: key}})
	}
	if s.unchanged(*start) {
		return Invalid([]FieldError{{Field: "start", Key: "start-unchanged"}})
	}
	rule := s.rule()
	claim := s.office.staffClaim(rule, s.before.People, start.At)
	s.suits = s.office.suitsStart(start.At, d.Outside)
	if err := s.suits(claim.expectedMinutes()); err != nil {
		return err
	}
	s.take(*start, claim, rule)
	return nil
}

// unchanged tells whether a confirmed appointment would be moved to the time it
// has: the person would be told of a change that there is none of.
func (s *step) unchanged(start Start) bool {
	return s.before.State == Confirmed && s.row.To == Confirmed && s.before.Start != nil && s.before.Start.At.Equal(start.At)
}

// rule is the office's rule for the service, or its general one where the
// service is not offered any more.
func (s *step) rule() BookingRule {
	if s.office.Offers(s.before.Service) {
		return s.office.Rule(s.before.Service)
	}
	return s.office.Booking.Rule
}

// mark refuses to say that somebody came before the day has come.
func (s *step) mark() error {
	if s.before.Start != nil && s.zoneDay(s.before.Start.At) > s.zoneDay(s.now) {
		return &Problem{Code: CodeConflict, Key: "appointment-not-yet"}
	}
	return nil
}

func (s *step) zoneDay(t time.Time) Date { return DateOf(t.In(s.zone())) }

func (u *WorkAppointments) decline(s *step, d Decision) error {
	if !slices.Contains(DeclineReasons, d.Reason) {
		return Invalid([]FieldError{{Field: "reason", Key: "reason-missing"}})
	}
	if d.Instead != "" {
		if _, known := u.Catalogue.Office(d.Instead); !known {
			return Invalid([]FieldError{{Field: "instead", Key: "error-office-unknown"}})
		}
	}
	s.words.Reason, s.words.Instead = d.Reason, d.Instead
	return nil
}

func (u *WorkAppointments) assign(ctx context.Context, s *step, d Decision) error {
	if d.To != uuid.Nil {
		if err := u.mayRead(ctx, d.To, s.before.Office); err != nil {
			return err
		}
		s.words.To = d.To.String()
	}
	s.Assignee = d.To
	return nil
}
