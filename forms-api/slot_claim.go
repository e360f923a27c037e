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

// GivesAt says whether a slot of a service begins at an instant, free or not.
func (o Office) GivesAt(service string, at time.Time) bool {
	_, gives := o.slotStarting(o.Rule(service), at)
	return gives
}

// personClaim is the claim of a person who chose a slot. The field error says
// why nobody can have it, whoever has taken it.
func (o Office) personClaim(r BookingRule, people int, at, now time.Time) (Claim, *FieldError) {
	wrong := func(key string) (Claim, *FieldError) { return Claim{}, &FieldError{Field: "slot", Key: key} }
	switch today := WallTimeAt(now, o.Zone).Midnight(); {
	case !at.After(now):
		return wrong("error-slot-past")
	case at.Before(o.earliest(r, now)):
		return wrong("error-slot-too-soon")
	case WallTimeAt(at, o.Zone) >= today+WallTime(r.Ahead+1)*minutesPerDay:
		return wrong("error-slot-too-far")
	}
	row, ok := o.slotStarting(r, at)
	if !ok {
		return wrong("error-slot-outside")
	}
	claim := o.claim(r, people, row)
	if most := claim.most(); most < claim.Need {
		return Claim{}, &FieldError{Field: "people", Key: "error-people-too-many", Args: map[string]any{"Max": most}}
	}
	return claim, nil
}

// staffClaim is the claim of staff who agreed on a time, be it a slot or not.
// The office never has more people at once than it has desks, whoever agreed. A
// group for whom too few slots are left sits down all the same, one after the
// other: whether the office receives for so long is asked apart.
func (o Office) staffClaim(r BookingRule, people int, at time.Time) Claim {
	if row, ok := o.slotStarting(r, at); ok {
		if c := o.claim(r, people, row); c.most() >= c.Need {
			return c
		}
	}
	c := Claim{Office: o.ID, Need: 1}
	if r.PerPerson {
		c.Need = max(1, people)
	}
	wall := WallTimeAt(at, o.Zone)
	desks := min(o.desksAt(r, wall), o.desksAt(r, wall+WallTime(c.Need*r.Step())-1))
	for begins := at; len(c.Seats) < c.Need; { // who comes next at a desk sits down at a full unit
		ends := begins.Add(time.Duration(r.Slot) * time.Minute)
		until := unitAfter(ends.Add(time.Duration(r.Buffer) * time.Minute))
		c.Seats = append(c.Seats, Seat{From: UnitAt(begins), Until: until, Minutes: int(ends.Sub(at).Minutes()), Desks: desks})
		begins = until.Time()
	}
	return c
}

// MostPeople is how many people the office can take together for a service, at all
// its desks and one appointment after the other, in the best interval of its usual
// week: at most MaxPeople, and 0 where the site takes no requests for it.
func (o Office) MostPeople(s Service) (most int) {
	if !o.TakesRequests(s) {
		return 0
	}
	r := o.Rule(s.ID)
	for day := range 7 {
		for _, i := range o.bookable(r, time.Weekday(day)) {
			if room := int(i.Closes-i.Opens) - r.Slot; room >= 0 {
				most = max(most, (room/r.Step()+1)*i.Desks)
			}
		}
	}
	if !r.PerPerson && most > 0 {
		return MaxPeople
	}
	return min(most, MaxPeople)
}
