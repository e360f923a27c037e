package formsapi

import (
	"time"

	"github.com/google/uuid"
)

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
