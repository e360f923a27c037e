package formsapi

import (
	"time"

	"github.com/google/uuid"
)

// Limits of an appointment request, in characters or persons.
const (
	MaxReason = 500
	MaxName   = 120
	MaxPeople = 12
)

// The ways in which a person wants to hear from the office.
const (
	ContactCall    = "call"
	ContactMessage = "message"
	ContactEmail   = "email"
	ContactNone    = "none" // the person comes back with the reference
)

// AnyPart is the part of the day of who does not mind.
const AnyPart = "any"

// What the contract allows in the coded fields of a request, in the order of the form.
var (
	Weekdays       = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
	PartsOfDay     = []string{"morning", "afternoon", AnyPart}
	ContactWays    = []string{ContactCall, ContactMessage, ContactEmail, ContactNone}
	NeedsOnVisit   = []string{"wheelchair", "child-care", "sign-language", "easy-language"}
	DeclineReasons = []string{"other-office", "no-capacity", "duplicate", "not-reachable", "other"}
)

// An AppointmentRequest is what a person sends, in the contract's words.
type AppointmentRequest struct {
	Office   string
	Service  string
	Slot     string // RFC 3339, as Slots gave it; empty: no time suits, the request waits
	People   int    // 1 to MaxPeople; 0 counts as 1
	Language string // of pages and messages
	Consent  bool   // the privacy notice was read
	Details

	// What came with the form and is not stored as it is.
	IdempotencyKey string // the Idempotency-Key header, or empty
	FormToken      string // a token that this service signed, or empty
	Honeypot       string // people leave it empty

	at    time.Time // the slot, once validated; zero: none
	claim Claim
}

// Details are what a person tells about themselves and what they need. They
// are kept sealed, together with the reference.
type Details struct {
	Reference      Reference `json:"reference"`
	Name           string    `json:"name"`
	Phone          string    `json:"phone,omitempty"` // E.164 once stored
	Email          string    `json:"email,omitempty"`
	Contact        string    `json:"contact"`
	Discreet       bool      `json:"discreet,omitempty"` // messages name neither office nor need
	Reason         string    `json:"reason,omitempty"`
	PreferredDays  []string  `json:"preferred_days,omitempty"`
	PreferredPart  string    `json:"preferred_part,omitempty"`
	SpokenLanguage string    `json:"spoken_language,omitempty"`
	Interpreter    bool      `json:"interpreter,omitempty"`
	Needs          []string  `json:"needs,omitempty"`
	Behalf         string    `json:"behalf,omitempty"` // who spoke for the person, as staff noted it; at most MaxName characters
}

// An Appointment is a request as it is kept: what staff may sort by in clear,
// everything about the person sealed.
type Appointment struct {
	ID            uuid.UUID
	Organisation  string // the data controller's folder name
	Office        string // folder name
	Service       string // folder name
	OfficeShown   string // the names as the person saw them
	ServiceShown  string
	Language      string
	PrivacyNotice []byte // SHA-256 of the notice that the person was shown
	People        int
	State         State
	SetAside      bool      // the honeypot was filled: looked at by staff apart from the others
	Start         *Start    // nil while no time is asked for, offered or agreed
	Minutes       int       // that it takes from Start; 0 without one
	HoldUntil     time.Time // when a place that is held for an answer is given back; zero: there is none, or it is agreed
	Channel       Intake
	Assignee      uuid.UUID // uuid.Nil while nobody works on it
	CreatedAt     time.Time
	ClosedAt      time.Time // zero while there is something left to do: State.Live
	Version       int       // 1 when stored; one more with every change
	Casework                // what staff do with it besides
	Person        []byte    // keyed hash of the telephone, or else of the e-mail, by which persons are counted; nil without either
	Indexed       int       // by which rules it is found: see IndexRules
	Rated         bool      // somebody has said what they think of the service: see RateService

	Key    WrappedKey
	Sealed []byte // Details as JSON, sealed: see SealDetails
}

// An Intake is how a request reached the office.
type Intake string

// The ways there are.
const (
	IntakeWeb       Intake = "web"
	IntakeTelephone Intake = "telephone"
	IntakeCounter   Intake = "counter"
)

// Intakes lists the ways there are.
var Intakes = []Intake{IntakeWeb, IntakeTelephone, IntakeCounter}

// A Start is when an appointment begins: the instant, and the wall time and
// zone in which it was agreed, which hold if a zone's rules change.
type Start struct {
	At    time.Time
	Local string // 2006-01-02T15:04
	Zone  string // IANA name
}

// LocalMinute is the layout of Start.Local.
const LocalMinute = "2006-01-02T15:04"

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

// EventAssign is kept in the history; it moves work, not the appointment's state.
// The other events of work are beside Casework.
const EventAssign Event = "assign"

// Idempotency makes the repetition of a submission answer as the first did.
type Idempotency struct {
	Key     []byte // blind index of the key
	Content []byte // blind index of what was sent
}

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
