package formsapi

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"github.com/google/uuid"
	"golang.org/x/text/unicode/norm"
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
	office, _ := u.Catalogue.Office(r.Office)
	words := a.begun(u.Sealer, r.Details, asked.History, HistoryDetails{}, office)
	asked.Appointment = a
	asked.Indexes = DetailIndexes(u.Sealer, r.Details)
	asked.History.ID = event
	row, _ := Next("", asked.History.Event, ActorPerson)
	first := letter{appointment: a, details: r.Details, key: key, zone: office.Zone, reason: words}
	asked.Tell = u.Channels.telling(first, asked.History, row, now, u.Random)
	asked.History.Sealed, asked.Messages, err = asked.Tell(a.Minutes)
	return asked, err
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

// appointmentContent is what makes two submissions the same request.
type appointmentContent struct {
	Office   string  `json:"office"`
	Service  string  `json:"service"`
	Slot     string  `json:"slot,omitempty"`
	People   int     `json:"people"`
	Language string  `json:"language"`
	Consent  bool    `json:"consent"`
	Details  Details `json:"details"`
	Website  string  `json:"website,omitempty"`
}

func (u *RequestAppointment) idempotency(r *AppointmentRequest) (*Idempotency, error) {
	return newIdempotency(u.Sealer, "appointment/1", r.IdempotencyKey, r.FormToken, appointmentContent{
		Office: r.Office, Service: r.Service, Slot: sameInstant(r.Slot), People: r.People,
		Language: r.Language, Consent: r.Consent, Details: r.Details, Website: r.Honeypot,
	})
}

// sameInstant writes a time in one way, whatever offset it came with.
func sameInstant(slot string) string {
	at, ok := ParseSlot(slot)
	if !ok {
		return slot
	}
	return at.UTC().Format(time.RFC3339)
}

// DetailIndexes are what a request with validated details can be found by.
func DetailIndexes(s Sealer, d Details) []BlindIndex { return DetailIndexesBy(s, d, IndexRules) }

// DetailIndexesBy are what it could be found by when the rules had a number: see
// IndexRules.
func DetailIndexesBy(s Sealer, d Details, rules int) []BlindIndex {
	indexes := append([]BlindIndex{s.Index(IndexReference, string(d.Reference))}, ContactIndexes(s, d)...)
	for _, form := range nameForms(d.Name, rules) {
		indexes = append(indexes, s.Index(IndexNameWord, form))
	}
	return indexes
}

// PersonOf is by what the person is counted who left these details: a keyed hash of
// the telephone, or else of the e-mail. Nil stands for nobody knows whom.
func PersonOf(s Sealer, d Details) []byte {
	switch {
	case d.Phone != "":
		return s.Index(IndexPerson, "phone\x00"+d.Phone).Value
	case d.Email != "":
		return s.Index(IndexPerson, "email\x00"+strings.ToLower(d.Email)).Value
	}
	return nil
}

// ContactIndexes are the telephone and the e-mail of validated details, without
// telling them.
func ContactIndexes(s Sealer, d Details) []BlindIndex {
	var indexes []BlindIndex
	if d.Phone != "" {
		indexes = append(indexes, s.Index(IndexPhone, d.Phone))
	}
	if d.Email != "" {
		indexes = append(indexes, s.Index(IndexEmail, strings.ToLower(d.Email)))
	}
	return indexes
}

// again answers a repetition with the reference of the request that is stored.
func (u *RequestAppointment) again(ctx context.Context, id uuid.UUID, err error) (Reference, error) {
	if err != nil {
		return "", fmt.Errorf("storing a request: %w", err)
	}
	a, err := u.Store.Appointment(ctx, id)
	if err != nil {
		return "", fmt.Errorf("reading the earlier request: %w", err)
	}
	d, err := OpenDetails(u.Sealer, a)
	if err != nil {
		return "", err
	}
	return d.Reference, nil
}

// OpenDetails unseals what the person told.
func OpenDetails(s Sealer, a Appointment) (Details, error) {
	key, err := s.OpenKey(a.ID, a.Key)
	if err != nil {
		return Details{}, fmt.Errorf("opening the key of %s: %w", a.ID, err)
	}
	return a.openSealed(key)
}

// NameWords splits a name into the words by which it can be found: folded to
// one case and compatibility form (Unicode NFKC), each word once.
func NameWords(name string) []string {
	folded := strings.ToLower(norm.NFKC.String(name))
	words := strings.FieldsFunc(folded, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r)
	})
	seen := map[string]bool{}
	unique := words[:0]
	for _, w := range words {
		if !seen[w] {
			seen[w], unique = true, append(unique, w)
		}
	}
	return unique
}
