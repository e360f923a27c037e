package formsapi

import (
	"crypto/rand"
	"fmt"
	"time"

	"github.com/google/uuid"
)

func (u *RecordContact) prepare(by Staff, c *Contact, start *Start) (n NewAppointment, err error) {
	now := u.Now().UTC().Truncate(time.Millisecond)
	id, err := newID(u.Now().UTC(), rand.Reader)
	if err != nil {
		return n, err
	}
	event := contactEvent(c)
	row, _ := Next("", event, ActorStaff)
	if c.Reference, err = NewReference(rand.Reader); err != nil {
		return n, err
	}
	key, err := u.Sealer.NewKey(id)
	if err != nil {
		return n, fmt.Errorf("making a record's key: %w", err)
	}
	office, _ := u.Catalogue.Office(c.Office)
	a := u.appointment(id, now, c, row)
	a.Key = key.Wrapped()
	if start != nil {
		claim := office.staffClaim(office.Rule(c.Service), c.People, start.At)
		a.Start, a.Minutes, n.Claim = start, claim.expectedMinutes(), &claim
	}
	if a.Sealed, err = SealDetails(key, a, c.Details); err != nil {
		return n, err
	}
	n.Appointment, n.Indexes = a, DetailIndexes(u.Sealer, c.Details)
	if err := account(&n, by, event); err != nil {
		return n, err
	}
	return n, u.tell(&n, c, key, now)
}

// tell begins the work on a contact, seals the first entry of its history, and
// writes what the person is told.
func (u *RecordContact) tell(n *NewAppointment, c *Contact, key RecordKey, now time.Time) (err error) {
	office, _ := u.Catalogue.Office(c.Office)
	words := n.Appointment.begun(u.Sealer, c.Details, n.History, HistoryDetails{Outcome: c.told()}, office)
	row, _ := Next("", n.History.Event, ActorStaff)
	first := letter{appointment: n.Appointment, details: c.Details, key: key, zone: office.Zone, reason: words}
	n.Tell = u.Channels.telling(first, n.History, row, now, rand.Reader)
	if start := n.Appointment.Start; start != nil {
		n.Tell = n.Tell.onlyIf(office.suitsStart(start.At, c.Outside))
	}
	n.History.Sealed, n.Messages, err = n.Tell(n.Appointment.Minutes)
	return err
}

// told is what came of a contact who was helped there and then.
func (c *Contact) told() Outcome {
	if contactEvent(c) == EventRecord && c.Outcome == "" {
		return OutcomeHelped
	}
	return c.Outcome
}

func contactEvent(c *Contact) Event {
	switch {
	case c.Start != "":
		return EventBook
	case c.Wait:
		return EventWait
	}
	return EventRecord
}

func (u *RecordContact) appointment(id uuid.UUID, now time.Time, c *Contact, row Transition) Appointment {
	office, _ := u.Catalogue.Office(c.Office)
	service, _ := u.Catalogue.Service(c.Service)
	a := Appointment{
		ID: id, Organisation: office.Organisation, Office: c.Office, Service: c.Service,
		OfficeShown: office.Title(c.Language), ServiceShown: service.Title(c.Language),
		Language: c.Language, PrivacyNotice: u.PrivacyNotice(c.Language), People: c.People,
		State: row.To, CreatedAt: now, Version: 1, Channel: c.Channel,
	}
	if !row.To.Live() {
		a.ClosedAt = now
	}
	return a
}

// account writes the history and the audit log of a new contact.
func account(n *NewAppointment, by Staff, event Event) error {
	a := n.Appointment
	id, err := newID(a.CreatedAt, rand.Reader)
	if err != nil {
		return err
	}
	n.History = HistoryEntry{ID: id, At: a.CreatedAt, By: by.ID.String(), Event: event, To: a.State}
	n.Audit = NewAuditEntry(a.CreatedAt, by.ID.String(), actions[event], a.ID, a.Office)
	return nil
}
