package formsapi

import (
	"context"
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
	return u.again(ctx, stored, err)
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
	a, err := u.appointment(id, now.Truncate(time.Millisecond), r)
	if err != nil {
		return NewAppointment{}, err
	}
	return NewAppointment{
		Appointment: a,
		Indexes:     u.indexes(r),
		History:     HistoryEntry{ID: event, At: a.CreatedAt, By: ByPublic, Event: EventRequest, To: a.State},
		Audit:       NewAuditEntry(a.CreatedAt, ByPublic, ActionRequest, id, a.Office),
	}, nil
}

func (u *RequestAppointment) appointment(id uuid.UUID, at time.Time, r *AppointmentRequest) (Appointment, error) {
	office, _ := u.Catalogue.Office(r.Office)
	service, _ := u.Catalogue.Service(r.Service)
	key, err := u.Sealer.NewKey(id)
	if err != nil {
		return Appointment{}, fmt.Errorf("making a record's key: %w", err)
	}
	state, _ := Next("", EventRequest, ActorPerson)
	a := Appointment{
		ID:            id,
		Organisation:  office.Organisation,
		Office:        r.Office,
		Service:       r.Service,
		OfficeShown:   office.Title(r.Language),
		ServiceShown:  service.Title(r.Language),
		Language:      r.Language,
		PrivacyNotice: u.PrivacyNotice(r.Language),
		People:        r.People,
		State:         state,
		SetAside:      r.Honeypot != "",
		CreatedAt:     at,
		Version:       1,
		Key:           key.Wrapped(),
	}
	a.Sealed, err = SealDetails(key, a, r.Details)
	return a, err
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
		Office: r.Office, Service: r.Service, Slot: r.Slot, People: r.People,
		Language: r.Language, Consent: r.Consent, Details: r.Details, Website: r.Honeypot,
	})
}

func (u *RequestAppointment) indexes(r *AppointmentRequest) []BlindIndex {
	indexes := []BlindIndex{u.Sealer.Index(IndexReference, string(r.Reference))}
	if r.Phone != "" {
		indexes = append(indexes, u.Sealer.Index(IndexPhone, r.Phone))
	}
	if r.Email != "" {
		indexes = append(indexes, u.Sealer.Index(IndexEmail, strings.ToLower(r.Email)))
	}
	for _, word := range NameWords(r.Name) {
		indexes = append(indexes, u.Sealer.Index(IndexNameWord, word))
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
	var d Details
	key, err := s.OpenKey(a.ID, a.Key)
	if err != nil {
		return d, fmt.Errorf("opening the key of %s: %w", a.ID, err)
	}
	err = openJSON(key, useRequest, a.Sealed, &d, a.beside()...)
	return d, err
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
