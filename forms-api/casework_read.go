package formsapi

import (
	"slices"
	"time"
)

// work fills in what the reader can do with the work on a request.
func (r *ReadAppointment) work(by Staff, now time.Time) {
	if n := len(r.History); n > 0 && by.May(stepPermission(r.History[n-1].Event), r.Office) {
		r.UndoUntil = r.History[n-1].undoUntil(by, now)
	}
	r.Works = slices.DeleteFunc(slices.Clone(WorkEvents), func(e Event) bool {
		return !by.May(stepPermission(e), r.Office) || !r.works(by, e)
	})
}

// works says whether an event of work can happen to a request as it is.
func (r *ReadAppointment) works(by Staff, e Event) bool {
	_, waits := Next(r.State, EventRecord, ActorStaff)
	switch e {
	case EventFinish:
		return !r.Finished() && (waits || !r.State.Live())
	case EventReopen:
		return r.Finished()
	case EventDue:
		return !r.Finished()
	case EventSeen:
		return slices.ContainsFunc(r.Flags, func(f Flag) bool { return f.Staff == by.ID })
	case EventUndo:
		return !r.UndoUntil.IsZero()
	}
	return true
}

// FinishOutcomes are the outcomes with which a request in a state can be finished:
// of what still waits, those that the person was told there and then.
func FinishOutcomes(state State) []Outcome {
	if state.Live() {
		return outcomesToldInPerson
	}
	return Outcomes
}
