package formsapi

import "time"

// slotStarting finds the slots of a day's grid from the one that begins at an
// instant on; false if none does.
func (o Office) slotStarting(r BookingRule, at time.Time) ([]gridSlot, bool) {
	grid := o.grid(r, WallTimeAt(at, o.Zone).Midnight())
	for n, s := range grid {
		if s.start.Equal(at) {
			return grid[n:], true
		}
	}
	return nil, false
}

// personClaim is the claim of a person who chose a slot. The field error says
// why nobody can have it, whoever has taken it.
func (o Office) personClaim(r BookingRule, people int, at, now time.Time) (Claim, *FieldError) {
	wrong := func(key string) (Claim, *FieldError) { return Claim{}, &FieldError{Field: "slot", Key: key} }
	switch today := WallTimeAt(now, o.Zone).Midnight(); {
	case !at.After(now):
		return wrong("error-slot-past")
	case at.Before(r.earliest(now)):
		return wrong("error-slot-too-soon")
	case WallTimeAt(at, o.Zone) >= today+WallTime(r.Ahead+1)*minutesPerDay:
		return wrong("error-slot-too-far")
	}
	row, ok := o.slotStarting(r, at)
	if !ok {
		return wrong("error-slot-outside")
	}
	return o.claim(r, people, row), nil
}

// staffClaim is the claim of staff who agreed on a time, be it a slot or not.
// The office never has more people at once than it has desks, whoever agreed.
func (o Office) staffClaim(r BookingRule, people int, at time.Time) Claim {
	if row, ok := o.slotStarting(r, at); ok {
		return o.claim(r, people, row)
	}
	c := Claim{Office: o.ID, Need: 1}
	if r.PerPerson {
		c.Need = max(1, people)
	}
	wall := WallTimeAt(at, o.Zone)
	desks := min(o.desksAt(r, wall), o.desksAt(r, wall+WallTime(c.Need*r.Step())-1))
	for range c.Need {
		ends := at.Add(time.Duration(r.Slot) * time.Minute)
		rests := ends.Add(time.Duration(r.Buffer) * time.Minute)
		c.Seats = append(c.Seats, Seat{From: UnitAt(at), Ends: unitAfter(ends), Until: unitAfter(rests), Desks: desks})
		at = rests
	}
	return c
}

// holdUntil is until when a place is held for who has not been answered: so many
// minutes in which the office is open, but no longer than somebody else could
// still take it; where that is over already, until halfway to the start. Where
// nobody knows the hours, minutes are counted as on a working day of eight hours.
func (o Office) holdUntil(r BookingRule, from, start time.Time) time.Time {
	end := o.afterOpenMinutes(from, r.Hold)
	last := start.Add(-time.Duration(max(r.Notice, MinAnswer)) * time.Minute)
	if !last.After(from) {
		last = from.Add(start.Sub(from) / 2)
	}
	if last.Before(end) {
		return last
	}
	return end
}

// afterOpenMinutes is when the office will have been open for so many minutes,
// no later than ChangeHorizon.
func (o Office) afterOpenMinutes(from time.Time, minutes int) time.Time {
	h := o.CounterHours
	if !h.Known() {
		h = o.AppointmentHours
	}
	if !h.Known() {
		const workingDay = 8 * 60
		return from.Add(time.Duration(minutes) * time.Minute * minutesPerDay / workingDay)
	}
	left := time.Duration(minutes) * time.Minute
	for at := from; ; {
		open := h.OpenAt(at)
		next, _, ok := h.NextChange(at)
		switch {
		case !ok:
			return from.Add(ChangeHorizon)
		case open && next.Sub(at) >= left:
			return at.Add(left)
		case open:
			left -= next.Sub(at)
		}
		at = next
	}
}
