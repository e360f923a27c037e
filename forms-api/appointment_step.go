package formsapi

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"
)

// A step is one event of an appointment, while what it stores is prepared. All
// who can cause events (person, staff, time) go through it, and so through the
// state table.
type step struct {
	AppointmentChange
	before  Appointment
	row     Transition
	words   HistoryDetails
	details Details
	office  Office                  // zero where the catalogue has it no more
	suits   func(minutes int) error // what is wrong with the new time for so long; nil: nothing can be
	now     time.Time
}

// newStep finds the row of the table, or answers CodeConflict: the state has
// changed meanwhile, or never allowed it.
func newStep(a Appointment, event Event, by Actor, name string, now time.Time, random io.Reader) (*step, error) {
	row, ok := Next(a.State, event, by)
	if event.workOf(by) {
		row, ok = Transition{From: a.State, Event: event, By: by, To: a.State, Place: PlaceKeep}, true
	}
	if !ok {
		return nil, &Problem{Code: CodeConflict, Key: "state-conflict"}
	}
	id, err := newID(now, random)
	if err != nil {
		return nil, err
	}
	at := now.UTC().Truncate(time.Millisecond)
	s := &step{before: a, row: row, now: at}
	s.AppointmentChange = AppointmentChange{
		ID: a.ID, Version: a.Version, State: row.To, Start: a.Start, Minutes: a.Minutes, HoldUntil: a.HoldUntil,
		Assignee: a.Assignee, ClosedAt: closedAt(a, row.To, at), Place: row.Place, Casework: a.Casework,
		History: HistoryEntry{ID: id, At: at, By: name, Event: event, From: a.State, To: row.To},
		Audit:   NewAuditEntry(at, name, actions[event], a.ID, a.Office),
	}
	if row.Place == PlaceFree || row.Place == PlaceNone {
		s.free()
	}
	if by == ActorStaff && event.undoable() {
		s.KeepUntil = at.Add(UndoFor)
	}
	return s, nil
}

// free gives the place back. When somebody came, or did not, stays known.
func (s *step) free() {
	s.HoldUntil = time.Time{}
	if !s.row.keepsStart() {
		s.Start, s.Minutes = nil, 0
	}
}

// keepsStart says of a state without a place whether it is about a time all the same.
func keepsStart(s State) bool {
	return s == Attended || s == NotAttended || s == CancelledByPerson || s == CancelledByOffice
}

// keepsStart says of a row without a place whether it leaves what it is about: who
// was helped there and then has no time any more.
func (t Transition) keepsStart() bool { return keepsStart(t.To) && t.Event != EventRecord }

// closedAt is when there was nothing left to do.
func closedAt(a Appointment, to State, now time.Time) time.Time {
	switch {
	case to.Live():
		return time.Time{}
	case a.ClosedAt.IsZero():
		return now
	}
	return a.ClosedAt
}

// take asks for the place of a claim that begins at a start.
func (s *step) take(start Start, claim Claim, rule BookingRule) {
	s.Start, s.Claim = &start, &claim
	s.Minutes = claim.expectedMinutes()
	s.HoldUntil = s.office.holdIn(s.State, rule, s.now, start.At)
}

// expectedMinutes is how long the claim takes if nobody is in the way.
func (c Claim) expectedMinutes() int {
	got, _ := c.Allocate(Occupancy{})
	return got.Minutes
}

// seal closes the step: its words, and what the person is told.
func (s *step) seal(sealer Sealer, channels Channels, random io.Reader) error {
	key, err := sealer.OpenKey(s.ID, s.before.Key)
	if err != nil {
		return fmt.Errorf("opening the key of %s: %w", s.ID, err)
	}
	s.work()
	l := letter{appointment: s.after(), details: s.details, key: key, zone: s.zone(), reason: s.words, was: s.before.Start}
	l.heard = &Heard{State: s.before.State, Start: s.before.Start}
	s.Tell = channels.telling(l, s.History, s.row, s.now, random).onlyIf(s.suits)
	s.Untold = l.untold
	if s.History.Sealed, s.Messages, err = s.Tell(s.Minutes); err == nil && s.row.Event == EventCorrect {
		s.Renewed, err = channels.renewed(l, s.now, random)
	}
	return err
}

// after is the appointment as the step leaves it.
func (s *step) after() Appointment {
	a := s.before
	a.State, a.Start, a.Minutes, a.HoldUntil = s.State, s.Start, s.Minutes, s.HoldUntil
	a.Assignee, a.ClosedAt, a.Version = s.Assignee, s.ClosedAt, s.Version+1
	a.Casework = s.Casework
	return a
}

func (s *step) zone() *time.Location {
	if s.office.Zone != nil {
		return s.office.Zone
	}
	return time.UTC
}

// startAt is an instant as an appointment keeps it.
func startAt(at time.Time, zone *time.Location) Start {
	return Start{At: at.UTC(), Local: at.In(zone).Format(LocalMinute), Zone: zone.String()}
}

// A stepper is what every use case that changes appointments needs.
type stepper struct {
	catalogue Catalogue
	sealer    Sealer
	store     AppointmentStore
	channels  Channels
	now       func() time.Time
	random    io.Reader
}

// begin opens an appointment for an event.
func (u stepper) begin(a Appointment, event Event, by Actor, name string) (*step, error) {
	d, err := OpenDetails(u.sealer, a)
	if err != nil {
		return nil, err
	}
	s, err := newStep(a, event, by, name, u.now(), u.random)
	if err != nil {
		return nil, err
	}
	s.details = d
	s.office, _ = u.catalogue.Office(a.Office)
	return s, nil
}

// finish stores a step. Who wanted a place that is taken is told which are free.
func (u stepper) finish(ctx context.Context, s *step) error {
	if err := s.seal(u.sealer, u.channels, u.random); err != nil {
		return err
	}
	err := u.store.ChangeAppointment(ctx, s.AppointmentChange)
	if errors.Is(err, ErrPlaceTaken) {
		slots := &Slots{Catalogue: u.catalogue, Store: u.store, Now: u.now}
		return slots.taken(ctx, SlotQuery{Office: s.before.Office, Service: s.before.Service, People: s.before.People, Staff: s.row.By == ActorStaff}, s.Start.At)
	}
	if err != nil {
		return fmt.Errorf("storing %s of %s: %w", s.row.Event, s.ID, err)
	}
	return nil
}
