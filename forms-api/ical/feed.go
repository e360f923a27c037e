package ical

import (
	"strconv"

	ics "github.com/arran4/golang-ical"

	formsapi "sportello/forms-api"
)

// feedEvery is how often a calendar program should look again (RFC 7986 5.7, and
// what programs did before it).
const feedEvery = "PT15M"

// feedLanguage is that of the office.
const feedLanguage = "it"

// Office is the calendar of an office, for staff: times and initials.
func (c Calendars) Office(o formsapi.Office, events []formsapi.FeedEvent) ([]byte, error) {
	cal := newCalendar(ics.MethodPublish)
	cal.SetName(line(o.Title(feedLanguage)))
	cal.SetXWRTimezone(o.Zone.String())
	cal.SetRefreshInterval(feedEvery)
	cal.SetXPublishedTTL(feedEvery)
	for _, a := range events {
		stands, ok := standings[a.State]
		if !ok || a.Start == nil {
			continue
		}
		e := c.event(cal, a.ID.String(), a.Version, a.Start.At, a.Minutes)
		e.SetStatus(stands.status)
		e.SetSummary(c.feedSummary(a, stands.status))
	}
	return write(cal)
}

// feedSummary is by what staff recognise an appointment: "A. (3)" comes with two
// others, "–" has given no name, or none that can be read.
func (c Calendars) feedSummary(a formsapi.FeedEvent, status ics.ObjectStatus) string {
	who := "–"
	if a.Initial != "" {
		who = a.Initial + "."
	}
	if a.People > 1 {
		who += " (" + strconv.Itoa(a.People) + ")"
	}
	if status == ics.ObjectStatusTentative {
		who = c.Words.Message(feedLanguage, "calendar-to-confirm", map[string]any{"What": who})
	}
	return line(who)
}
