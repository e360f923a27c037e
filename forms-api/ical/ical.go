// Package ical writes calendar files (RFC 5545): the one appointment that a
// person keeps in their telephone, and the feed that staff look at in their own
// calendar. It serves that feed, and decides nothing about appointments.
package ical

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	formsapi "sportello/forms-api"
)

// Type is the media type of what this package writes.
const Type = "text/calendar; charset=utf-8"

const product = "-//sportello//appointments//IT"

// Words are those of the site.
type Words interface {
	Message(lang, key string, args map[string]any) string
}

// Calendars writes calendar files.
type Calendars struct {
	Catalogue formsapi.Catalogue
	Words     Words
	Now       func() time.Time
}

// standing is how a state of an appointment stands in a calendar.
type standing struct {
	method ics.Method
	status ics.ObjectStatus
}

// standings lists the states that are about a time. A file is published, and
// asks for no answer: with METHOD:REQUEST (RFC 5546 3.2.2) it would have to name
// an organiser and an attendee by e-mail, and telephones would offer to accept or
// decline, and send that by e-mail to an address that nobody reads. PUBLISH is
// added with one touch everywhere, and replaces the earlier event by its UID and
// SEQUENCE. CANCEL takes the event out of the calendar.
var standings = map[formsapi.State]standing{
	formsapi.Requested:         {ics.MethodPublish, ics.ObjectStatusTentative},
	formsapi.Proposed:          {ics.MethodPublish, ics.ObjectStatusTentative},
	formsapi.Confirmed:         {ics.MethodPublish, ics.ObjectStatusConfirmed},
	formsapi.Attended:          {ics.MethodPublish, ics.ObjectStatusConfirmed},
	formsapi.NotAttended:       {ics.MethodPublish, ics.ObjectStatusConfirmed},
	formsapi.CancelledByPerson: {ics.MethodCancel, ics.ObjectStatusCancelled},
	formsapi.CancelledByOffice: {ics.MethodCancel, ics.ObjectStatusCancelled},
}

func newCalendar(method ics.Method) *ics.Calendar {
	c := ics.NewCalendar()
	c.SetProductId(product)
	c.SetCalscale("GREGORIAN")
	c.SetMethod(method)
	return c
}

// event begins an event. Instants are in UTC: they are right whatever the
// reader's program knows of the rules of a zone.
func (c Calendars) event(to *ics.Calendar, uid string, version int, start time.Time, minutes int) *ics.VEvent {
	e := to.AddEvent(uid)
	e.SetDtStampTime(c.Now())
	e.SetSequence(version)
	e.SetStartAt(start)
	if minutes == 0 {
		minutes = formsapi.DefaultSlot
	}
	e.SetEndAt(start.Add(time.Duration(minutes) * time.Minute))
	e.SetClass(ics.ClassificationPrivate)
	return e
}

// write makes the file: lines end in CR LF and are folded at 75 octets.
func write(c *ics.Calendar) ([]byte, error) {
	var text bytes.Buffer
	if err := c.SerializeTo(&text, ics.WithNewLineWindows); err != nil {
		return nil, fmt.Errorf("writing a calendar: %w", err)
	}
	return text.Bytes(), nil
}

// line is words as one line: a carriage return has no place within a value.
func line(words string) string { return strings.Join(strings.Fields(words), " ") }
