package formsapi

import (
	"slices"
	"time"
)

// The events of the work on a request, beside EventAssign: they are in its history
// and raise its version like those of the state table, and leave its state.
const (
	EventUrgency  Event = "urgency"
	EventDue      Event = "due"
	EventFinish   Event = "finish" // with an outcome
	EventReopen   Event = "reopen" // takes the outcome back
	EventActivity Event = "activity"
	EventFlag     Event = "flag" // asks a colleague to look
	EventSeen     Event = "seen" // who was asked has looked
	EventUndo     Event = "undo" // takes back what the same colleague has just done
)

// WorkEvents lists the events of work, in the order in which the desk offers them.
var WorkEvents = []Event{
	EventAssign, EventUrgency, EventDue, EventActivity, EventFlag, EventSeen, EventFinish, EventReopen, EventUndo,
}

// MovesWork says whether an event is one of work: it leaves the state as it is, and
// tells the person nothing of it. (EventUndo is one, and may change the state back;
// so are those of answering, which tell what staff have written.)
func (e Event) MovesWork() bool { return slices.Contains(WorkEvents, e) || e.answers() }

// UndoFor is how long a step of staff can be taken back by who did it. The messages
// of staff's steps leave that much later.
const UndoFor = 10 * time.Second

// undoable says whether a step of staff can be taken back: who was asked to look has
// been told, and an undo is not undone.
func (e Event) undoable() bool {
	return e != EventFlag && e != EventSeen && e != EventUndo && e != EventUndelivered
}

// turn is whose turn it is after an event.
type turn int

const (
	turnStays turn = iota
	turnDesk
	turnPerson
)

// due is by when the desk should have looked after a request after an event.
type due int

const (
	dueStays   due = iota
	dueHold        // when the place is given back that is held for the answer
	duePromise     // when the office has been open for its hold_minutes
	dueOver        // when the appointment is over: then somebody says whether they came
)

// A workEffect is what an event of the state table does to the work.
type workEffect struct {
	turn     turn
	due      due
	answered bool                         // the person has an answer with it
	finishes func(HistoryDetails) Outcome // nil: it is not finished by it, and opened again if it was
}

// workEffects are by the event and the state that it leads to: who causes it does
// not matter but for EventCancel. What is not here (EventCorrect) changes whose
// turn it is alone: see after.
var workEffects = map[Event]map[State]workEffect{
	EventRequest:  {Requested: {turn: turnDesk, due: dueHold}},
	EventBook:     {Confirmed: {turn: turnDesk, due: dueOver, answered: true}},
	EventWait:     {Waiting: {turn: turnDesk, due: duePromise}},
	EventRecord:   {Attended: {turn: turnDesk, answered: true, finishes: outcomeTold}},
	EventConfirm:  {Confirmed: {turn: turnDesk, due: dueOver, answered: true}},
	EventMove:     {Confirmed: {turn: turnDesk, due: dueOver, answered: true}},
	EventPropose:  {Proposed: {turn: turnPerson, due: dueHold, answered: true}},
	EventAccept:   {Confirmed: {turn: turnDesk, due: dueOver}},
	EventRefuse:   {Waiting: {turn: turnDesk, due: duePromise}},
	EventDecline:  {Declined: {answered: true, finishes: outcomeDeclined}},
	EventCancel:   {CancelledByPerson: {finishes: always(OutcomeWithdrew)}, CancelledByOffice: {turn: turnDesk, due: duePromise, answered: true}},
	EventWithdraw: {CancelledByPerson: {answered: true, finishes: always(OutcomeWithdrew)}},
	EventAttend:   {Attended: {turn: turnDesk, due: dueOver, answered: true, finishes: outcomeGiven}},
	EventMiss:     {NotAttended: {finishes: always(OutcomeDidNotCome)}},
	EventExpire:   {Waiting: {turn: turnDesk}, Expired: {turn: turnDesk}}, // the desk did not answer, or should ask again: it is late
}

func always(o Outcome) func(HistoryDetails) Outcome {
	return func(HistoryDetails) Outcome { return o }
}

// outcomeGiven is what staff said came of it; empty: nobody has said yet.
func outcomeGiven(d HistoryDetails) Outcome { return d.Outcome }

// outcomeTold is that of who was helped there and then.
func outcomeTold(d HistoryDetails) Outcome {
	if d.Outcome == "" {
		return OutcomeHelped
	}
	return d.Outcome
}

// outcomeDeclined is what a reason of DeclineReasons comes to.
func outcomeDeclined(d HistoryDetails) Outcome {
	switch d.Reason {
	case "other-office":
		return OutcomeReferred
	case "no-capacity":
		return OutcomeNothing
	case "duplicate":
		return OutcomeDuplicate
	case "not-reachable":
		return OutcomeUnreachable
	}
	return OutcomeOther
}
