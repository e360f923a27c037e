package formsapi

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
)

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
