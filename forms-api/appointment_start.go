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

// refusesStart says why staff cannot give a time of so many minutes, or not yet:
// over a closure or a holiday nobody does, outside the hours only who says that
// the office receives all the same.
func (o Office) refusesStart(at time.Time, minutes int, allTheSame bool) (why FieldError, refused bool) {
	if o.closedDuring(at, minutes) {
		return FieldError{Field: "start", Key: "start-closure"}, true
	}
	if allTheSame {
		return FieldError{}, false
	}
	return o.outsideHours(at, minutes)
}

// suitsStart is refusesStart as an error of so many minutes. It is asked twice:
// before the place is taken, and within that transaction if a group has to sit
// down one after the other, and so takes longer.
func (o Office) suitsStart(at time.Time, allTheSame bool) func(minutes int) error {
	return func(minutes int) error {
		if why, refused := o.refusesStart(at, minutes, allTheSame); refused {
			return Invalid([]FieldError{why})
		}
		return nil
	}
}

// closedDuring says whether a closure or a holiday lies on some of so many minutes
// from an instant on.
func (o Office) closedDuring(at time.Time, minutes int) bool {
	end := at.Add(time.Duration(max(1, minutes)) * time.Minute)
	return o.closedWithin(WallTimeAt(at, o.Zone), WallTimeAt(end, o.Zone))
}

// outsideHours says why nobody would expect an appointment of so many minutes from
// an instant on: for some of it neither the counter nor who receives by
// appointment is there. Where nobody knows the hours, nobody can say.
func (o Office) outsideHours(at time.Time, minutes int) (why FieldError, outside bool) {
	if known := o.CounterHours.Known() || o.AppointmentHours.Known(); !known {
		return FieldError{}, false
	}
	hours := o.hoursOn(at.In(o.Zone).Weekday())
	switch {
	case hours == "":
		return FieldError{Field: "outside", Key: "start-no-hours"}, true
	case !o.receivesAt(at):
		return FieldError{Field: "outside", Key: "start-outside-hours", Args: map[string]any{"Hours": hours}}, true
	case !o.receivesFor(at, minutes):
		until := at.Add(time.Duration(minutes) * time.Minute).In(o.Zone).Format("15:04")
		return FieldError{Field: "outside", Key: "start-runs-over", Args: map[string]any{"Hours": hours, "Until": until}}, true
	}
	return FieldError{}, false
}

// receivesAt says whether somebody with an appointment is received at an instant.
func (o Office) receivesAt(at time.Time) bool {
	return o.CounterHours.OpenAt(at) || o.AppointmentHours.OpenAt(at)
}

// receivesFor says whether they are received in each unit of so many minutes.
func (o Office) receivesFor(at time.Time, minutes int) bool {
	end := at.Add(time.Duration(max(1, minutes)) * time.Minute)
	for t := at; t.Before(end); t = t.Add(UnitMinutes * time.Minute) {
		if !o.receivesAt(t) {
			return false
		}
	}
	return o.receivesAt(end.Add(-time.Minute))
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
