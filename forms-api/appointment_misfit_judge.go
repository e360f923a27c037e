package formsapi

import (
	"slices"
	"time"
)

// misfits says what the facts of an office do not suit in an appointment to come.
func (f misfitFacts) misfits(a Coming, need spokenTo) []Misfit {
	if !f.known {
		return []Misfit{MisfitOffice}
	}
	o, why := f.office, []Misfit(nil)
	wall, end := a.during(o.Zone)
	if len(o.ClosuresBetween(wall, end)) > 0 {
		why = append(why, MisfitClosed)
	} else if o.isAwayDuring(a.Appointment) || o.givesNoTime(a.Appointment, wall) {
		why = append(why, MisfitHours)
	}
	if a.Together > o.mostDesksAt(wall) {
		why = append(why, MisfitDesks)
	}
	if f.status[a.Service] != ServiceActive || !o.Offers(a.Service) {
		why = append(why, MisfitService)
	}
	switch {
	case !o.lacksInterpreter(need, wall, end):
	case o.usuallySpoken(need.language, wall, end):
		why = append(why, MisfitAbsent)
	default:
		why = append(why, MisfitLanguage)
	}
	return why
}

// isAwayDuring says whether some of an appointment is outside the hours.
func (o Office) isAwayDuring(a Appointment) bool {
	_, outside := o.outsideHours(a.Start.At, a.Minutes)
	return outside
}

// givesNoTime says whether somebody has from the site a time that is in none of the
// intervals in which the office gives appointments by now.
func (o Office) givesNoTime(a Appointment, wall WallTime) bool {
	rule := o.Rule(a.Service)
	if a.Channel != IntakeWeb || rule.Intervals.Empty() {
		return false
	}
	return !slices.ContainsFunc(rule.Intervals[wall.Weekday()], func(i BookableInterval) bool { return i.contains(wall.TimeOfDay()) })
}

// mostDesksAt is how many desks the office has at a wall time, for whichever service.
func (o Office) mostDesksAt(w WallTime) int {
	most := o.desksAt(o.Booking.Rule, w)
	for _, rule := range o.Booking.Services {
		most = max(most, o.desksAt(rule, w))
	}
	return most
}

// during is from when until when an appointment is on the clock of a zone.
func (a Appointment) during(zone *time.Location) (from, until WallTime) {
	from = WallTimeAt(a.Start.At, zone)
	return from, from + WallTime(max(1, a.Minutes))
}

// lacksInterpreter says whether a language that the person needs, and that
// somebody speaks at this office, is not spoken then. Who did not ask for an
// interpreter counts on one if they were to be there at the time they have. Where nobody
// knows the language, any mediator may be the one.
func (o Office) lacksInterpreter(need spokenTo, from, until WallTime) bool {
	if need.language == "" && !need.interpreter || mayBeAmong(o.LanguagesDuring(from, until), need.language) {
		return false
	}
	if need.interpreter {
		return mayBeAmong(o.SpokenLanguages(), need.language)
	}
	return o.usuallySpoken(need.language, from, until)
}

// mayBeAmong is SpokenAmong, or whether there is any language at all where nobody knows
// which is wanted.
func mayBeAmong(languages []string, wanted string) bool {
	return SpokenAmong(languages, wanted) || wanted == "" && len(languages) > 0
}

// usuallySpoken says whether a language would be spoken then if nobody were absent.
func (o Office) usuallySpoken(language string, from, until WallTime) bool {
	o.Absences = nil
	return mayBeAmong(o.LanguagesDuring(from, until), language)
}
