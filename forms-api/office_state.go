package formsapi

import "time"

// OfficeState says what somebody who stands before an office, or who calls it,
// will find. It is a key: the words are in i18n.
type OfficeState string

// The states there are.
const (
	OfficeOpen              OfficeState = "open"
	OfficeByAppointment     OfficeState = "by-appointment"     // only who has an appointment is received
	OfficeClosed            OfficeState = "closed"             // as on every such day at such an hour
	OfficeTemporarilyClosed OfficeState = "temporarily-closed" // a closure or a holiday
	OfficeUnknown           OfficeState = "unknown"            // nobody knows the hours
)

// OfficeStates lists the states there are.
var OfficeStates = []OfficeState{OfficeOpen, OfficeByAppointment, OfficeClosed, OfficeTemporarilyClosed, OfficeUnknown}

// Receives says whether somebody is there to receive people.
func (s OfficeState) Receives() bool { return s == OfficeOpen || s == OfficeByAppointment }

// StateAt is the state of the office's counter at an instant, and its next
// change: until when, and what comes next. ok is false if nothing changes within
// ChangeHorizon. The change is told in the office's zone.
//
// A closure or a holiday that is in force is always said, at night too: whoever
// looks then wants to know why, and from when on. An office that receives by
// appointment only does so within its counter's hours, or whenever nobody knows
// them: that one has to call first is true at any hour.
func (o Office) StateAt(t time.Time) (state OfficeState, until time.Time, next OfficeState, ok bool) {
	return o.counter().at(t)
}

// TelephoneStateAt is the same of the office's telephone, which is never by
// appointment.
func (o Office) TelephoneStateAt(t time.Time) (state OfficeState, until time.Time, next OfficeState, ok bool) {
	return o.telephone().at(t)
}

// StateChange is an instant, and the state that holds from then on.
type StateChange struct {
	At    time.Time
	State OfficeState
}

// attendance is a counter or a telephone: its state by the clock on the wall, and
// the hours whose edges may change it.
type attendance struct {
	zone  *time.Location
	state func(WallTime) OfficeState
	hours []OpeningHours
}

func (o Office) counter() attendance {
	return attendance{o.Zone, o.counterState, []OpeningHours{o.CounterHours, o.AppointmentHours}}
}

func (o Office) telephone() attendance {
	return attendance{o.Zone, o.telephoneState, []OpeningHours{o.TelephoneHours}}
}

func (o Office) counterState(w WallTime) OfficeState {
	_, closed := o.CounterHours.closureAt(w)
	attended := o.CounterHours.has(w)
	switch {
	case closed:
		return OfficeTemporarilyClosed
	case attended && o.Access != AccessByAppointment:
		return OfficeOpen
	case attended, o.AppointmentHours.has(w):
		return OfficeByAppointment
	case o.CounterHours.Known():
		return OfficeClosed
	case o.Access == AccessByAppointment:
		return OfficeByAppointment
	}
	return OfficeUnknown
}

func (o Office) telephoneState(w WallTime) OfficeState {
	_, closed := o.TelephoneHours.closureAt(w)
	switch {
	case closed:
		return OfficeTemporarilyClosed
	case o.TelephoneHours.has(w):
		return OfficeOpen
	case o.TelephoneHours.Known():
		return OfficeClosed
	}
	return OfficeUnknown
}

func (a attendance) at(t time.Time) (state OfficeState, until time.Time, next OfficeState, ok bool) {
	state = a.state(WallTimeAt(t, a.zone))
	limit := t.Add(ChangeHorizon)
	for at, w := range edges(t, a.zone, a.nextWallEdge) {
		if at.After(limit) {
			break
		}
		if next = a.state(w); next != state {
			return state, at, next, true
		}
	}
	return state, time.Time{}, "", false
}

// nextWallEdge is the first edge of any of the hours.
func (a attendance) nextWallEdge(w WallTime) WallTime {
	next := a.hours[0].nextWallEdge(w)
	for _, h := range a.hours[1:] {
		next = min(next, h.nextWallEdge(w))
	}
	return next
}
