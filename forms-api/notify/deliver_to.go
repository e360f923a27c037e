package notify

import (
	"context"

	formsapi "sportello/forms-api"
)

// current is the message as it is told by now: to where the person is reached,
// which may be another address than when it was made. To is empty if there is
// nothing to tell any more.
func (d *Deliverer) current(ctx context.Context, m formsapi.ToldMessage) (formsapi.ToldMessage, error) {
	m.To = ""
	a, err := d.Appointments.Appointment(ctx, m.Appointment)
	switch {
	case formsapi.CodeOf(err) == formsapi.CodeNotFound:
		return m, nil
	case err != nil:
		return m, &Failure{Cause: "the appointment cannot be read"}
	case m.Notice != formsapi.NoticeReply && m.Superseded(a), m.Notice == formsapi.NoticeReminder && !d.toCome(a, m.MessageDetails):
		return m, nil
	}
	others, err := d.others(ctx, m)
	if err != nil {
		return m, err
	}
	m, holds := m.Merged(others)
	if !holds || m.Notice == formsapi.NoticeExperience && !m.Asked(a, others) {
		return m, nil
	}
	details, err := formsapi.OpenDetails(d.Sealer, a)
	if err != nil {
		return m, &Failure{Cause: "the appointment cannot be read: its seal does not open"}
	}
	m.To = reached(m.Channel, details)
	return m, nil
}

// others are the messages of the same appointment, this one among them. One that
// cannot be read has told nothing.
func (d *Deliverer) others(ctx context.Context, m formsapi.ToldMessage) ([]formsapi.ToldMessage, error) {
	all, err := d.Outbox.MessagesOf(ctx, m.Appointment)
	if err != nil {
		return nil, &Failure{Cause: "the other messages of the appointment cannot be read"}
	}
	var told []formsapi.ToldMessage
	for _, o := range all {
		if said, err := formsapi.OpenMessage(d.Sealer, o); err == nil {
			told = append(told, formsapi.ToldMessage{QueuedMessage: o, MessageDetails: said})
		}
	}
	return told, nil
}

// toCome says of a reminder whether the appointment is still agreed at that time,
// and not over.
func (d *Deliverer) toCome(a formsapi.Appointment, said formsapi.MessageDetails) bool {
	return a.State == formsapi.Confirmed && a.Start != nil && said.Start != nil &&
		a.Start.At.Equal(said.Start.At) && d.Now().Before(a.Start.At)
}

// reached is the address or number of who wants to be told on a channel. Who has
// chosen another way since was on their own page then, which says everything.
func reached(c formsapi.Channel, d formsapi.Details) string {
	switch {
	case c == formsapi.ChannelEmail && d.Contact == formsapi.ContactEmail:
		return d.Email
	case c == formsapi.ChannelSMS && d.Contact == formsapi.ContactMessage:
		return d.Phone
	}
	return ""
}
