package formsapi

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
)

// MaxNote is the length of a colleague's note, in characters.
const MaxNote = 2000

// WorkAppointments is the use case of staff who move requests on.
type WorkAppointments struct {
	Catalogue Catalogue
	Sealer    Sealer
	Store     AppointmentStore
	Staff     StaffStore
	Now       func() time.Time
}

// A Decision is one step of staff with an appointment.
type Decision struct {
	ID      uuid.UUID
	Version int       // the version that the staff member had before their eyes
	Event   Event     // EventConfirm, EventDecline or EventAssign
	Start   string    // for EventConfirm: local wall time at the office, as LocalMinute
	Outside bool      // for EventConfirm: the office receives at Start all the same, outside its hours or in a closure
	Reason  string    // for EventDecline: a key of DeclineReasons
	Note    string    // for colleagues; optional
	To      uuid.UUID // for EventAssign: who works on it; uuid.Nil for nobody
}

// Decide carries a decision out. It answers a *Problem with CodeForbidden,
// CodeNotFound, CodeConflict (somebody was faster, or the state table has no
// such row) or CodeInvalid.
func (u *WorkAppointments) Decide(ctx context.Context, by Staff, d Decision) error {
	a, err := u.readable(ctx, by, d.ID)
	if err != nil {
		return err
	}
	if !by.May(WorkRequests, a.Office) {
		return &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	if _, err := OpenDetails(u.Sealer, a); err != nil { // nobody can know what they decide
		return &Problem{Code: CodeForbidden, Key: "request-unreadable"}
	}
	if d.Version != a.Version {
		return &Problem{Code: CodeConflict, Key: "state-conflict"}
	}
	planned, err := u.plan(ctx, by, a, d)
	if err != nil {
		return err
	}
	key, err := u.Sealer.OpenKey(a.ID, a.Key)
	if err != nil {
		return fmt.Errorf("opening the key of %s: %w", a.ID, err)
	}
	if planned.History.Sealed, err = SealHistory(key, planned.History, planned.details); err != nil {
		return err
	}
	if err := u.Store.ChangeAppointment(ctx, planned.AppointmentChange); err != nil {
		return fmt.Errorf("storing %s of %s: %w", d.Event, a.ID, err)
	}
	return nil
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

// A plannedChange is what a decision will store, while its event fills it in.
type plannedChange struct {
	AppointmentChange
	details HistoryDetails
	now     time.Time
}

func (u *WorkAppointments) plan(ctx context.Context, by Staff, a Appointment, d Decision) (plannedChange, error) {
	now := u.Now().UTC()
	p := plannedChange{now: now.Truncate(time.Millisecond)}
	id, err := newID(now, rand.Reader)
	if err != nil {
		return p, err
	}
	p.AppointmentChange = AppointmentChange{
		ID: a.ID, Version: a.Version, State: a.State, Start: a.Start, Assignee: a.Assignee, ClosedAt: a.ClosedAt,
		History: HistoryEntry{ID: id, At: p.now, By: by.ID.String(), Event: d.Event, From: a.State, To: a.State},
	}
	if p.details.Note, err = CleanText(d.Note); err != nil || Length(p.details.Note) > MaxNote {
		return p, Invalid([]FieldError{{Field: "note", Key: "note-too-long", Args: map[string]any{"Max": MaxNote}}})
	}
	switch d.Event {
	case EventConfirm:
		err = u.confirm(&p, a, d)
	case EventDecline:
		err = u.decline(&p, a, d)
	case EventAssign:
		err = u.assign(ctx, &p, a, d)
	default:
		err = &Problem{Code: CodeConflict, Key: "state-conflict"}
	}
	return p, err
}

// step moves the change along the state table.
func (p *plannedChange) step(a Appointment, event Event) error {
	to, ok := Next(a.State, event, ActorStaff)
	if !ok {
		return &Problem{Code: CodeConflict, Key: "state-conflict"}
	}
	p.State, p.History.To = to, to
	return nil
}

func (u *WorkAppointments) confirm(p *plannedChange, a Appointment, d Decision) error {
	if err := p.step(a, EventConfirm); err != nil {
		return err
	}
	office, known := u.Catalogue.Office(a.Office)
	if !known {
		return Invalid([]FieldError{{Field: "start", Key: "office-gone"}})
	}
	start, key := parseStart(d.Start, office.Zone, p.now)
	if key != "" {
		return Invalid([]FieldError{{Field: "start", Key: key}})
	}
	if why, outside := office.outsideHours(start.At); outside && !d.Outside {
		return Invalid([]FieldError{why})
	}
	p.Start, p.details.Start = start, start.Local
	p.Audit = NewAuditEntry(p.now, p.History.By, ActionConfirm, a.ID, a.Office)
	return nil
}

func (u *WorkAppointments) decline(p *plannedChange, a Appointment, d Decision) error {
	if err := p.step(a, EventDecline); err != nil {
		return err
	}
	if !slices.Contains(DeclineReasons, d.Reason) {
		return Invalid([]FieldError{{Field: "reason", Key: "reason-missing"}})
	}
	p.ClosedAt, p.details.Reason = p.now, d.Reason
	p.Audit = NewAuditEntry(p.now, p.History.By, ActionDecline, a.ID, a.Office)
	return nil
}

func (u *WorkAppointments) assign(ctx context.Context, p *plannedChange, a Appointment, d Decision) error {
	if d.To != uuid.Nil {
		p.details.To = d.To.String()
		colleague, err := u.Staff.StaffByID(ctx, d.To)
		if err != nil && CodeOf(err) != CodeNotFound {
			return fmt.Errorf("reading the colleague: %w", err)
		}
		if err != nil || !colleague.May(ReadRequests, a.Office) {
			return Invalid([]FieldError{{Field: "to", Key: "assignee-invalid"}})
		}
	}
	p.Assignee = d.To
	p.Audit = NewAuditEntry(p.now, p.History.By, ActionAssign, a.ID, a.Office)
	return nil
}
