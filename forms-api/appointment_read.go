package formsapi

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
)

// An InboxRow is a request with what the list shows of the person.
type InboxRow struct {
	Appointment
	Name        string
	Spoken      string // the language that the person speaks; may be empty
	Interpreter bool   // the person needs one
	Unreadable  error  // why the seal does not open: only what stands in clear is known; nil otherwise
}

// inboxRow is a request with what opening its details gave.
func inboxRow(a Appointment, d Details, err error) InboxRow {
	return InboxRow{Appointment: a, Name: d.Name, Spoken: d.SpokenLanguage, Interpreter: d.Interpreter, Unreadable: err}
}

// A ReadAppointment is everything that is known of one request.
type ReadAppointment struct {
	Appointment
	Details
	History []ReadHistory
	Events  []Event // what the reader can do next; nothing with what cannot be read
	Works   []Event // what they can do of WorkEvents, in that order; likewise
	Flags   []Flag  // who is asked to look

	Speaks  string // as CalendarRow.Speaks
	Present bool   // as CalendarRow.Present; false without a time

	UndoUntil time.Time // until when the reader can take back what happened last; zero: they cannot

	Unreadable error // as InboxRow.Unreadable; the details are empty then
}

// ReadHistory is one thing that happened, with its words.
type ReadHistory struct {
	HistoryEntry
	HistoryDetails
	Unreadable error // as InboxRow.Unreadable, of this entry
}

// Read opens one request and keeps account of it (GDPR art. 5(2)). Of one that
// cannot be read it says what stands in clear.
func (u *WorkAppointments) Read(ctx context.Context, by Staff, id uuid.UUID) (ReadAppointment, error) {
	a, err := u.readable(ctx, by, id)
	if err != nil {
		return ReadAppointment{}, err
	}
	r := ReadAppointment{Appointment: a}
	r.Details, r.Unreadable = OpenDetails(u.Sealer, a)
	office, _ := u.Catalogue.Office(a.Office)
	row := office.calendarRow(inboxRow(a, r.Details, r.Unreadable))
	r.Speaks, r.Present = row.Speaks, row.Present
	if r.History, err = readHistory(ctx, u.Store, u.Sealer, a); err != nil {
		return r, err
	}
	if r.Flags, err = u.Store.Flags(ctx, id); err != nil {
		return r, fmt.Errorf("reading who is asked to look at %s: %w", id, err)
	}
	if r.Unreadable == nil {
		r.Events = u.events(by, a)
		r.work(by, u.Now())
	}
	entry := NewAuditEntry(u.Now().UTC(), by.ID.String(), ActionRead, a.ID, a.Office)
	if err := u.Store.Audit(ctx, entry); err != nil {
		return r, fmt.Errorf("keeping account of reading %s: %w", id, err)
	}
	return r, nil
}

// events are what somebody can do with a request now. Nobody has come, or has
// not, before the day, and nobody has missed what had no time. EventRecord is done by
// finishing what waits.
func (u *WorkAppointments) events(by Staff, a Appointment) []Event {
	office, _ := u.Catalogue.Office(a.Office)
	s := step{before: a, office: office, now: u.Now()}
	return slices.DeleteFunc(EventsFor(a.State, ActorStaff), func(e Event) bool {
		return e == EventRecord || e == EventMiss && a.Start == nil || !by.May(stepPermission(e), a.Office) || (e == EventAttend || e == EventMiss) && s.mark() != nil
	})
}

// readHistory unseals all that happened to a request, in that order.
func readHistory(ctx context.Context, store AppointmentStore, s Sealer, a Appointment) ([]ReadHistory, error) {
	entries, err := store.AppointmentHistory(ctx, a.ID)
	if err != nil {
		return nil, fmt.Errorf("reading the history of %s: %w", a.ID, err)
	}
	read := make([]ReadHistory, len(entries))
	for i, e := range entries {
		d, err := OpenHistory(s, a, e)
		read[i] = ReadHistory{HistoryEntry: e, HistoryDetails: d, Unreadable: err}
	}
	return read, nil
}
