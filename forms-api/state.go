package formsapi

import "slices"

// A State says where an appointment stands between the person and the office.
// Work state (who works on it) is kept apart.
type State string

// The states of an appointment.
const (
	Requested         State = "requested"           // the person asked for a time; staff have not answered; the place is held
	Proposed          State = "proposed"            // staff offer a time; the person has not answered; the place is held
	Confirmed         State = "confirmed"           // a date and a time are agreed
	Waiting           State = "waiting"             // no time is agreed or held: staff propose one when it comes free
	Declined          State = "declined"            // the office cannot help, and said why
	CancelledByPerson State = "cancelled-by-person" // the person does not come
	CancelledByOffice State = "cancelled-by-office" // the office cannot keep the appointment
	Attended          State = "attended"            // the person came
	NotAttended       State = "not-attended"        // the person did not come
	Expired           State = "expired"             // an offer was not answered in time
)

// States lists every state in the order in which the desk shows them.
var States = []State{
	Requested, Proposed, Confirmed, Waiting, Declined, CancelledByPerson, CancelledByOffice, Attended, NotAttended, Expired,
}

// HoldsPlace says whether an appointment in this state that has a time has a place.
// Who came keeps theirs until it is over (MayHavePlace), and needs it no more.
func (s State) HoldsPlace() bool { return s == Requested || s == Proposed || s == Confirmed }

// Live says whether something is still to come: otherwise the appointment is closed.
func (s State) Live() bool { return s.HoldsPlace() || s == Waiting }

// MayHavePlace says whether an appointment in this state can have a place. Who was
// helped without an appointment has none, nor who was first marked as missing.
func (s State) MayHavePlace() bool { return s.HoldsPlace() || s == Attended }

// OnDaySheet says whether an appointment in this state that has a time stands on the
// sheet of its day.
func (s State) OnDaySheet() bool { return s.HoldsPlace() || s == Attended || s == NotAttended }

// WaitsForOffice says whether the office has to do something next.
func (s State) WaitsForOffice() bool { return s == Requested || s == Waiting }

// StatesThat lists the states with a property, such as State.Live.
func StatesThat(has func(State) bool) []State {
	return slices.DeleteFunc(slices.Clone(States), func(s State) bool { return !has(s) })
}

// An Event moves an appointment from one state to another.
type Event string

// The events of an appointment.
const (
	EventRequest  Event = "request" // a time is asked for, and staff will answer
	EventBook     Event = "book"    // a time is taken, and confirmed at once
	EventWait     Event = "wait"    // no time suits
	EventRecord   Event = "record"  // somebody was helped at the counter or by telephone, without an appointment
	EventConfirm  Event = "confirm"
	EventPropose  Event = "propose"
	EventAccept   Event = "accept" // the person takes the time that staff offer
	EventRefuse   Event = "refuse" // the person does not take it, and goes on waiting
	EventMove     Event = "move"   // another time was agreed
	EventDecline  Event = "decline"
	EventCancel   Event = "cancel"
	EventWithdraw Event = "withdraw" // the person has told staff that they do not come
	EventAttend   Event = "attend"
	EventMiss     Event = "miss"
	EventExpire   Event = "expire"  // the time is over for which a place was held
	EventCorrect  Event = "correct" // of the telephone, the e-mail or how to be told
)

// Events lists every event of the table.
var Events = []Event{
	EventRequest, EventBook, EventWait, EventRecord, EventConfirm, EventPropose, EventAccept, EventRefuse, EventMove,
	EventDecline, EventCancel, EventWithdraw, EventAttend, EventMiss, EventExpire, EventCorrect,
}

// An Actor is a kind of person or thing that can cause an event.
type Actor string

// The actors.
const (
	ActorPerson Actor = "person" // who asked for the appointment
	ActorStaff  Actor = "staff"  // who works at the office
	ActorTime   Actor = "time"   // nobody: a time is over
)

// A PlaceEffect is what an event does to the place that an appointment has.
type PlaceEffect string

// The effects. An appointment without a time has no place, whatever its state.
const (
	PlaceNone PlaceEffect = ""
	PlaceTake PlaceEffect = "take" // the place of the time that comes with the event; one that was had is given back
	PlaceKeep PlaceEffect = "keep"
	PlaceFree PlaceEffect = "free"
	PlaceBack PlaceEffect = "back" // of EventUndo: the places that the step took or gave back are as before
)

// A Notice is what a person is told: a key of the messages in i18n.
type Notice string

// The notices. NoticeReminder is sent by time alone, and is in no row; NoticeReply and
// NoticeExperience stand beside what they are about.
const (
	NoticeNone      Notice = ""
	NoticeRequested Notice = "requested"
	NoticeConfirmed Notice = "confirmed"
	NoticeWaiting   Notice = "waiting"
	NoticeProposed  Notice = "proposed"
	NoticeReplaced  Notice = "replaced" // the office cannot keep what was agreed, and offers another time
	NoticeMoved     Notice = "moved"
	NoticeDeclined  Notice = "declined"
	NoticeCancelled Notice = "cancelled" // by the office
	NoticeWithdrawn Notice = "withdrawn" // by the person: a receipt
	NoticeExpired   Notice = "expired"
	NoticeReleased  Notice = "released" // staff did not answer in time: the place is given back, the request waits
	NoticeReminder  Notice = "reminder"
)

// Notices lists every notice.
var Notices = []Notice{
	NoticeRequested, NoticeConfirmed, NoticeWaiting, NoticeProposed, NoticeReplaced, NoticeMoved, NoticeDeclined,
	NoticeCancelled, NoticeWithdrawn, NoticeExpired, NoticeReleased, NoticeReminder, NoticeReply,
	NoticeExperience,
}
