package formsapi

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// RecordContact is the use case of staff who note a telephone call or somebody
// at the counter, and may book an appointment for them.
type RecordContact struct {
	Catalogue Catalogue
	Languages Languages
	Sealer    Sealer
	Store     AppointmentStore
	Channels  Channels
	Now       func() time.Time
	// PrivacyNotice returns the SHA-256 of the notice that staff read out or hand over.
	PrivacyNotice func(language string) []byte
}

// A Contact is what staff note. Name and ways to be reached are optional: without
// them it is an anonymous tally.
type Contact struct {
	Office   string
	Service  string
	Channel  Intake  // IntakeTelephone or IntakeCounter
	Language string  // of messages and pages
	People   int     // 1 to MaxPeople; 0 counts as 1
	Start    string  // local wall time, as LocalMinute: books an appointment; empty: none
	Outside  bool    // as Decision.Outside
	Wait     bool    // puts the person on the waiting list; not with Start
	Outcome  Outcome `json:",omitempty"` // of who was helped there and then, without Start and Wait; empty: OutcomeHelped
	Key      string  // of the form that was open: the same contact sent twice with it is one; may be empty
	Details
}

// A Recorded contact is found by its id, and by whoever has its reference.
type Recorded struct {
	ID        uuid.UUID
	Reference Reference
}

// Record stores the contact. Without Start and Wait the person was helped there
// and then. A *Problem says what is wrong, or that the place is taken.
func (u *RecordContact) Record(ctx context.Context, by Staff, c Contact) (Recorded, error) {
	if !by.May(WorkRequests, c.Office) {
		return Recorded{}, &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	repetition, err := newIdempotency(u.Sealer, "contact/1", "", c.Key, c)
	if err != nil {
		return Recorded{}, err
	}
	start, err := u.check(&c)
	if err != nil {
		return Recorded{}, err
	}
	n, err := u.prepare(by, &c, start)
	if err != nil {
		return Recorded{}, err
	}
	n.Idempotency = repetition
	stored, err := u.Store.InsertAppointment(ctx, n)
	if start != nil && isTaken(err) {
		slots := &Slots{Catalogue: u.Catalogue, Store: u.Store, Now: u.Now}
		return Recorded{}, slots.taken(ctx, SlotQuery{Office: c.Office, Service: c.Service, People: c.People, Staff: true}, start.At)
	}
	if err != nil {
		return Recorded{}, fmt.Errorf("storing a contact: %w", err)
	}
	if stored != n.Appointment.ID {
		return u.earlier(ctx, stored)
	}
	return Recorded{stored, c.Reference}, nil
}

// earlier is what the same form has recorded before.
func (u *RecordContact) earlier(ctx context.Context, id uuid.UUID) (Recorded, error) {
	a, err := u.Store.Appointment(ctx, id)
	if err != nil {
		return Recorded{}, fmt.Errorf("reading the contact recorded before: %w", err)
	}
	d, err := OpenDetails(u.Sealer, a)
	if err != nil {
		return Recorded{}, fmt.Errorf("opening the contact recorded before: %w", err)
	}
	return Recorded{id, d.Reference}, nil
}
