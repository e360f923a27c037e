package desk

import (
	"slices"
	"strings"
	"time"

	formsapi "sportello/forms-api"
)

// closuresAhead is for how many days closures are shown beside the date of an
// appointment: most are confirmed for the next few weeks.
const closuresAhead = 30

// officeHours is when an office receives people, to choose a date and time by.
type officeHours struct {
	Known    bool
	Week     []dayHours
	Closures []string
}

// dayHours are those of one day, for everybody or for who has an appointment.
type dayHours struct{ Day, Hours string }

// officeHours are those of an office, with its closures soon and on a day that
// was typed (2006-01-02, or anything else).
func (v *visit) officeHours(office, typed string) officeHours {
	o, known := v.Catalogue.Office(office)
	if !known {
		return officeHours{}
	}
	h := officeHours{Known: o.CounterHours.Known() || o.AppointmentHours.Known()}
	h.Week = v.daysOf(o.CounterHours)
	for _, d := range v.daysOf(o.AppointmentHours) {
		h.Week = append(h.Week, dayHours{v.say("hours-by-appointment", "Day", d.Day), d.Hours})
	}
	for _, c := range closuresToShow(o, v.Now(), typed) {
		h.Closures = append(h.Closures, v.closure(c))
	}
	return h
}

func (v *visit) daysOf(hours formsapi.OpeningHours) []dayHours {
	var days []dayHours
	for _, d := range hours.Days() {
		var intervals []string
		for _, i := range d.Intervals {
			intervals = append(intervals, i.Opens.String()+"–"+i.Closes.String())
		}
		if len(intervals) > 0 {
			days = append(days, dayHours{v.Words.Weekday(v.language, d.Weekday), strings.Join(intervals, ", ")})
		}
	}
	return days
}

// closuresToShow leaves out what takes no hours away, but for the day in question.
func closuresToShow(o formsapi.Office, now time.Time, typed string) []formsapi.Closure {
	from := formsapi.WallTimeAt(now, o.Zone)
	soon := slices.DeleteFunc(o.ClosuresBetween(from, from.AddDays(closuresAhead)), func(c formsapi.Closure) bool { return !o.Affects(c) })
	day, err := time.Parse(time.DateOnly, typed)
	if err != nil {
		return soon
	}
	midnight := formsapi.WallTimeAt(day, time.UTC)
	for _, c := range o.ClosuresBetween(midnight, midnight.AddDays(1)) {
		if !slices.Contains(soon, c) {
			soon = append(soon, c)
		}
	}
	return soon
}

// closure says when and why.
func (v *visit) closure(c formsapi.Closure) string {
	return v.say("hours-closure", "When", v.spanShown(c), "Reason", v.say(closureKey(c.Reason)))
}

// spanShown says when: a day, days, or hours. What begins or ends at midnight begins
// or ends with a day, and is named by that.
func (v *visit) spanShown(c formsapi.Closure) string {
	from, until := v.startShown(c.From.String()), v.startShown(c.Until.String())
	if c.Until.TimeOfDay() == 0 {
		until = v.dayShown(c.LastDay())
	}
	if c.From.TimeOfDay() == 0 {
		from = v.dayShown(c.From.Date())
	}
	switch {
	case until == from:
		return from
	case c.WholeDays:
	case c.Until.TimeOfDay() == 0 && c.From.Date() == c.LastDay():
		return v.say("hours-to-the-end", "Day", v.dayShown(c.From.Date()), "From", c.From.TimeOfDay().String())
	case c.From.TimeOfDay() == 0 && c.From.Date() == c.Until.Date():
		return v.say("hours-from-midnight", "Day", from, "Until", c.Until.TimeOfDay().String())
	case c.From.Date() == c.Until.Date():
		return v.say("hours-one-day", "Day", v.dayShown(c.From.Date()), "From", c.From.TimeOfDay().String(), "Until", c.Until.TimeOfDay().String())
	}
	return v.say("hours-span", "From", from, "Until", until)
}

func (v *visit) dayShown(d formsapi.Date) string {
	at, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return string(d)
	}
	return v.Words.Date(v.language, at, time.UTC)
}
