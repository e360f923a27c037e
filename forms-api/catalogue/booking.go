package catalogue

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	formsapi "sportello/forms-api"
)

// placesPerPerson is the value of places by which each person takes one.
const placesPerPerson = "person"

// booking reads how an office gives appointments.
func (d *document) booking(f bookingFacts) formsapi.Booking {
	rule := d.rule("booking", f, formsapi.DefaultRule(formsapi.BookingMode(f.Mode)))
	b := formsapi.Booking{Rule: rule, Services: map[string]formsapi.BookingRule{}}
	for _, id := range slices.Sorted(maps.Keys(f.Services)) {
		key := "booking.services." + id
		if len(f.Services[id].Services) > 0 {
			d.error(key+".services", "a service has no services of its own: take this table out")
		}
		b.Services[id] = d.rule(key, f.Services[id], rule)
	}
	return b
}

// rule is a rule as the facts have it; what they leave out is as in another one.
func (d *document) rule(key string, f bookingFacts, otherwise formsapi.BookingRule) formsapi.BookingRule {
	r := otherwise
	r.Mode = formsapi.BookingMode(f.Mode)
	for fact, into := range map[*int]*int{
		f.Slot: &r.Slot, f.Buffer: &r.Buffer, f.Ahead: &r.Ahead, f.Notice: &r.Notice, f.Hold: &r.Hold, f.PerContact: &r.PerContact,
	} {
		if fact != nil {
			*into = *fact
		}
	}
	if f.Places != "" {
		r.PerPerson = f.Places == placesPerPerson
	}
	d.inUnits(key+".slot_minutes", f.Slot)
	d.inUnits(key+".buffer_minutes", f.Buffer)
	if len(f.Intervals) > 0 {
		r.Intervals = d.bookable(key+".intervals", f.Intervals)
	}
	return r
}

// inUnits refuses minutes in which places cannot be counted.
func (d *document) inUnits(key string, minutes *int) {
	if minutes != nil && *minutes%formsapi.UnitMinutes != 0 {
		d.error(key, "%d minutes cannot be had: write a multiple of %d", *minutes, formsapi.UnitMinutes)
	}
}

func (d *document) bookable(key string, facts []bookableFacts) (week formsapi.BookableWeek) {
	for n, f := range facts {
		at := fmt.Sprintf("%s[%d]", key, n)
		desks := 1
		if f.Desks != nil {
			desks = *f.Desks
		}
		for m, text := range f.Hours {
			i, err := formsapi.ParseInterval(text)
			switch {
			case err != nil:
				d.error(fmt.Sprintf("%s.hours[%d]", at, m), "%v", err)
				continue
			case i.Opens%formsapi.UnitMinutes != 0:
				d.error(fmt.Sprintf("%s.hours[%d]", at, m), "places are counted in steps of %d minutes: begin at such a minute", formsapi.UnitMinutes)
				continue
			}
			for _, name := range f.Days {
				if day := slices.Index(dayKeys[:], name); day >= 0 {
					week[day] = append(week[day], formsapi.BookableInterval{Interval: i, Desks: desks})
				}
			}
		}
	}
	return d.inOrder(key, week)
}

// inOrder sorts each day, and refuses intervals that share a minute: nobody could
// tell how many desks there are then.
func (d *document) inOrder(key string, week formsapi.BookableWeek) formsapi.BookableWeek {
	for day := range week {
		slices.SortFunc(week[day], func(a, b formsapi.BookableInterval) int { return cmp.Compare(a.Opens, b.Opens) })
		if a, b, overlap := formsapi.Overlap(intervalsOf(week[day])); overlap {
			d.error(key, "%s: %s and %s overlap: write one interval with all its desks", dayKeys[day], a, b)
		}
	}
	return week
}

func intervalsOf(day []formsapi.BookableInterval) []formsapi.Interval {
	all := make([]formsapi.Interval, len(day))
	for n, i := range day {
		all[n] = i.Interval
	}
	return all
}
