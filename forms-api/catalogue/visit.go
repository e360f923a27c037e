package catalogue

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	formsapi "sportello/forms-api"
)

func access(fact string) formsapi.Access {
	return cmp.Or(formsapi.Access(fact), formsapi.AccessOpenDoor)
}

// checkAppointmentHours refuses hours that cannot be true together: at any time
// a counter receives whoever comes, or only who has an appointment.
func (d *document) checkAppointmentHours(o formsapi.Office) {
	if o.AppointmentHours.Known() && o.Access == formsapi.AccessByAppointment {
		d.error("hours.appointments", `with access = "by-appointment" all hours of the counter are by appointment: write these under [hours.counter]`)
		return
	}
	counter := o.CounterHours.Days()
	for n, day := range o.AppointmentHours.Days() {
		if counter == nil {
			return
		}
		if a, b, overlap := formsapi.Overlap(slices.Concat(counter[n].Intervals, day.Intervals)); overlap {
			d.error("hours.appointments."+dayKeys[day.Weekday], "%s and %s overlap, one of the counter and one by appointment only: end the first before the second begins", a, b)
		}
	}
}

// mediators are who is there on which day, from Monday on.
func (d *document) mediators(facts []mediatorFacts) []formsapi.MediatorPresence {
	var all []formsapi.MediatorPresence
	for n, f := range facts {
		hours := d.mediatorHours(fmt.Sprintf("mediators[%d]", n), f)
		for _, day := range f.Days {
			if weekday := slices.Index(dayKeys[:], day); weekday >= 0 {
				all = append(all, formsapi.MediatorPresence{Weekday: time.Weekday(weekday), Languages: f.Languages, Hours: hours})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b formsapi.MediatorPresence) int {
		return cmp.Or(cmp.Compare(isoWeekday(a.Weekday), isoWeekday(b.Weekday)), cmp.Compare(a.Hours.Opens, b.Hours.Opens))
	})
	return all
}

func (d *document) mediatorHours(key string, f mediatorFacts) formsapi.Interval {
	if f.From == "" || f.Until == "" {
		return formsapi.Interval{} // all day, or refused by the rules
	}
	hours, err := formsapi.ParseInterval(f.From + "-" + f.Until)
	if err != nil {
		d.error(key+".from", "%v", err)
	}
	return hours
}

// checkMediators warns of mediators on a day on which nobody is received. Of
// hours without a single day another warning speaks.
func (d *document) checkMediators(o formsapi.Office, facts []mediatorFacts) {
	received := daysWithHours(o.CounterHours)
	if len(received) == 0 {
		return
	}
	received = append(received, daysWithHours(o.AppointmentHours)...)
	for n, f := range facts {
		for _, day := range f.Days {
			if slices.Contains(dayKeys[:], day) && !slices.Contains(received, day) {
				d.warn(fmt.Sprintf("mediators[%d].days", n), "the counter has no hours on %s: correct the day, or the hours", day)
			}
		}
	}
}

func daysWithHours(h formsapi.OpeningHours) []string {
	var days []string
	for _, day := range h.Days() {
		if len(day.Intervals) > 0 {
			days = append(days, dayKeys[day.Weekday])
		}
	}
	return days
}

// isoWeekday is 1 for Monday to 7 for Sunday (ISO 8601).
func isoWeekday(day time.Weekday) int { return (int(day)+6)%7 + 1 }

func building(f buildingFacts) formsapi.Building {
	b := formsapi.Building{}
	for feature, has := range map[formsapi.BuildingFeature]*bool{
		formsapi.BuildingStepFree:          f.StepFree,
		formsapi.BuildingLift:              f.Lift,
		formsapi.BuildingAccessibleToilet:  f.AccessibleToilet,
		formsapi.BuildingAccessibleParking: f.AccessibleParking,
		formsapi.BuildingHearingLoop:       f.HearingLoop,
		formsapi.BuildingPrivateRoom:       f.PrivateRoom,
	} {
		if has != nil {
			b[feature] = *has
		}
	}
	return b
}
