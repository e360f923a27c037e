package formsapi

// A Transition is one row of the state table.
type Transition struct {
	From  State // "" before the request exists
	Event Event
	By    Actor
	To    State
	Place PlaceEffect
	Tell  Notice // to the person, in their way and language
}

// Transitions is the state table: whatever is not a row of it cannot happen.
// The pages, the API, the desk, the jobs, the tests and docs/appointments.md
// read this table.
var Transitions = []Transition{
	{"", EventRequest, ActorPerson, Requested, PlaceTake, NoticeRequested},
	{"", EventBook, ActorPerson, Confirmed, PlaceTake, NoticeConfirmed},
	{"", EventWait, ActorPerson, Waiting, PlaceNone, NoticeWaiting},
	{"", EventBook, ActorStaff, Confirmed, PlaceTake, NoticeConfirmed},
	{"", EventWait, ActorStaff, Waiting, PlaceNone, NoticeWaiting},
	{"", EventRecord, ActorStaff, Attended, PlaceNone, NoticeNone},

	{Requested, EventConfirm, ActorStaff, Confirmed, PlaceTake, NoticeConfirmed}, // at the time that was asked for, or another that was agreed
	{Requested, EventPropose, ActorStaff, Proposed, PlaceTake, NoticeProposed},
	{Requested, EventDecline, ActorStaff, Declined, PlaceFree, NoticeDeclined},
	{Requested, EventWithdraw, ActorStaff, CancelledByPerson, PlaceFree, NoticeWithdrawn},
	{Requested, EventRecord, ActorStaff, Attended, PlaceFree, NoticeNone},         // helped there and then
	{Requested, EventRequest, ActorPerson, Requested, PlaceTake, NoticeRequested}, // another time
	{Requested, EventBook, ActorPerson, Confirmed, PlaceTake, NoticeConfirmed},    // another time, where the office has come to confirm at once
	{Requested, EventWait, ActorPerson, Waiting, PlaceFree, NoticeWaiting},
	{Requested, EventCancel, ActorPerson, CancelledByPerson, PlaceFree, NoticeWithdrawn},
	{Requested, EventCorrect, ActorPerson, Requested, PlaceKeep, NoticeNone},
	{Requested, EventExpire, ActorTime, Waiting, PlaceFree, NoticeReleased},

	{Proposed, EventAccept, ActorPerson, Confirmed, PlaceKeep, NoticeConfirmed},
	{Proposed, EventRefuse, ActorPerson, Waiting, PlaceFree, NoticeWaiting},
	{Proposed, EventCancel, ActorPerson, CancelledByPerson, PlaceFree, NoticeWithdrawn},
	{Proposed, EventRequest, ActorPerson, Requested, PlaceTake, NoticeRequested},
	{Proposed, EventBook, ActorPerson, Confirmed, PlaceTake, NoticeConfirmed},
	{Proposed, EventCorrect, ActorPerson, Proposed, PlaceKeep, NoticeNone},
	{Proposed, EventConfirm, ActorStaff, Confirmed, PlaceTake, NoticeConfirmed}, // the person said yes by telephone
	{Proposed, EventPropose, ActorStaff, Proposed, PlaceTake, NoticeProposed},
	{Proposed, EventDecline, ActorStaff, Declined, PlaceFree, NoticeDeclined},
	{Proposed, EventWithdraw, ActorStaff, CancelledByPerson, PlaceFree, NoticeWithdrawn},
	{Proposed, EventRecord, ActorStaff, Attended, PlaceFree, NoticeNone},
	{Proposed, EventExpire, ActorTime, Expired, PlaceFree, NoticeExpired},

	{Confirmed, EventCancel, ActorPerson, CancelledByPerson, PlaceFree, NoticeWithdrawn},
	{Confirmed, EventRequest, ActorPerson, Requested, PlaceTake, NoticeRequested}, // another time, which staff confirm
	{Confirmed, EventBook, ActorPerson, Confirmed, PlaceTake, NoticeMoved},
	{Confirmed, EventCorrect, ActorPerson, Confirmed, PlaceKeep, NoticeNone},
	{Confirmed, EventConfirm, ActorStaff, Confirmed, PlaceTake, NoticeMoved}, // as EventMove
	{Confirmed, EventMove, ActorStaff, Confirmed, PlaceTake, NoticeMoved},
	{Confirmed, EventPropose, ActorStaff, Proposed, PlaceTake, NoticeReplaced}, // the office must close: another time is offered
	{Confirmed, EventCancel, ActorStaff, CancelledByOffice, PlaceFree, NoticeCancelled},
	{Confirmed, EventWithdraw, ActorStaff, CancelledByPerson, PlaceFree, NoticeWithdrawn},
	{Confirmed, EventAttend, ActorStaff, Attended, PlaceKeep, NoticeNone}, // they still sit there
	{Confirmed, EventMiss, ActorStaff, NotAttended, PlaceFree, NoticeNone},

	{Waiting, EventConfirm, ActorStaff, Confirmed, PlaceTake, NoticeConfirmed},
	{Waiting, EventPropose, ActorStaff, Proposed, PlaceTake, NoticeProposed},
	{Waiting, EventDecline, ActorStaff, Declined, PlaceNone, NoticeDeclined},
	{Waiting, EventWithdraw, ActorStaff, CancelledByPerson, PlaceNone, NoticeWithdrawn},
	{Waiting, EventRecord, ActorStaff, Attended, PlaceNone, NoticeNone},
	{Waiting, EventCancel, ActorPerson, CancelledByPerson, PlaceNone, NoticeWithdrawn},
	{Waiting, EventRequest, ActorPerson, Requested, PlaceTake, NoticeRequested},
	{Waiting, EventBook, ActorPerson, Confirmed, PlaceTake, NoticeConfirmed},
	{Waiting, EventCorrect, ActorPerson, Waiting, PlaceNone, NoticeNone},

	{Expired, EventRequest, ActorPerson, Requested, PlaceTake, NoticeRequested},
	{Expired, EventBook, ActorPerson, Confirmed, PlaceTake, NoticeConfirmed},
	{Expired, EventWait, ActorPerson, Waiting, PlaceNone, NoticeWaiting},
	{Expired, EventPropose, ActorStaff, Proposed, PlaceTake, NoticeProposed},

	{CancelledByOffice, EventRequest, ActorPerson, Requested, PlaceTake, NoticeRequested},
	{CancelledByOffice, EventBook, ActorPerson, Confirmed, PlaceTake, NoticeConfirmed},
	{CancelledByOffice, EventWait, ActorPerson, Waiting, PlaceNone, NoticeWaiting},
	{CancelledByOffice, EventPropose, ActorStaff, Proposed, PlaceTake, NoticeProposed},

	{Attended, EventMiss, ActorStaff, NotAttended, PlaceFree, NoticeNone},   // marked by mistake
	{NotAttended, EventAttend, ActorStaff, Attended, PlaceNone, NoticeNone}, // what was given back, somebody else may have by now
}

// PersonKnows says whether the person knows of an event as it happens: they did it
// themselves, or staff were talking with them.
func (t Transition) PersonKnows() bool {
	return t.By == ActorPerson || t.From == "" || t.Event == EventWithdraw
}

// Next returns the row that an event leads along, and false when the table has none.
func Next(from State, event Event, by Actor) (Transition, bool) {
	for _, t := range Transitions {
		if t.From == from && t.Event == event && t.By == by {
			return t, true
		}
	}
	return Transition{}, false
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
