package opendata

import (
	"strings"
	"time"

	formsapi "sportello/forms-api"
)

// closures are an office's dated closures that are not over, as attributes of its
// location: an interval of ISO 8601 in local time, and what it is closed for.
// HSDS itself can only leave the days out of the schedules.
func closures(record string, o formsapi.Office, now time.Time) []attribute {
	var all []attribute
	for _, c := range o.Closures {
		if c.Until <= formsapi.WallTimeAt(now, o.Zone) {
			continue
		}
		value := c.From.String() + "/" + c.Until.String()
		all = append(all, codes(record, "closure:"+string(c.Reason), value)...)
	}
	return all
}

// alert announces what closes some offices in the coming days, holidays
// included, if it takes hours away: "Sportello: Sciopero, martedì 24 novembre 2026".
func (f Feed) alert(offices []formsapi.Office) string {
	var all []string
	for _, o := range offices {
		now := formsapi.WallTimeAt(f.Now, o.Zone)
		for _, c := range o.ClosuresBetween(now, now.AddDays(formsapi.DaysAhead)) {
			if o.Affects(c) {
				all = append(all, f.announce(o, c))
			}
		}
	}
	return strings.Join(all, "; ")
}

func (f Feed) announce(o formsapi.Office, c formsapi.Closure) string {
	reason := f.Words.Message(language, "closure-"+string(c.Reason), nil)
	return o.Title(language) + ": " + reason + ", " + f.when(o.Zone, c)
}

// when is a closure's dates; its times as well unless it is of whole days.
func (f Feed) when(zone *time.Location, c formsapi.Closure) string {
	from, until := instant(c.From, zone), instant(c.Until, zone)
	if c.WholeDays {
		until = instant(c.Until-1, zone)
	}
	first, last := f.Words.Date(language, from, zone), f.Words.Date(language, until, zone)
	switch {
	case !c.WholeDays:
		first += " " + f.Words.Time(language, from, zone)
		last += " " + f.Words.Time(language, until, zone)
	case first == last:
		return first
	}
	return first + " – " + last
}
