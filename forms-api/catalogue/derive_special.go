package catalogue

import (
	"time"

	formsapi "sportello/forms-api"
)

// DerivedSpecialDay is a day on which closures or holidays leave other counter
// hours than those of the week, for machines (schema.org's
// OpeningHoursSpecification with validFrom). Without intervals nobody is there.
type DerivedSpecialDay struct {
	From      formsapi.Date     `json:"from"`
	Until     formsapi.Date     `json:"until"` // the same day
	Intervals []DerivedInterval `json:"intervals"`
}

// deriveSpecialDays reach as far as the timeline.
func deriveSpecialDays(o formsapi.Office, now time.Time) []DerivedSpecialDay {
	c, special := clock{zone: o.Zone}, []DerivedSpecialDay{}
	for n := range 1 + DaysAhead {
		from, until := c.midnight(now, n), c.midnight(now, n+1)
		day := formsapi.WallTimeAt(from, o.Zone).Midnight()
		if !o.CounterHours.Known() || len(o.ClosuresBetween(day, day+24*60)) == 0 {
			continue
		}
		date := formsapi.DateOf(from)
		left := attended(o, deriveToday(o.StateChanges(from, until)))
		special = append(special, DerivedSpecialDay{From: date, Until: date, Intervals: left})
	}
	return special
}

// attended are the stretches of a day that lie within the counter's own hours.
func attended(o formsapi.Office, day []DerivedStretch) []DerivedInterval {
	state, intervals := formsapi.OfficeOpen, []DerivedInterval{}
	if o.Access == formsapi.AccessByAppointment {
		state = formsapi.OfficeByAppointment
	}
	for _, s := range day {
		if s.State == state {
			intervals = append(intervals, DerivedInterval{Opens: s.From, Closes: s.Until})
		}
	}
	return intervals
}
