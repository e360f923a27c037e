package formsapi

import (
	"context"
	"fmt"
	"slices"

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

	Unreadable error // as InboxRow.Unreadable; the details are empty then
}

// ReadHistory is one thing that happened, with its words.
type ReadHistory struct {
	HistoryEntry
	HistoryDetails
	Unreadable error // as InboxRow.Unreadable, of this entry
}

// Inbox lists the requests of the offices that are the reader's, newest first.
// An office that is not theirs lists nothing. A request that cannot be read is
// in the list like any other, so that somebody sees that it is there.
func (u *WorkAppointments) Inbox(ctx context.Context, by Staff, f AppointmentFilter) ([]InboxRow, error) {
	appointments, err := u.Store.Appointments(ctx, narrow(by, f))
	if err != nil {
		return nil, fmt.Errorf("listing requests: %w", err)
	}
	rows := make([]InboxRow, len(appointments))
	for i, a := range appointments {
		d, err := OpenDetails(u.Sealer, a)
		rows[i] = inboxRow(a, d, err)
	}
	return rows, nil
}

// Find is the id of the request with a reference, typed as people type it. None
// at the reader's offices is a *Problem with CodeInvalid.
func (u *WorkAppointments) Find(ctx context.Context, by Staff, typed string) (uuid.UUID, error) {
	unknown := Invalid([]FieldError{{Field: "reference", Key: "reference-unknown"}})
	ref, ok := ParseReference(typed)
	if !ok {
		return uuid.Nil, unknown
	}
	a, err := u.Store.AppointmentByIndex(ctx, u.Sealer.Index(IndexReference, string(ref)))
	switch {
	case CodeOf(err) == CodeNotFound || err == nil && !by.May(ReadRequests, a.Office):
		return uuid.Nil, unknown
	case err != nil:
		return uuid.Nil, fmt.Errorf("looking a reference up: %w", err)
	}
	return a.ID, nil
}

// narrow keeps of a filter only what the reader may read.
func narrow(by Staff, f AppointmentFilter) AppointmentFilter {
	all, own := by.OfficesFor(ReadRequests)
	switch {
	case all:
	case f.AllOffices:
		f.AllOffices, f.Offices = false, own
	default:
		var both []string
		for _, office := range f.Offices {
			if by.May(ReadRequests, office) {
				both = append(both, office)
			}
		}
		f.Offices = both
	}
	return f
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
	if r.History, err = readHistory(ctx, u.Store, u.Sealer, a); err != nil {
		return r, err
	}
	if r.Unreadable == nil {
		r.Events = u.events(by, a)
	}
	entry := NewAuditEntry(u.Now().UTC(), by.ID.String(), ActionRead, a.ID, a.Office)
	if err := u.Store.Audit(ctx, entry); err != nil {
		return r, fmt.Errorf("keeping account of reading %s: %w", id, err)
	}
	return r, nil
}

// events are what somebody can do with a request now. Nobody has come, or has
// not, before the day.
func (u *WorkAppointments) events(by Staff, a Appointment) []Event {
	if !by.May(WorkRequests, a.Office) {
		return nil
	}
	office, _ := u.Catalogue.Office(a.Office)
	s := step{before: a, office: office, now: u.Now()}
	return slices.DeleteFunc(EventsFor(a.State, ActorStaff), func(e Event) bool {
		return (e == EventAttend || e == EventMiss) && s.mark() != nil
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
