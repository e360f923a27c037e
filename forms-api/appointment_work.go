package formsapi

import (
	"context"
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
	change, details, err := u.plan(ctx, by, a, d)
	if err != nil {
		return err
	}
	key, err := u.Sealer.OpenKey(a.ID, a.Key)
	if err != nil {
		return fmt.Errorf("opening the key of %s: %w", a.ID, err)
	}
	if change.History.Sealed, err = sealJSON(key, useHistory, details); err != nil {
		return err
	}
	if err := u.Store.ChangeAppointment(ctx, change); err != nil {
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

func (u *WorkAppointments) plan(ctx context.Context, by Staff, a Appointment, d Decision) (AppointmentChange, HistoryDetails, error) {
	now := u.Now().UTC().Truncate(time.Millisecond)
	c := AppointmentChange{
		ID: a.ID, Version: d.Version, State: a.State, Start: a.Start, Assignee: a.Assignee, ClosedAt: a.ClosedAt,
		History: HistoryEntry{ID: uuid.Must(uuid.NewV7()), At: now, By: by.ID.String(), Event: d.Event, From: a.State, To: a.State},
	}
	details := HistoryDetails{Reason: d.Reason, Note: d.Note, Start: d.Start}
	note, err := CleanText(d.Note)
	if err != nil || Length(note) > MaxNote {
		return c, details, Invalid([]FieldError{{Field: "note", Key: "note-too-long", Args: map[string]any{"Max": MaxNote}}})
	}
	details.Note = note
	if d.To != uuid.Nil {
		details.To = d.To.String()
	}
	switch d.Event {
	case EventConfirm:
		err = u.confirm(&c, a, d, now)
	case EventDecline:
		err = u.decline(&c, a, d, now)
	case EventAssign:
		err = u.assign(ctx, &c, a, d, now)
	default:
		err = &Problem{Code: CodeConflict, Key: "state-conflict"}
	}
	return c, details, err
}

// step moves the change along the state table.
func step(c *AppointmentChange, a Appointment, event Event) error {
	to, ok := Next(a.State, event, ActorStaff)
	if !ok {
		return &Problem{Code: CodeConflict, Key: "state-conflict"}
	}
	c.State, c.History.To = to, to
	return nil
}

func (u *WorkAppointments) confirm(c *AppointmentChange, a Appointment, d Decision, now time.Time) error {
	if err := step(c, a, EventConfirm); err != nil {
		return err
	}
	office, known := u.Catalogue.Office(a.Office)
	if !known {
		return Invalid([]FieldError{{Field: "start", Key: "office-gone"}})
	}
	start, key := parseStart(d.Start, office.Zone, now)
	if key != "" {
		return Invalid([]FieldError{{Field: "start", Key: key}})
	}
	c.Start = start
	c.Audit = NewAuditEntry(now, c.History.By, ActionConfirm, a.ID, a.Office)
	return nil
}

// parseStart reads a wall time. One that the clocks skip in spring is refused,
// because nobody can come then; one that they repeat in autumn is the first.
func parseStart(local string, zone *time.Location, now time.Time) (*Start, string) {
	at, err := time.ParseInLocation(LocalMinute, local, zone)
	switch {
	case local == "":
		return nil, "start-missing"
	case err != nil || at.Format(LocalMinute) != local:
		return nil, "start-invalid"
	case !at.After(now):
		return nil, "start-past"
	case !at.Before(horizon(now.In(zone))):
		return nil, "start-too-far"
	}
	return &Start{At: at.UTC(), Local: local, Zone: zone.String()}, ""
}

// horizon is the end of this day a year from now: people choose a date, not an instant.
func horizon(now time.Time) time.Time {
	year, month, day := now.Date()
	return time.Date(year+1, month, day+1, 0, 0, 0, 0, now.Location())
}

func (u *WorkAppointments) decline(c *AppointmentChange, a Appointment, d Decision, now time.Time) error {
	if err := step(c, a, EventDecline); err != nil {
		return err
	}
	if !slices.Contains(DeclineReasons, d.Reason) {
		return Invalid([]FieldError{{Field: "reason", Key: "reason-missing"}})
	}
	c.ClosedAt = now
	c.Audit = NewAuditEntry(now, c.History.By, ActionDecline, a.ID, a.Office)
	return nil
}

func (u *WorkAppointments) assign(ctx context.Context, c *AppointmentChange, a Appointment, d Decision, now time.Time) error {
	if d.To != uuid.Nil {
		colleague, err := u.Staff.StaffByID(ctx, d.To)
		if err != nil && CodeOf(err) != CodeNotFound {
			return fmt.Errorf("reading the colleague: %w", err)
		}
		if err != nil || !colleague.May(ReadRequests, a.Office) {
			return Invalid([]FieldError{{Field: "to", Key: "assignee-invalid"}})
		}
	}
	c.Assignee = d.To
	c.Audit = NewAuditEntry(now, c.History.By, ActionAssign, a.ID, a.Office)
	return nil
}
