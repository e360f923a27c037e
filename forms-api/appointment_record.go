package formsapi

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
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

// Check says everything that is wrong with a contact, as Record does, and stores nothing.
func (u *RecordContact) Check(by Staff, c Contact) error {
	if !by.May(WorkRequests, c.Office) {
		return &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	_, err := u.check(&c)
	return err
}

// check cleans the contact in place.
func (u *RecordContact) check(c *Contact) (*Start, error) {
	asked := AppointmentRequest{Office: c.Office, Service: c.Service, People: c.People, Language: c.Language, Details: c.Details}
	k := appointmentCheck{catalogue: u.Catalogue, languages: u.Languages, request: &asked, now: u.Now()}
	k.tally()
	if !slices.Contains([]Intake{IntakeTelephone, IntakeCounter}, c.Channel) {
		k.wrong("channel", "error-channel-unknown", nil)
	}
	if c.Outcome != "" && (contactEvent(c) != EventRecord || !slices.Contains(outcomesToldInPerson, c.Outcome)) {
		k.wrong("outcome", "outcome-missing", nil)
	}
	c.Details, c.People = asked.Details, asked.People
	office, known := u.Catalogue.Office(c.Office)
	var start *Start
	if c.Start != "" && known {
		var key string
		if start, key = parseStart(c.Start, office.Zone, u.Now()); key != "" {
			k.wrong("start", key, nil)
		} else if why, refused := office.refusesStart(start.At, office.staffMinutes(c, start.At), c.Outside); refused {
			k.errors = append(k.errors, why)
		}
	}
	return start, Invalid(k.errors)
}

// staffMinutes is how long an appointment for a contact takes, of which anything
// may be wrong yet.
func (o Office) staffMinutes(c *Contact, at time.Time) int {
	return o.staffClaim(o.staffRule(c.Service), min(c.People, MaxPeople), at).expectedMinutes()
}

// tally checks what staff note: little is needed, and nothing may be wrong.
func (c *appointmentCheck) tally() {
	r := c.request
	office, known := c.catalogue.Office(r.Office)
	if !known {
		c.wrong("office", "error-office-unknown", nil)
	}
	if _, known := c.catalogue.Service(r.Service); !known || !office.Offers(r.Service) {
		c.wrong("service", "error-service-unknown", nil)
	}
	if r.Contact == "" && r.Phone == "" && r.Email == "" {
		r.Contact = ContactNone
	}
	c.when()
	c.reason()
	if r.Name != "" {
		c.person()
	}
	if c.text("behalf", &r.Behalf, CleanLine); Length(r.Behalf) > MaxName {
		c.wrong("behalf", "error-name-too-long", map[string]any{"Max": MaxName})
	}
	c.contact()
	c.language()
}

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
	words := n.Appointment.begun(u.Sealer, c.Details, n.History, HistoryDetails{Outcome: c.told()}, office)
	first := letter{appointment: n.Appointment, details: c.Details, key: key, zone: office.Zone, reason: words}
	n.Tell = u.Channels.telling(first, n.History, row, now, rand.Reader)
	if start != nil {
		n.Tell = n.Tell.onlyIf(office.suitsStart(start.At, c.Outside))
	}
	n.History.Sealed, n.Messages, err = n.Tell(a.Minutes)
	return n, err
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
