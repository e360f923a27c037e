package formsapi

import (
	"bytes"
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
	Name        string
	Spoken      string // the language that the person speaks; may be empty
	Interpreter bool   // the person needs one
	Unreadable  error  // as InboxRow.Unreadable

	// Of what was given up and is no longer so: what there is to tell is what is so
	// today. Nothing is left to tell once a later message stands for it that has
	// arrived, or waits for staff itself (Settled).
	Stale, Settled bool
	Today          Appointment

	Shared         SharedCall // whom the row before it in the list is for
	BesideDiscreet bool       // another row for the same telephone or e-mail asks for discretion; this one does not
}

// concerns is the time that falls away or comes soonest, or until when the person can
// answer where that is before; zero if there is none.
func (d MessageDetails) concerns() time.Time {
	soonest := d.Until
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
		err = u.today(ctx, &r, a)
	}
	r.Unreadable = err
	return r
}

// today makes a row say what is so today, and to whom.
func (u *CallList) today(ctx context.Context, r *CallRow, a Appointment) error {
	d, err := OpenDetails(u.Sealer, a)
	if err != nil {
		return err
	}
	r.Name, r.Spoken, r.Interpreter = d.Name, d.SpokenLanguage, d.Interpreter
	r.reached(d)
	var others []ToldMessage
	if !r.DeadAt.IsZero() {
		all, err := u.Outbox.MessagesOf(ctx, a.ID)
		if err != nil {
			return err
		}
		others = u.opened(all)
	}
	r.suit(others, a)
	return nil
}

// opened are messages with what they say. One that cannot be read has told nothing.
func (u *CallList) opened(all []QueuedMessage) (told []ToldMessage) {
	for _, m := range all {
		if says, err := OpenMessage(u.Sealer, m); err == nil {
			told = append(told, ToldMessage{QueuedMessage: m, MessageDetails: says})
		}
	}
	return told
}

// suit chooses the words of what staff tell, by what the person knows and by what
// is so today. What was given up is about a message that did not arrive: if it is
// no longer so, it only says that the address does not work.
func (r *CallRow) suit(others []ToldMessage, a Appointment) {
	m := ToldMessage{QueuedMessage: r.QueuedMessage, MessageDetails: r.MessageDetails}
	switch {
	case r.Channel == ChannelCall:
		m = m.Known()
	case r.SentAt.IsZero() && !r.DeadAt.IsZero():
		to, holds := r.To, true
		m, holds = m.Merged(others)
		m.To = to
		r.Stale = !holds || m.Notice != NoticeReply && r.Superseded(a)
		r.Settled = slices.ContainsFunc(others, m.settledBy)
		r.Today = a
	}
	r.QueuedMessage, r.MessageDetails = m.QueuedMessage, m.MessageDetails
}

// settledBy says whether another message stands for one that was given up, and has
// arrived or waits for staff itself. Nothing stands for an answer, not even the next
// one: an e-mail brings its own words alone. The store chooses the call list by the
// same rule (OutboxStore.Calls).
func (m ToldMessage) settledBy(o ToldMessage) bool {
	return m.Notice != NoticeReply && bytes.Compare(o.ID[:], m.ID[:]) > 0 && !o.Notice.standsAlone() &&
		(!o.SentAt.IsZero() || !o.DeadAt.IsZero() || o.Channel == ChannelCall)
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
	others := u.opened(all)
	rows := make([]CallRow, len(all))
	for i, m := range all {
		rows[i] = CallRow{QueuedMessage: m}
		rows[i].MessageDetails, rows[i].Unreadable = OpenMessage(u.Sealer, m)
		if unreadable == nil && m.SentAt.IsZero() {
			rows[i].reached(d)
		}
		if rows[i].Unreadable == nil {
			rows[i].suit(others, a)
		}
	}
	return rows, nil
}
