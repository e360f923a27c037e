package formsapi

import (
	"slices"
	"strings"
	"time"
)

// parseStart reads a wall time. One that the clocks skip in spring is refused,
// because nobody can come then; one that they repeat in autumn is the first.
func parseStart(local string, zone *time.Location, now time.Time) (*Start, string) {
	at, err := time.ParseInLocation(LocalMinute, local, zone)
	switch {
	case local == "":
		return nil, "start-missing"
	case err != nil || at.Format(LocalMinute) != local:
		return nil, "start-invalid"
	case !at.After(now):
		return nil, "start-past"
	case !at.Before(LastStartDay(now.In(zone)).AddDate(0, 0, 1)):
		return nil, "start-too-far"
	}
	return &Start{At: at.UTC(), Local: local, Zone: zone.String()}, ""
}

// LastStartDay is the midnight at which the last day begins that staff may
// confirm an appointment for: a year from now, in now's zone. People choose a
// date, not an instant, so all of that day is good.
func LastStartDay(now time.Time) time.Time {
	year, month, day := now.Date()
	return time.Date(year+1, month, day, 0, 0, 0, 0, now.Location())
}

// outsideHours says why nobody would expect an appointment at an instant: the
// office is closed for a while, or neither its counter nor who receives by
// appointment is there. Where nobody knows the hours, nobody can say.
func (o Office) outsideHours(at time.Time) (why FieldError, outside bool) {
	_, closed := o.CounterHours.ClosureAt(at)
	known := o.CounterHours.Known() || o.AppointmentHours.Known()
	hours := o.hoursOn(at.In(o.Zone).Weekday())
	switch {
	case closed:
		return FieldError{Field: "outside", Key: "start-closure"}, true
	case !known, o.CounterHours.OpenAt(at), o.AppointmentHours.OpenAt(at):
		return FieldError{}, false
	case hours == "":
		return FieldError{Field: "outside", Key: "start-no-hours"}, true
	}
	return FieldError{Field: "outside", Key: "start-outside-hours", Args: map[string]any{"Hours": hours}}, true
}

// hoursOn are a day's hours in which somebody with an appointment is received,
// closures left aside: 09:00-12:00, 15:00-17:00.
func (o Office) hoursOn(day time.Weekday) string {
	var all []string
	for _, i := range sortedIntervals(slices.Concat(o.CounterHours.week[day], o.AppointmentHours.week[day])) {
		all = append(all, i.String())
	}
	return strings.Join(all, ", ")
}
