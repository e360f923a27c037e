package formsapi

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
)

// CallList is the use case of staff who tell people by telephone what no e-mail
// or SMS could, and who look at what could not be delivered.
type CallList struct {
	Catalogue    Catalogue
	Sealer       Sealer
	Outbox       OutboxStore
	Appointments AppointmentStore
	Now          func() time.Time
}

// A CallRow is a message that waits for staff.
type CallRow struct {
	QueuedMessage
	MessageDetails
	Name       string
	Spoken     string // the language that the person speaks; may be empty
	Unreadable error  // as InboxRow.Unreadable
}

// callRows is how many messages the list shows at most: the longest due.
const callRows = 200

// Rows lists what waits at the offices that are the reader's: first whose time
// falls away or comes soonest, at the end what is about no time.
func (u *CallList) Rows(ctx context.Context, by Staff) ([]CallRow, error) {
	all, offices := by.OfficesFor(ReadRequests)
	if !all && len(offices) == 0 {
		return nil, nil
	}
	if all {
		offices = nil
	}
	pending, err := u.Outbox.Pending(ctx, offices, callRows)
	if err != nil {
		return nil, fmt.Errorf("reading the call list: %w", err)
	}
	rows := make([]CallRow, len(pending))
	for i, m := range pending {
		rows[i] = u.row(ctx, m)
	}
	slices.SortStableFunc(rows, moreUrgent)
	return rows, nil
}

// moreUrgent compares by the time that a message is about, then by when it was due.
func moreUrgent(a, b CallRow) int {
	first, other := a.concerns(), b.concerns()
	switch {
	case first.IsZero() != other.IsZero():
		return other.Compare(first) // what is about no time comes last
	case !first.Equal(other):
		return first.Compare(other)
	}
	return a.DueAt.Compare(b.DueAt)
}

// concerns is the time that falls away or comes soonest; zero if there is none.
func (d MessageDetails) concerns() time.Time {
	var soonest time.Time
	for _, s := range []*Start{d.Was, d.Start} {
		if s != nil && (soonest.IsZero() || s.At.Before(soonest)) {
			soonest = s.At
		}
	}
	return soonest
}

func (u *CallList) row(ctx context.Context, m QueuedMessage) CallRow {
	r := CallRow{QueuedMessage: m}
	if r.MessageDetails, r.Unreadable = OpenMessage(u.Sealer, m); r.Unreadable != nil || m.Appointment == uuid.Nil {
		return r
	}
	a, err := u.Appointments.Appointment(ctx, m.Appointment)
	if err == nil {
		var d Details
		d, err = OpenDetails(u.Sealer, a)
		r.Name, r.Spoken = d.Name, d.SpokenLanguage
		r.reached(d)
	}
	r.Unreadable = err
	return r
}

// reached replaces the address or the number of what has not left by today's: it
// may have been corrected since.
func (r *CallRow) reached(d Details) {
	first, second := d.Phone, d.Email
	if r.Channel == ChannelEmail {
		first, second = second, first
	}
	if r.To = first; first == "" {
		r.To = second
	}
}

// Of lists the messages of an appointment, the latest first, for who may read it.
func (u *CallList) Of(ctx context.Context, by Staff, a Appointment) ([]CallRow, error) {
	if !by.May(ReadRequests, a.Office) {
		return nil, &Problem{Code: CodeNotFound, Key: "not-found"}
	}
	all, err := u.Outbox.MessagesOf(ctx, a.ID)
	if err != nil {
		return nil, fmt.Errorf("reading the messages of %s: %w", a.ID, err)
	}
	d, unreadable := OpenDetails(u.Sealer, a)
	rows := make([]CallRow, len(all))
	for i, m := range all {
		rows[i] = CallRow{QueuedMessage: m}
		rows[i].MessageDetails, rows[i].Unreadable = OpenMessage(u.Sealer, m)
		if unreadable == nil && m.SentAt.IsZero() {
			rows[i].reached(d)
		}
	}
	return rows, nil
}

// Told notes that somebody has told the person, or need not any more. What still
// leaves by itself is not in the list: it answers CodeNotFound, as what is not there.
func (u *CallList) Told(ctx context.Context, by Staff, appointment, message uuid.UUID) error {
	a, err := u.Appointments.Appointment(ctx, appointment)
	if err != nil && CodeOf(err) != CodeNotFound {
		return fmt.Errorf("reading the request of a message: %w", err)
	}
	if err != nil || !by.May(WorkRequests, a.Office) {
		return &Problem{Code: CodeNotFound, Key: "not-found"}
	}
	all, err := u.Outbox.MessagesOf(ctx, appointment)
	if err != nil {
		return fmt.Errorf("reading the messages of %s: %w", appointment, err)
	}
	for _, m := range all {
		if m.ID != message || m.Channel != ChannelCall && m.DeadAt.IsZero() {
			continue
		}
		now := u.Now().UTC()
		if err := u.Outbox.Sent(ctx, message, now); err != nil {
			return fmt.Errorf("noting that somebody was told: %w", err)
		}
		return u.Appointments.Audit(ctx, NewAuditEntry(now, by.ID.String(), ActionTold, appointment, a.Office))
	}
	return &Problem{Code: CodeNotFound, Key: "not-found"}
}
