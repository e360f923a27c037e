package formsapi

import (
	"time"

	"github.com/google/uuid"
)

// NewAppointment is all that one transaction stores for a request.
type NewAppointment struct {
	Appointment Appointment
	Indexes     []BlindIndex
	Idempotency *Idempotency // nil when the sender gave no key
	History     HistoryEntry
	Audit       AuditEntry
	Claim       *Claim    // of the place at Start; nil without one. The store sets Appointment.Minutes.
	PerContact  int       // live appointments that one telephone or e-mail may have at the office, this one included; 0: any number
	Messages    []Message // what the person is told
	Tell        Telling   // makes History.Sealed and Messages anew, for a claim that took longer than was expected
}

// An AppointmentChange is all that one transaction stores for a change. The
// store refuses it with CodeConflict unless the stored version is Version.
type AppointmentChange struct {
	ID       uuid.UUID
	Version  int // the version that was read; the stored one becomes Version+1
	State    State
	Start    *Start
	Assignee uuid.UUID
	ClosedAt time.Time
	Casework Casework
	History  HistoryEntry
	Audit    AuditEntry

	HoldUntil time.Time
	Place     PlaceEffect
	Claim     *Claim // for PlaceTake with a Start; the places that the appointment has already count as free for it
	Minutes   int    // what stays unless there is a Claim
	Messages  []Message
	Tell      Telling // as NewAppointment.Tell
	Untold    Untold  // nil if the person is not told

	// For steps of staff: until when what the change takes back is kept, so that it
	// can be undone, and nothing that waits to be told leaves; zero for others.
	KeepUntil time.Time
	Undoes    int       // for EventUndo: the version whose step is taken back
	Flag      uuid.UUID // for EventFlag and EventSeen: whose flag is set, or taken away
	Sent      uuid.UUID // for answers: whose draft of one goes with it

	// For EventCorrect: the details sealed anew, and all blind indexes, those that
	// it had and those that it has from now on.
	Sealed  []byte
	Person  []byte
	Forget  []BlindIndex
	Indexes []BlindIndex
	Renewed []Message // stored only in place of a reminder that has not left
	// As NewAppointment.PerContact, of the contacts in Indexes; 0 where the change
	// neither makes the appointment live again nor changes whose it is.
	PerContact int
}

// Telling seals what is said of an appointment that takes so many minutes: the
// words of the event's history, and the messages.
type Telling func(minutes int) (history []byte, messages []Message, err error)

// onlyIf refuses to tell of a length that does not suit, with what suits answers;
// nil lets everything be told.
func (t Telling) onlyIf(suits func(minutes int) error) Telling {
	if suits == nil {
		return t
	}
	return func(minutes int) ([]byte, []Message, error) {
		if err := suits(minutes); err != nil {
			return nil, nil, err
		}
		return t(minutes)
	}
}
