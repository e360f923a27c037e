package formsapi

import "time"

// BookingMode is how people get an appointment.
type BookingMode string

// The modes there are.
const (
	ModeRequest BookingMode = "request" // people ask on the site, staff confirm
	ModeInstant BookingMode = "instant" // people take a free place on the site
	ModePhone   BookingMode = "phone"   // people call
	ModeWalkIn  BookingMode = "walk-in" // people come
)

// BookingModes lists the modes there are.
var BookingModes = []BookingMode{ModeRequest, ModeInstant, ModePhone, ModeWalkIn}

// Online says whether the site takes requests in this mode.
func (m BookingMode) Online() bool { return m == ModeRequest || m == ModeInstant }

// Booking is how an office gives appointments: one rule, and the services where
// another applies. Each of these is complete: nothing is inherited.
type Booking struct {
	Rule     BookingRule
	Services map[string]BookingRule
}

// A BookingRule says when appointments are given and to how many people.
type BookingRule struct {
	Mode       BookingMode
	Intervals  BookableWeek // none: whenever the office receives people, at one desk
	Slot       int          // minutes that an appointment takes; a multiple of UnitMinutes, at most MaxSlot
	Buffer     int          // minutes that a desk rests after it; a multiple of UnitMinutes
	Ahead      int          // days from today on which one can book
	Notice     int          // minutes before its start until which a slot can be booked
	Hold       int          // minutes, in which the office is open, for which a request or an offer holds its place
	PerContact int          // appointments that one telephone or e-mail may have at the office at once; 0: any number
	PerPerson  bool         // each person takes a place; otherwise a request takes one
}

// What holds where the facts say nothing else.
const (
	DefaultSlot   = 30
	DefaultAhead  = 60
	DefaultNotice = 60
	DefaultHold   = 8 * 60
	MaxSlot       = 8 * 60
	MaxAhead      = 366
	MaxDesks      = 200
	MinAnswer     = 60 // minutes before the start at which a hold ends at the latest
	AnswerTime    = 30 // open minutes that staff must have to answer a request: to open the desk, call somebody back, and decide
)

// DefaultRule is a rule of a mode of which the facts say nothing else.
func DefaultRule(mode BookingMode) BookingRule {
	return BookingRule{Mode: mode, Slot: DefaultSlot, Ahead: DefaultAhead, Notice: DefaultNotice, Hold: DefaultHold}
}

// lastAnswer is how long before the start staff can answer at the latest: then
// somebody else could take the place no more.
func (r BookingRule) lastAnswer() time.Duration {
	return time.Duration(max(r.Notice, MinAnswer)) * time.Minute
}

// Step is how many minutes after a slot the next one begins.
func (r BookingRule) Step() int { return r.Slot + r.Buffer }

// A BookableInterval is a stretch of a day in which appointments are given, at
// so many desks at once.
type BookableInterval struct {
	Interval
	Desks int // 1 to MaxDesks
}

// BookableWeek is the bookable intervals of each day, indexed by time.Weekday,
// each day in order.
type BookableWeek [7][]BookableInterval

// Empty says whether there is no interval at all.
func (w BookableWeek) Empty() bool {
	for _, day := range w {
		if len(day) > 0 {
			return false
		}
	}
	return true
}

// Mode is how one gets an appointment for a service. A service that the office
// does not offer has no mode: the empty one, which is not online.
func (o Office) Mode(service string) BookingMode { return o.Rule(service).Mode }

// Rule says how appointments are given for a service; the zero rule for one that
// the office does not offer.
func (o Office) Rule(service string) BookingRule {
	if !o.Offers(service) {
		return BookingRule{}
	}
	if rule, ok := o.Booking.Services[service]; ok {
		return rule
	}
	return o.Booking.Rule
}

// TakesRequests says whether the site takes requests for a service at this
// office: it is offered there, nobody has suspended it, and its mode is online.
func (o Office) TakesRequests(s Service) bool {
	return s.Status == ServiceActive && o.Mode(s.ID).Online()
}

// Bookable are the intervals of a weekday in which appointments for a service
// are given, as in every week: closures and holidays are not in them.
func (o Office) Bookable(service string, day time.Weekday) []BookableInterval {
	return o.bookable(o.Rule(service), day)
}

// bookable are the intervals of a weekday in which appointments are given.
func (o Office) bookable(r BookingRule, day time.Weekday) []BookableInterval {
	if !r.Intervals.Empty() {
		return r.Intervals[day]
	}
	var all []BookableInterval
	for _, i := range sortedIntervals(append(o.CounterHours.onDay(day), o.AppointmentHours.onDay(day)...)) {
		if last := len(all) - 1; last >= 0 && i.Opens <= all[last].Closes {
			all[last].Closes = max(all[last].Closes, i.Closes)
			continue
		}
		all = append(all, BookableInterval{Interval: i, Desks: 1})
	}
	return all
}

// desksAt is how many desks give appointments at a wall time: those of the
// interval around it, or else of the day's largest, or else one.
func (o Office) desksAt(r BookingRule, w WallTime) int {
	most := 1
	for _, i := range o.bookable(r, w.Weekday()) {
		if i.contains(w.TimeOfDay()) {
			return i.Desks
		}
		most = max(most, i.Desks)
	}
	return most
}

// ReceivesDuring says whether the office receives people for the whole of an
// interval on a weekday, closures left aside.
func (o Office) ReceivesDuring(day time.Weekday, i Interval) bool {
	for _, open := range o.bookable(BookingRule{}, day) {
		if open.Opens <= i.Opens && i.Closes <= open.Closes {
			return true
		}
	}
	return false
}
