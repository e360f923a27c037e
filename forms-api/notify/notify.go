// Package notify delivers the outbox: it takes what is due, says it in the
// person's language, and sends it by e-mail or SMS. A message is never lost, and
// leaves twice only when a crash falls between the other side's acceptance and
// our mark; then its Message-ID is the same. What the package logs or stores of a
// failure tells nothing about the person.
package notify

import (
	"context"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// Words are those of the site.
type Words interface {
	Message(lang, key string, args map[string]any) string
	Date(lang string, at time.Time, zone *time.Location) string
	// ShortDate is Date for where every letter counts.
	ShortDate(lang string, at time.Time, zone *time.Location) string
	Time(lang string, at time.Time, zone *time.Location) string
	// Direction is "ltr" or "rtl".
	Direction(lang string) string
}

// Calendar writes the file that goes with an appointment's e-mail (RFC 5545). An
// appointment that has none is a *formsapi.Problem with CodeNotFound.
type Calendar interface {
	Appointment(lang string, f formsapi.FollowedAppointment, url string) ([]byte, error)
}

// Mail sends an e-mail. An error means that it was not accepted, or that nobody
// knows; a *Failure says whether another attempt makes sense.
type Mail interface {
	Send(ctx context.Context, m Email) error
}

// SMS sends a text message to a telephone; errors are as with Mail.
type SMS interface {
	Send(ctx context.Context, t Text) error
}

// An Email is ready to be sent.
type Email struct {
	ID       uuid.UUID // in its Message-ID, the same at each attempt
	To       string
	Discreet bool // the sender's name is left out
	Language string
	Subject  string
	Text     string
	HTML     string
	Calendar []byte // an .ics file; nil for none
}

// A Text is an SMS that is ready to be sent.
type Text struct {
	ID       uuid.UUID // the same at each attempt
	To       string    // E.164
	Discreet bool      // the sender's name is left out
	Words    string
	Encoding Encoding
	Parts    int // that a telephone company counts
}
