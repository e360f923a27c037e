package catalogue

import (
	"fmt"
	"slices"
	"time"

	formsapi "sportello/forms-api"
)

// checkRule refuses a rule that the office's other facts make impossible.
func (d *document) checkRule(key string, o formsapi.Office, r formsapi.BookingRule, rule bookingFacts, f *officeFacts) {
	d.checkMode(key+".mode", r.Mode, f)
	known := o.CounterHours.Known() || o.AppointmentHours.Known()
	if r.Mode == formsapi.ModeInstant && !namesDays(f.Hours, "counter") && r.Intervals.Empty() {
		d.warn(key+".mode", "places can be offered only within known hours: write the counter's hours under [hours.counter]")
	}
	if r.Mode.Online() && r.Intervals.Empty() {
		d.hoursInUnits(key, o)
	}
	for n, facts := range rule.Intervals {
		for m, text := range facts.Hours {
			if i, err := formsapi.ParseInterval(text); err == nil {
				d.checkBookable(fmt.Sprintf("%s.intervals[%d].hours[%d]", key, n, m), facts.Days, i, o, r, known)
			}
		}
	}
}

// checkBookable holds an interval against the hours and the slots.
func (d *document) checkBookable(key string, days []string, i formsapi.Interval, o formsapi.Office, r formsapi.BookingRule, known bool) {
	if int(i.Closes-i.Opens) < r.Slot {
		d.warn(key, "%s is shorter than an appointment of %d minutes: nobody can book in it", i, r.Slot)
	}
	for _, name := range days {
		day := slices.Index(dayKeys[:], name)
		if known && day >= 0 && !o.ReceivesDuring(time.Weekday(day), i) {
			d.error(key, "%s %s is outside the hours in which the office receives people: shorten it, or correct the hours", name, i)
		}
	}
}

// hoursInUnits refuses hours as bookable intervals if places cannot be counted
// from their beginning.
func (d *document) hoursInUnits(key string, o formsapi.Office) {
	for _, day := range slices.Concat(o.CounterHours.Days(), o.AppointmentHours.Days()) {
		for _, i := range day.Intervals {
			if i.Opens%formsapi.UnitMinutes != 0 {
				d.error(key, "places are counted in steps of %d minutes, and the office opens at %s: name the intervals under [[%s.intervals]]",
					formsapi.UnitMinutes, i.Opens, key)
			}
		}
	}
}
