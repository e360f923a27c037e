package formsapi

import "time"

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
