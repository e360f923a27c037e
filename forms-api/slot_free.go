package formsapi

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"
)

// A PlaceStore knows which places are taken.
type PlaceStore interface {
	// TakenPlaces are the places of an office that somebody has, from one unit
	// until just before another.
	TakenPlaces(ctx context.Context, office string, from, until Unit) ([]Place, error)
}

// Slots is the use case of whoever looks for a free time.
type Slots struct {
	Catalogue Catalogue
	Store     PlaceStore
	Now       func() time.Time
}

// MaxSlotDays is over how many days one question may ask.
const MaxSlotDays = 62

// A SlotQuery asks for the free slots of some days.
type SlotQuery struct {
	Office  string
	Service string
	People  int  // 1 to MaxPeople; 0 counts as 1
	From    Date // the first day; empty or past: today, at the office
	Days    int  // 1 to MaxSlotDays; 0 counts as 7

	Language string // only times at which somebody speaks it; empty: any

	Staff bool // staff ask: they give times whichever way people get them here, and at no notice
}

// Free lists the slots that can still be had, in order. A *Problem with
// CodeInvalid says which part of the question is wrong. Offices and services
// that take no requests on the site have none.
func (u *Slots) Free(ctx context.Context, q SlotQuery) ([]Slot, error) {
	office, rule, err := u.check(&q)
	if err != nil {
		return nil, err
	}
	from, err := q.midnight()
	if err != nil {
		return nil, err
	}
	return u.suiting(ctx, q, office, rule, from, from+WallTime(q.Days)*minutesPerDay)
}

// suiting are those of between at which somebody speaks the language of a question.
func (u *Slots) suiting(ctx context.Context, q SlotQuery, o Office, r BookingRule, from, until WallTime) ([]Slot, error) {
	slots, err := u.between(ctx, o, r, q.People, from, until)
	if q.Language == "" || err != nil {
		return slots, err
	}
	return slices.DeleteFunc(slots, func(s Slot) bool { return !slices.Contains(s.Languages, q.Language) }), nil
}

// midnight is when the first day begins.
func (q SlotQuery) midnight() (WallTime, error) {
	first, err := time.ParseInLocation(time.DateOnly, string(q.From), time.UTC)
	if err != nil {
		return 0, Invalid([]FieldError{{Field: "from", Key: "error-date-invalid"}})
	}
	return WallTime(first.Unix() / 60), nil
}

func (u *Slots) check(q *SlotQuery) (Office, BookingRule, error) {
	q.People, q.Days = cmp.Or(q.People, 1), cmp.Or(q.Days, 7)
	office, known := u.Catalogue.Office(q.Office)
	service, offered := u.Catalogue.Service(q.Service)
	var wrong []FieldError
	switch {
	case !known:
		wrong = append(wrong, FieldError{Field: "office", Key: "error-office-unknown"})
	case !offered:
		wrong = append(wrong, FieldError{Field: "service", Key: "error-service-unknown"})
	}
	if q.People < 1 || q.People > MaxPeople {
		wrong = append(wrong, FieldError{Field: "people", Key: "error-people-range", Args: map[string]any{"Max": MaxPeople}})
	}
	if q.Days < 1 || q.Days > MaxSlotDays {
		wrong = append(wrong, FieldError{Field: "days", Key: "error-days-range", Args: map[string]any{"Max": MaxSlotDays}})
	}
	if len(wrong) > 0 {
		return office, BookingRule{}, Invalid(wrong)
	}
	if q.From == "" {
		q.From = DateOf(u.Now().In(office.Zone))
	}
	if q.Staff {
		return office, office.staffRule(service.ID), nil
	}
	if !office.TakesRequests(service) {
		return office, BookingRule{}, nil
	}
	return office, office.Rule(service.ID), nil
}

// staffRule is how staff give times for a service, be it offered here any more
// or not: also where people call or come for them.
func (o Office) staffRule(service string) BookingRule {
	rule := o.Booking.Rule
	if o.Offers(service) {
		rule = o.Rule(service)
	}
	rule.Mode, rule.Notice = ModeInstant, 0 // who gives the time need not answer
	return rule
}

// between are the free slots of the days from one midnight until another.
func (u *Slots) between(ctx context.Context, o Office, r BookingRule, people int, from, until WallTime) ([]Slot, error) {
	today := WallTimeAt(u.Now(), o.Zone).Midnight()
	from, until = max(from, today), min(until, today+WallTime(r.Ahead+1)*minutesPerDay)
	if !r.Mode.Online() || from >= until {
		return nil, nil
	}
	earliest := o.earliest(r, u.Now())
	var days [][]gridSlot
	for day := from; day < until; day += minutesPerDay {
		days = append(days, slices.DeleteFunc(o.grid(r, day), func(g gridSlot) bool {
			return g.start.Before(earliest) || !g.start.After(u.Now()) // as personClaim and parseStart
		}))
	}
	occupied, err := u.occupied(ctx, o, slices.Concat(days...))
	if err != nil {
		return nil, err
	}
	var all []Slot
	for _, grid := range days {
		for n := range grid {
			if s, ok := o.freeSlot(r, people, grid[n:], occupied); ok {
				all = append(all, s)
			}
		}
	}
	return all, nil
}

// occupied reads which places are taken in the stretch of some slots.
func (u *Slots) occupied(ctx context.Context, o Office, slots []gridSlot) (Occupancy, error) {
	if len(slots) == 0 {
		return Occupancy{}, nil
	}
	from, until := slots[0].seat.From, slots[0].seat.Until
	for _, s := range slots[1:] {
		from, until = min(from, s.seat.From), max(until, s.seat.Until)
	}
	taken, err := u.Store.TakenPlaces(ctx, o.ID, from, until)
	if err != nil {
		return Occupancy{}, fmt.Errorf("reading the places of %s: %w", o.ID, err)
	}
	return NewOccupancy(from, until, taken), nil
}

// earliest is when the next slot may begin: after the notice and, where staff
// confirm, so late that they have AnswerTime for it. Where nobody knows when they
// are there, they are left to it.
func (o Office) earliest(r BookingRule, now time.Time) time.Time {
	noticed := now.Add(time.Duration(r.Notice) * time.Minute)
	if r.Mode != ModeRequest || !o.answeringHours().Known() {
		return noticed
	}
	return o.afterOpenMinutes(now, AnswerTime).Add(r.lastAnswer())
}

func (o Office) freeSlot(r BookingRule, people int, row []gridSlot, occupied Occupancy) (Slot, bool) {
	got, ok := o.claim(r, people, row).Allocate(occupied)
	if !ok {
		return Slot{}, false
	}
	free := len(occupied.freeDesks(row[0].seat, row[0].seat.Desks))
	return Slot{
		Start: row[0].start, Minutes: got.Minutes, Free: free,
		Languages: o.LanguagesDuring(row[0].wall, row[0].wall+WallTime(r.Slot)),
	}, true
}

// MaxAlternatives is how many other times are offered for one that is taken.
const MaxAlternatives = 3

// alternativeDays is how far around a taken time other ones are looked for: near
// first, since whoever comes too late is often one of many.
var alternativeDays = []WallTime{2, 7, 21}

// Nearest are the free slots nearest to a time, in the order of time.
func (u *Slots) Nearest(ctx context.Context, q SlotQuery, to time.Time) (slots []Slot, err error) {
	office, rule, err := u.check(&q)
	if err != nil {
		return nil, err
	}
	day := WallTimeAt(to, office.Zone).Midnight()
	for _, days := range alternativeDays {
		from, until := day-days*minutesPerDay, day+days*minutesPerDay
		if slots, err = u.suiting(ctx, q, office, rule, from, until); err != nil {
			return nil, err
		}
		slots = nearest(slots, to)
		within := min(to.Sub(from.instant(office.Zone)), until.instant(office.Zone).Sub(to))
		if len(slots) == MaxAlternatives && distance(slots[MaxAlternatives-1].Start, to) < within {
			break // nothing farther away can be nearer
		}
	}
	slices.SortFunc(slots, func(a, b Slot) int { return a.Start.Compare(b.Start) })
	return slots, nil
}

// nearest are MaxAlternatives slots, by their distance from a time, which is not
// among them.
func nearest(slots []Slot, to time.Time) []Slot {
	slots = slices.DeleteFunc(slots, func(s Slot) bool { return s.Start.Equal(to) })
	slices.SortStableFunc(slots, func(a, b Slot) int { return cmp.Compare(distance(a.Start, to), distance(b.Start, to)) })
	return slots[:min(len(slots), MaxAlternatives)]
}

// taken is the answer to who wanted a place that somebody else has.
func (u *Slots) taken(ctx context.Context, q SlotQuery, at time.Time) error {
	others, err := u.Nearest(ctx, q, at)
	if err != nil {
		return err
	}
	return &Problem{
		Code: CodeConflict, Alternatives: others,
		Fields: []FieldError{{Field: "slot", Key: ErrPlaceTaken.Key}},
	}
}

func distance(a, b time.Time) time.Duration { return a.Sub(b).Abs() }

// Next is the first free slot of an office for a service, from a day on, if there
// is one within the days on which one can book.
func (u *Slots) Next(ctx context.Context, q SlotQuery) (Slot, bool, error) {
	slots, err := u.Soonest(ctx, q, 1)
	return first(slots), len(slots) > 0, err
}

// Soonest are so many free slots, the next ones from a day on; fewer if there are
// no more within the days on which one can book.
func (u *Slots) Soonest(ctx context.Context, q SlotQuery, most int) ([]Slot, error) {
	office, rule, err := u.check(&q)
	if err != nil {
		return nil, err
	}
	from, err := q.midnight()
	if err != nil {
		return nil, err
	}
	const stride = 7 * minutesPerDay
	var all []Slot
	today := WallTimeAt(u.Now(), office.Zone).Midnight()
	last := today + WallTime(rule.Ahead+1)*minutesPerDay
	for day := max(from, today); day < last && len(all) < most; day += stride {
		slots, err := u.suiting(ctx, q, office, rule, day, day+stride)
		if err != nil {
			return nil, err
		}
		all = append(all, slots...)
	}
	return all[:min(most, len(all))], nil
}

func first(slots []Slot) Slot {
	if len(slots) == 0 {
		return Slot{}
	}
	return slots[0]
}
