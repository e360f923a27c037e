package formsapi

import (
	"context"
	"encoding/json"
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
// a repetition (same key, same content) gives the same one.
func (u *RequestAppointment) Request(ctx context.Context, r AppointmentRequest) (Reference, error) {
	if err := Invalid(u.Validate(&r)); err != nil {
		return "", err
	}
	n, err := u.prepare(&r)
	if err != nil {
		return "", err
	}
	stored, err := u.Store.InsertAppointment(ctx, n)
	if err != nil {
		return "", fmt.Errorf("storing a request: %w", err)
	}
	if stored == n.Appointment.ID {
		return r.Reference, nil
	}
	return u.earlier(ctx, stored)
}

func (u *RequestAppointment) prepare(r *AppointmentRequest) (NewAppointment, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return NewAppointment{}, fmt.Errorf("drawing an id: %w", err)
	}
	idempotency := u.idempotency(r)
	if r.Reference, err = NewReference(u.Random); err != nil {
		return NewAppointment{}, err
	}
	a, err := u.appointment(id, r)
	if err != nil {
		return NewAppointment{}, err
	}
	history := HistoryEntry{ID: uuid.Must(uuid.NewV7()), At: a.CreatedAt, By: ByPublic, Event: EventRequest, To: a.State}
	return NewAppointment{
		Appointment: a,
		Indexes:     u.indexes(r),
		Idempotency: idempotency,
		History:     history,
		Audit:       NewAuditEntry(a.CreatedAt, ByPublic, ActionRequest, id, a.Office),
	}, nil
}

func (u *RequestAppointment) appointment(id uuid.UUID, r *AppointmentRequest) (Appointment, error) {
	office, _ := u.Catalogue.Office(r.Office)
	service, _ := u.Catalogue.Service(r.Service)
	key, err := u.Sealer.NewKey(id)
	if err != nil {
		return Appointment{}, fmt.Errorf("making a record's key: %w", err)
	}
	sealed, err := sealJSON(key, useRequest, r.Details)
	if err != nil {
		return Appointment{}, err
	}
	state, _ := Next("", EventRequest, ActorPerson)
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
		State:         state,
		SetAside:      r.Honeypot != "",
		CreatedAt:     u.Now().UTC().Truncate(time.Millisecond),
		Version:       1,
		Key:           key.Wrapped(),
		Sealed:        sealed,
	}, nil
}

// idempotency must be asked before a reference is drawn: it hashes what the person sent.
func (u *RequestAppointment) idempotency(r *AppointmentRequest) *Idempotency {
	content := fmt.Sprintf("%q", []any{r.Office, r.Service, r.People, r.Language, r.Details, r.Honeypot})
	return newIdempotency(u.Sealer, "appointment", r.IdempotencyKey, r.FormToken, content)
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

func (u *RequestAppointment) earlier(ctx context.Context, id uuid.UUID) (Reference, error) {
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
	err = openJSON(key, useRequest, a.Sealed, &d)
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

// The uses that a record's key seals for.
const (
	useRequest = "request"
	useHistory = "history"
	useRating  = "rating"
)

func sealJSON(key RecordKey, use string, v any) ([]byte, error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encoding a %s: %w", use, err)
	}
	sealed, err := key.Seal(use, plain)
	if err != nil {
		return nil, fmt.Errorf("sealing a %s: %w", use, err)
	}
	return sealed, nil
}

func openJSON(key RecordKey, use string, sealed []byte, v any) error {
	plain, err := key.Open(use, sealed)
	if err != nil {
		return fmt.Errorf("unsealing a %s: %w", use, err)
	}
	if err := json.Unmarshal(plain, v); err != nil {
		return fmt.Errorf("decoding a %s: %w", use, err)
	}
	return nil
}
