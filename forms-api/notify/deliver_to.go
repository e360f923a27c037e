package notify

import (
	"context"

	formsapi "sportello/forms-api"
)

// current is where the person is told now, which may be another address than when
// the message was made; empty if there is nothing to tell any more.
func (d *Deliverer) current(ctx context.Context, m formsapi.QueuedMessage, said formsapi.MessageDetails) (to string, err error) {
	a, err := d.Appointments.Appointment(ctx, m.Appointment)
	switch {
	case formsapi.CodeOf(err) == formsapi.CodeNotFound:
		return "", nil
	case err != nil:
		return "", &Failure{Cause: "the appointment cannot be read"}
	case said.Superseded(a), m.Notice == formsapi.NoticeReminder && !d.toCome(a, said):
		return "", nil
	}
	details, err := formsapi.OpenDetails(d.Sealer, a)
	if err != nil {
		return "", &Failure{Cause: "the appointment cannot be read: its seal does not open"}
	}
	return reached(m.Channel, details), nil
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
