package formsapi

import (
	"regexp"
	"strings"
	"time"
)

// A Slot is a time at which an office gives an appointment for a service.
type Slot struct {
	Start     time.Time // in the office's zone
	Minutes   int       // that the appointment takes; a group's may take several slots in a row
	Free      int       // desks that are free at its start
	Languages []string  // that somebody at the counter speaks then, sorted
}

// exactMinute is a date-time of RFC 3339 5.6 without seconds. time.Parse is not
// that strict: it takes an hour of one digit, and fractions after a comma.
var exactMinute = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:00(\.0+)?(Z|[+-]\d\d:\d\d)$`)

// ParseSlot reads the start of a slot: RFC 3339, an exact minute, with any offset.
func ParseSlot(typed string) (at time.Time, ok bool) {
	typed = strings.ToUpper(typed) // RFC 3339 5.6: T and Z may be lower case
	if !exactMinute.MatchString(typed) {
		return time.Time{}, false
	}
	at, err := time.Parse(time.RFC3339, typed)
	return at, err == nil
}

// A gridSlot is a slot as the facts have it, whoever has taken it.
type gridSlot struct {
	wall  WallTime
	start time.Time
	seat  Seat
	last  bool // the next one does not follow at once, or belongs to another interval
}

// grid are the slots of a day, a midnight, in order. The clock on the wall
// decides, as with OpeningHours: a time that the clocks skip is no slot, one that
// they repeat is one the first time only.
func (o Office) grid(r BookingRule, day WallTime) []gridSlot {
	var all []gridSlot
	for _, i := range o.bookable(r, day.Weekday()) {
		begun := len(all)
		for at := i.Opens; at+TimeOfDay(r.Slot) <= i.Closes; at += TimeOfDay(r.Step()) {
			if s, ok := o.slotAt(r, day+WallTime(at), i); ok {
				all = append(all, s)
			}
		}
		linkRow(all[begun:], r)
	}
	return all
}

// linkRow marks where a row of slots that follow each other ends.
func linkRow(row []gridSlot, r BookingRule) {
	for n := range row {
		row[n].last = n == len(row)-1 || row[n+1].start.Sub(row[n].start) != time.Duration(r.Step())*time.Minute
	}
}

func (o Office) slotAt(r BookingRule, w WallTime, within BookableInterval) (gridSlot, bool) {
	start, ok := w.In(o.Zone)
	if !ok || !o.attends(start, w, r.Slot, within.Interval) {
		return gridSlot{}, false
	}
	from := UnitAt(start)
	seat := Seat{From: from, Until: from + Unit(r.Step()/UnitMinutes), Minutes: r.Slot, Desks: within.Desks}
	return gridSlot{wall: w, start: start, seat: seat}, true
}

// attends says whether the clock on the wall stays within an interval, and no
// closure begins, for so many minutes from an instant on.
func (o Office) attends(start time.Time, w WallTime, minutes int, within Interval) bool {
	end := start.Add(time.Duration(minutes) * time.Minute)
	if steady := WallTimeAt(end, o.Zone) == w+WallTime(minutes); steady {
		return !o.closedWithin(w, w+WallTime(minutes))
	}
	for t := start; t.Before(end); t = t.Add(time.Minute) { // the clocks change meanwhile
		now := WallTimeAt(t, o.Zone)
		if _, closed := o.CounterHours.closureAt(now); closed || now.Midnight() != w.Midnight() || !within.contains(now.TimeOfDay()) {
			return false
		}
	}
	return true
}

func (o Office) closedWithin(from, until WallTime) bool {
	for _, c := range o.CounterHours.closures {
		if c.From < until && from < c.Until {
			return true
		}
	}
	_, holiday := o.CounterHours.holidays.On(from)
	return holiday
}

// In is the first instant at which the clock on a zone's wall shows w, in the
// zone; false for a time that it skips.
func (w WallTime) In(zone *time.Location) (time.Time, bool) {
	y, m, d := w.asUTC().Date()
	t := time.Date(y, m, d, 0, int(w.TimeOfDay()), 0, 0, zone)
	if WallTimeAt(t, zone) != w {
		return time.Time{}, false
	}
	if change, _ := t.ZoneBounds(); !change.IsZero() { // it may have shown w before the clocks went back
		_, before := change.Add(-time.Second).Zone()
		if first := time.Unix(int64(w)*60-int64(before), 0).In(zone); first.Before(change) && WallTimeAt(first, zone) == w {
			return first, true
		}
	}
	return t, true
}

// claim is what people who come at the slot with a number of a day's grid ask for.
func (o Office) claim(r BookingRule, people int, row []gridSlot) Claim {
	c := Claim{Office: o.ID, Need: 1, Seats: []Seat{row[0].seat}}
	if !r.PerPerson {
		return c
	}
	c.Need = max(1, people)
	for n := 1; n < len(row) && len(c.Seats) < c.Need && !row[n-1].last; n++ {
		next := row[n].seat
		next.Minutes += n * r.Step()
		c.Seats = append(c.Seats, next)
	}
	return c
}
