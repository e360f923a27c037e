package formsapi

import "time"

// UnitMinutes is how long a unit is: the grain in which places are claimed.
const UnitMinutes = 5

// A Unit is five minutes, counted from 1970-01-01T00:00Z. A place is taken unit
// by unit, so that appointments of different length cannot overlap unseen.
type Unit int64

// UnitAt is the unit that an instant lies in.
func UnitAt(t time.Time) Unit { return Unit(floorDiv(t.Unix(), UnitMinutes*60)) }

// unitAfter is the first unit that begins at an instant or later.
func unitAfter(t time.Time) Unit { return Unit(-floorDiv(-t.Unix(), UnitMinutes*60)) }

// Time is the instant at which the unit begins, in UTC.
func (u Unit) Time() time.Time { return time.Unix(int64(u)*UnitMinutes*60, 0).UTC() }

// A Place is one desk of an office for one unit. Nobody else can have it.
type Place struct {
	Desk int // from 0
	Unit Unit
}

// A Claim asks for places at an office: so many seats, out of those that stand
// in Seats, the first ones first.
type Claim struct {
	Office string
	Need   int // seats; at least 1
	Seats  []Seat
}

// A Seat is a stretch of time at one of an office's first desks.
type Seat struct {
	From, Until Unit // the rest of the desk afterwards included
	Minutes     int  // from the start of the first seat until who sits here is done
	Desks       int
}

// Span is the stretch in which the claim may take places.
func (c Claim) Span() (from, until Unit) {
	if len(c.Seats) == 0 {
		return 0, 0
	}
	from, until = c.Seats[0].From, c.Seats[0].Until
	for _, s := range c.Seats[1:] {
		from, until = min(from, s.From), max(until, s.Until)
	}
	return from, until
}

// most is how many seats the claim could get if nobody had taken any.
func (c Claim) most() (seats int) {
	for _, s := range c.Seats {
		seats += s.Desks
	}
	return seats
}

// An Allocation is what a claim gets.
type Allocation struct {
	Places  []Place
	Minutes int // from the first seat's start to the last one's end
}

// Allocate chooses places among those that are not taken. A group sits down at
// as many desks at once as are free, and goes on in the next seat; a seat without
// a free desk breaks the row, and nothing is had.
func (c Claim) Allocate(taken Occupancy) (Allocation, bool) {
	var a Allocation
	need := c.Need
	for _, s := range c.Seats {
		free := taken.freeDesks(s, need)
		if len(free) == 0 {
			return Allocation{}, false
		}
		for _, desk := range free {
			for u := s.From; u < s.Until; u++ {
				a.Places = append(a.Places, Place{Desk: desk, Unit: u})
			}
		}
		a.Minutes = s.Minutes
		if need -= len(free); need == 0 {
			return a, true
		}
	}
	return Allocation{}, false
}

// Occupancy is which places of an office are taken within a stretch of time.
type Occupancy struct {
	from, until Unit
	desks       map[int][]bool
}

// NewOccupancy notes the places that are taken from one unit until another.
func NewOccupancy(from, until Unit, taken []Place) Occupancy {
	o := Occupancy{from: from, until: until, desks: map[int][]bool{}}
	for _, p := range taken {
		if p.Unit < from || p.Unit >= until {
			continue
		}
		if o.desks[p.Desk] == nil {
			o.desks[p.Desk] = make([]bool, until-from)
		}
		o.desks[p.Desk][p.Unit-from] = true
	}
	return o
}

// freeDesks are the first desks that are free for all of a seat, most of them at most.
func (o Occupancy) freeDesks(s Seat, most int) []int {
	var free []int
	for desk := 0; desk < s.Desks && len(free) < most; desk++ {
		if o.free(desk, s) {
			free = append(free, desk)
		}
	}
	return free
}

func (o Occupancy) free(desk int, s Seat) bool {
	taken, any := o.desks[desk]
	if !any {
		return true
	}
	for u := max(s.From, o.from); u < min(s.Until, o.until); u++ {
		if taken[u-o.from] {
			return false
		}
	}
	return true
}
