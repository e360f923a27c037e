package formsapi

import (
	"context"
	"fmt"
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

// callRows is how many messages are read at once.
const callRows = 50

// Rows are the first of those that After lists.
func (u *CallList) Rows(ctx context.Context, by Staff) ([]CallRow, error) {
	rows, _, err := u.After(ctx, by, CallPlace{})
	return rows, err
}

// After lists what waits at the offices that are the reader's from the one after
// a place on, and whether there are more: first whose time falls away or comes
// soonest, then what is about no time, and at the end who did not answer.
func (u *CallList) After(ctx context.Context, by Staff, place CallPlace) (rows []CallRow, more bool, err error) {
	offices, some := reads(by)
	if !some {
		return nil, false, nil
	}
	pending, err := u.Outbox.Calls(ctx, offices, place, callRows+1)
	if err != nil {
		return nil, false, fmt.Errorf("reading the call list: %w", err)
	}
	if more = len(pending) > callRows; more {
		pending = pending[:callRows]
	}
	for _, m := range pending {
		rows = append(rows, u.row(ctx, m))
	}
	return rows, more, nil
}

// Place is where a row stands in the list.
func (r CallRow) Place() CallPlace {
	return CallPlace{CalledAt: r.CalledAt, Concerns: r.QueuedMessage.Concerns, DueAt: r.DueAt, ID: r.ID}
}

// Count is how many wait at the offices that are the reader's.
func (u *CallList) Count(ctx context.Context, by Staff) (int, error) {
	offices, some := reads(by)
	if !some {
		return 0, nil
	}
	n, err := u.Outbox.CountCalls(ctx, offices, time.Time{})
	return n, wrapped("counting the call list", err)
}

// CountSince is how many of an office wait of what was due from an instant on.
func (u *CallList) CountSince(ctx context.Context, by Staff, office string, since time.Time) (int, error) {
	if !by.May(ReadRequests, office) {
		return 0, nil
	}
	n, err := u.Outbox.CountCalls(ctx, []string{office}, since)
	return n, wrapped("counting the call list of "+office, err)
}

// reads are the offices whose requests somebody may read: none named stands for
// all of them.
func reads(by Staff) (offices []string, some bool) {
	all, own := by.OfficesFor(ReadRequests)
	if all {
		return nil, true
	}
	return own, len(own) > 0
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
