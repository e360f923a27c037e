package formsapi

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"
)

// RequestAppointment is the use case of a person who asks for an appointment.
type RequestAppointment struct {
	Catalogue Catalogue
	Languages Languages
	Sealer    Sealer
	Store     AppointmentStore
	Now       func() time.Time
	Random    io.Reader // cryptographic
	Channels  Channels
	// PrivacyNotice returns the SHA-256 of the notice shown in a language.
	PrivacyNotice func(language string) []byte
}

// Request validates, seals and stores. The reference names the stored request;
// a repetition (same key, same content) gives the same one, whatever has become
// of the office's rules meanwhile.
func (u *RequestAppointment) Request(ctx context.Context, r AppointmentRequest) (Reference, error) {
	repetition, err := u.idempotency(&r)
	if err != nil {
		return "", err
	}
	if id, err := earlier(ctx, u.Store, repetition); err != nil || id != uuid.Nil {
		return u.again(ctx, id, err)
	}
	if err := Invalid(u.Validate(&r)); err != nil {
		return "", err
	}
	n, err := u.prepare(&r)
	if err != nil {
		return "", err
	}
	n.Idempotency = repetition
	stored, err := u.Store.InsertAppointment(ctx, n)
	if err == nil && stored == n.Appointment.ID {
		return r.Reference, nil
	}
	if errors.Is(err, ErrPlaceTaken) {
		return "", u.slots().taken(ctx, SlotQuery{Office: r.Office, Service: r.Service, People: r.People}, n.Appointment.Start.At)
	}
	return u.again(ctx, stored, err)
}

func (u *RequestAppointment) slots() *Slots {
	return &Slots{Catalogue: u.Catalogue, Store: u.Store, Now: u.Now}
}

func (u *RequestAppointment) prepare(r *AppointmentRequest) (NewAppointment, error) {
	now := u.Now().UTC()
	id, err := newID(now, u.Random)
	if err != nil {
		return NewAppointment{}, err
	}
	event, err := newID(now, u.Random)
	if err != nil {
		return NewAppointment{}, err
	}
	if r.Reference, err = NewReference(u.Random); err != nil {
		return NewAppointment{}, err
	}
	key, err := u.Sealer.NewKey(id)
	if err != nil {
		return NewAppointment{}, fmt.Errorf("making a record's key: %w", err)
	}
	a := u.appointment(id, now.Truncate(time.Millisecond), r)
	a.Key = key.Wrapped()
	asked, err := u.place(&a, r)
	if err != nil {
		return NewAppointment{}, err
	}
	if a.Sealed, err = SealDetails(key, a, r.Details); err != nil {
		return NewAppointment{}, err
	}
	asked.Appointment, asked.Indexes = a, DetailIndexes(u.Sealer, r.Details)
	asked.History.ID = event
	return asked, u.tell(&asked, r.Details, key, now)
}

// tell begins the work on a request, seals the first entry of its history, and
// writes what the person is told.
func (u *RequestAppointment) tell(n *NewAppointment, d Details, key RecordKey, now time.Time) (err error) {
	office, _ := u.Catalogue.Office(n.Appointment.Office)
	words := n.Appointment.begun(u.Sealer, d, n.History, HistoryDetails{}, office)
	row, _ := Next("", n.History.Event, ActorPerson)
	first := letter{appointment: n.Appointment, details: d, key: key, zone: office.Zone, reason: words}
	n.Tell = u.Channels.telling(first, n.History, row, now, u.Random)
	n.History.Sealed, n.Messages, err = n.Tell(n.Appointment.Minutes)
	return err
}

// place decides which event a request is, and what it claims.
func (u *RequestAppointment) place(a *Appointment, r *AppointmentRequest) (NewAppointment, error) {
	office, _ := u.Catalogue.Office(r.Office)
	rule := office.Rule(r.Service)
	event := askingEvent(rule, r.at, a.SetAside)
	row, _ := Next("", event, ActorPerson)
	n := NewAppointment{PerContact: rule.PerContact}
	a.State = row.To
	if row.Place == PlaceTake {
		n.Claim = &r.claim
		start := startAt(r.at, office.Zone)
		a.Start, a.Minutes = &start, r.claim.expectedMinutes()
		a.HoldUntil = office.holdIn(a.State, rule, a.CreatedAt, r.at)
	}
	n.History = HistoryEntry{At: a.CreatedAt, By: ByPublic, Event: event, To: a.State}
	n.Audit = NewAuditEntry(a.CreatedAt, ByPublic, actions[event], a.ID, a.Office)
	return n, nil
}

// askingEvent is what asking for a time means under a rule. What looks like a
// machine's is never confirmed at once: staff look at it first.
func askingEvent(r BookingRule, at time.Time, aside bool) Event {
	switch {
	case at.IsZero():
		return EventWait
	case r.Mode == ModeInstant && !aside:
		return EventBook
	}
	return EventRequest
}

func (u *RequestAppointment) appointment(id uuid.UUID, at time.Time, r *AppointmentRequest) Appointment {
	office, _ := u.Catalogue.Office(r.Office)
	service, _ := u.Catalogue.Service(r.Service)
	return Appointment{
		ID:            id,
		Organisation:  office.Organisation,
		Office:        r.Office,
		Service:       r.Service,
		OfficeShown:   office.Title(r.Language),
		ServiceShown:  service.Title(r.Language),
		Language:      r.Language,
		PrivacyNotice: u.PrivacyNotice(r.Language),
		People:        r.People,
		SetAside:      r.Honeypot != "",
		CreatedAt:     at,
		Version:       1,
		Channel:       IntakeWeb,
	}
}
