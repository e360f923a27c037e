package formsapi

// A State says where an appointment stands between the person and the office.
// Work state (who works on it, whether it is closed) is kept apart.
type State string

// The states of an appointment.
const (
	Requested State = "requested" // the person asked; staff have not answered
	Confirmed State = "confirmed" // a date and a time are agreed
	Declined  State = "declined"  // the office cannot help, and said why
)

// States lists every state in the order in which the desk shows them.
var States = []State{Requested, Confirmed, Declined}

// An Event moves an appointment from one state to another.
type Event string

// The events of an appointment.
const (
	EventRequest Event = "request"
	EventConfirm Event = "confirm"
	EventDecline Event = "decline"
)

// An Actor is a kind of person or thing that can cause an event.
type Actor string

// The actors.
const (
	ActorPerson Actor = "person" // who asked for the appointment
	ActorStaff  Actor = "staff"  // who works at the office
)

// A Transition is one row of the state table.
type Transition struct {
	From  State // "" before the request exists
	Event Event
	By    Actor
	To    State
}

// Transitions is the state table: whatever is not a row of it cannot happen.
// The pages, the API, the desk and the tests read this table.
var Transitions = []Transition{
	{From: "", Event: EventRequest, By: ActorPerson, To: Requested},
	{From: Requested, Event: EventConfirm, By: ActorStaff, To: Confirmed},
	{From: Requested, Event: EventDecline, By: ActorStaff, To: Declined},
	{From: Confirmed, Event: EventConfirm, By: ActorStaff, To: Confirmed}, // another date or time
}

// Next returns the state that an event leads to, and false when the table has no such row.
func Next(from State, event Event, by Actor) (State, bool) {
	for _, t := range Transitions {
		if t.From == from && t.Event == event && t.By == by {
			return t.To, true
		}
	}
	return "", false
}

// EventsFor lists what an actor can do with an appointment in a state, in the table's order.
func EventsFor(from State, by Actor) []Event {
	var events []Event
	for _, t := range Transitions {
		if t.From == from && t.By == by {
			events = append(events, t.Event)
		}
	}
	return events
}
