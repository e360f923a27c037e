package formsapi

import (
	"time"

	"github.com/google/uuid"
)

// A HistoryEntry is one thing that happened to an appointment.
type HistoryEntry struct {
	ID     uuid.UUID
	At     time.Time
	By     string // a staff id, or ByPublic
	Event  Event
	From   State
	To     State
	Sealed []byte // HistoryDetails as JSON, sealed for use "history": see SealHistory; may be empty
}

// HistoryDetails are the words of an event.
type HistoryDetails struct {
	Reason  string `json:"reason,omitempty"`  // a key of DeclineReasons
	Note    string `json:"note,omitempty"`    // for colleagues only
	Start   string `json:"start,omitempty"`   // Start.Local
	Instead string `json:"instead,omitempty"` // for EventDecline: the folder name of the office to go to
	To      string `json:"to,omitempty"`      // for EventAssign: the staff id of who works on it, empty for nobody; for EventFlag, of who is asked to look

	Outcome  Outcome `json:"outcome,omitempty"`  // for EventFinish, EventAttend and EventRecord: what came of it
	Referred string  `json:"referred,omitempty"` // with OutcomeReferred: where to, a folder name of an office or the name of an organisation
	Undoes   Event   `json:"undoes,omitempty"`   // for EventUndo: what was taken back
	Reply    *Reply  `json:"reply,omitempty"`    // for EventReply and EventTell

	Work   *Casework `json:"work,omitempty"`   // as the event left it; nil in what was written before schema 5
	Before *Before   `json:"before,omitempty"` // for a step that can be undone

	// What else belongs to Start; empty in what the first programs wrote.
	Zone    string    `json:"zone,omitempty"`
	Minutes int       `json:"minutes,omitempty"`
	Until   time.Time `json:"until,omitzero"` // until when the place is held; zero: it is agreed
}

// placed adds the time that an event gives to an appointment, which is so after it.
func (d HistoryDetails) placed(a Appointment) HistoryDetails {
	if a.Start != nil {
		d.Start, d.Zone, d.Minutes, d.Until = a.Start.Local, a.Start.Zone, a.Minutes, a.HoldUntil
	}
	return d
}

// EventAssign is kept in the history; it moves work, not the appointment's state.
// The other events of work are beside Casework.
const EventAssign Event = "assign"
