package ical

import (
	"strings"

	ics "github.com/arran4/golang-ical"
	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// alarms are how long before an appointment the telephone says so (RFC 5545 3.3.6).
var alarms = []string{"-P1D", "-PT2H"}

// Appointment is the calendar file of one appointment, in a language. Its words
// name neither service nor need, and of who asked for discretion not even the
// office: they stand on a locked screen. An appointment without a time has no
// such file: that is a *formsapi.Problem with CodeNotFound.
func (c Calendars) Appointment(lang string, f formsapi.FollowedAppointment, url string) ([]byte, error) {
	stands, ok := standings[f.State]
	if !ok || f.Start == nil {
		return nil, &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "error-not-found"}
	}
	cal := newCalendar(stands.method)
	e := c.event(cal, uidOf(f.Reference), f.Version, f.Start.At, f.Minutes)
	e.SetStatus(stands.status)
	summary := c.summary(lang, f, stands.status)
	e.SetSummary(summary)
	e.SetDescription(line(c.Words.Message(lang, "calendar-details", nil)) + "\n" + url)
	e.SetURL(url)
	if place := c.place(f); place != "" {
		e.SetLocation(place)
	}
	if stands.method == ics.MethodPublish {
		for _, before := range alarms {
			alarm := e.AddAlarm()
			alarm.SetAction(ics.ActionDisplay)
			alarm.SetTrigger(before)
			alarm.SetDescription(summary)
		}
	}
	return write(cal)
}

// uidSpace keeps these identifiers apart from all others (RFC 9562 5.5).
var uidSpace = uuid.NewSHA1(uuid.NameSpaceURL, []byte("sportello:appointment"))

// uidOf names the event: the same for the page, for every e-mail, and after each
// change. It is made of what the person holds, and leads nobody else back to it.
func uidOf(r formsapi.Reference) string { return uuid.NewSHA1(uidSpace, []byte(r)).String() }

func (c Calendars) summary(lang string, f formsapi.FollowedAppointment, status ics.ObjectStatus) string {
	what := c.Words.Message(lang, "calendar-appointment", nil)
	if !f.Discreet {
		what = c.Words.Message(lang, "calendar-appointment-at", map[string]any{"Office": f.OfficeShown})
	}
	switch status {
	case ics.ObjectStatusTentative:
		what = c.Words.Message(lang, "calendar-to-confirm", map[string]any{"What": what})
	case ics.ObjectStatusCancelled:
		what = c.Words.Message(lang, "calendar-cancelled", map[string]any{"What": what})
	}
	return line(what)
}

// place is the office's address as on an envelope, as far as it is known.
func (c Calendars) place(f formsapi.FollowedAppointment) string {
	office, known := c.Catalogue.Office(f.Office)
	if f.Discreet || !known {
		return ""
	}
	return line(strings.Join(office.Address.Lines(), ", "))
}
