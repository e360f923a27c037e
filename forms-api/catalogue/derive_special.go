package catalogue

import (
	"slices"
	"time"

	formsapi "sportello/forms-api"
)

// specialDays is how far closures and holidays are told to machines, which may
// ask only now and then: a year.
const specialDays = 365

// DerivedSpecialDays are the days on which closures or holidays leave other hours
// than those of the week, for machines (schema.org's OpeningHoursSpecification
// with validFrom and validThrough).
type DerivedSpecialDays struct {
	Counter      []DerivedSpecial `json:"counter"`
	Appointments []DerivedSpecial `json:"appointments"`
	Telephone    []DerivedSpecial `json:"telephone"`
}

// DerivedSpecial is days in a row with the same hours. Without intervals nobody
// is there.
type DerivedSpecial struct {
	From      formsapi.Date     `json:"from"`
	Until     formsapi.Date     `json:"until"` // the last one
	Intervals []DerivedInterval `json:"intervals"`
}

func deriveSpecialDays(o formsapi.Office, now time.Time) DerivedSpecialDays {
	today := formsapi.WallTimeAt(now, o.Zone).Midnight()
	return DerivedSpecialDays{
		Counter:      deriveSpecials(o.CounterHours, today),
		Appointments: deriveSpecials(o.AppointmentHours, today),
		Telephone:    deriveSpecials(o.TelephoneHours, today),
	}
}

// deriveSpecials let a row go on over a day without hours: there they are those of
// the week all the same.
func deriveSpecials(h formsapi.OpeningHours, today formsapi.WallTime) []DerivedSpecial {
	special, row := []DerivedSpecial{}, false
	usual := formsapi.Week{}
	for _, d := range h.Days() {
		usual[d.Weekday] = d.Intervals
	}
	for n := range specialDays {
		day := today.AddDays(n)
		week, left := usual[day.Weekday()], h.AttendedOn(day)
		last := len(special) - 1
		switch intervals := deriveIntervals(left); {
		case len(week) == 0:
			row = row && len(special[last].Intervals) == 0
		case slices.Equal(week, left):
			row = false
		case row && slices.Equal(intervals, special[last].Intervals):
			special[last].Until = day.Date()
		default:
			special = append(special, DerivedSpecial{From: day.Date(), Until: day.Date(), Intervals: intervals})
			row = true
		}
	}
	return special
}
