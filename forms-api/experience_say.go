package formsapi

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"
)

// RateService is the use case of a person who says what they think of the service,
// after they were there: at their own request's page, or on a colleague's device.
// The audit log says nothing of it: an entry would have the moment.
type RateService struct {
	Appointments AppointmentStore
	Store        ExperienceStore
	Sealer       Sealer
	Catalogue    Catalogue
	Now          func() time.Time
	Random       io.Reader // cryptographic
}

// Ask is the request of which a person can be asked. It answers CodeNotFound where
// there is none, or nobody has been there, and CodeConflict once they have answered.
func (u *RateService) Ask(ctx context.Context, reference Reference) (Appointment, error) {
	a, _, err := (&FollowAppointment{Sealer: u.Sealer, Store: u.Appointments}).find(ctx, reference)
	if err != nil {
		return Appointment{}, err
	}
	return a, a.askable()
}

// AskAtCounter is the same of a colleague who hands their device over. It takes
// NoteRequests at the office; otherwise there is no such request.
func (u *RateService) AskAtCounter(ctx context.Context, by Staff, id uuid.UUID) (Appointment, error) {
	a, err := u.Appointments.Appointment(ctx, id)
	if err != nil {
		return a, fmt.Errorf("reading %s: %w", id, err)
	}
	if !by.May(NoteRequests, a.Office) {
		return Appointment{}, &Problem{Code: CodeNotFound, Key: "not-found"}
	}
	return a, a.askable()
}

// ToRate says whether the person of a request was there, and has not said yet what
// they think of it.
func (a Appointment) ToRate() bool { return a.askable() == nil }

func (a Appointment) askable() error {
	switch {
	case a.State != Attended || a.SetAside:
		return &Problem{Code: CodeNotFound, Key: "not-found"}
	case a.Rated:
		return &Problem{Code: CodeConflict, Key: "experience-given"}
	}
	return nil
}

// Rate stores what a person said. Of two who send at the same moment one is told
// that it was answered already.
func (u *RateService) Rate(ctx context.Context, reference Reference, said ExperienceAnswer) error {
	a, err := u.Ask(ctx, reference)
	if err != nil {
		return err
	}
	return u.store(ctx, a, said)
}

// RateAtCounter is the same on a colleague's device.
func (u *RateService) RateAtCounter(ctx context.Context, by Staff, id uuid.UUID, said ExperienceAnswer) error {
	a, err := u.AskAtCounter(ctx, by, id)
	if err != nil {
		return err
	}
	return u.store(ctx, a, said)
}

func (u *RateService) store(ctx context.Context, a Appointment, said ExperienceAnswer) error {
	if err := Invalid(said.Validate()); err != nil {
		return err
	}
	id, err := uuid.NewRandomFromReader(u.Random)
	if err != nil {
		return fmt.Errorf("drawing an id: %w", err)
	}
	today := u.Now().In(u.zone(a.Office))
	err = u.Store.InsertExperience(ctx, NewExperience{
		Experience: Experience{
			ID: id, Day: DateOf(today), Office: a.Office, Service: a.Service, Language: a.Language,
			Helped: said.Helped, Treated: said.Treated,
		},
		Appointment: a.ID, Month: DateOf(today.AddDate(0, 0, 1-today.Day())),
	})
	if p, ok := errors.AsType[*Problem](err); ok && p.Code == CodeConflict {
		return &Problem{Code: CodeConflict, Key: "experience-given"}
	}
	return err
}

func (u *RateService) zone(office string) *time.Location {
	if o, known := u.Catalogue.Office(office); known {
		return o.Zone
	}
	return TallyZone()
}
