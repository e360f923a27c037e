package formsapi

import (
	"context"
	"fmt"
)

// A FollowedAppointment is what the request's own page shows to whoever holds
// the reference: nothing that tells who asked, or why.
type FollowedAppointment struct {
	Reference     Reference
	State         State
	Office        string
	Service       string
	OfficeShown   string
	ServiceShown  string
	Start         *Start
	DeclineReason string // a key of DeclineReasons when declined
}

// FollowAppointment is the use case of a person who looks at their request.
type FollowAppointment struct {
	Sealer Sealer
	Store  AppointmentStore
}

// Follow finds a request by its reference, or answers a *Problem with CodeNotFound.
func (u *FollowAppointment) Follow(ctx context.Context, ref Reference) (FollowedAppointment, error) {
	a, err := u.Store.AppointmentByIndex(ctx, u.Sealer.Index(IndexReference, string(ref)))
	if err != nil {
		return FollowedAppointment{}, fmt.Errorf("looking a reference up: %w", err)
	}
	f := FollowedAppointment{
		Reference:    ref,
		State:        a.State,
		Office:       a.Office,
		Service:      a.Service,
		OfficeShown:  a.OfficeShown,
		ServiceShown: a.ServiceShown,
		Start:        a.Start,
	}
	if a.State == Declined {
		f.DeclineReason, err = u.declineReason(ctx, a)
	}
	return f, err
}

func (u *FollowAppointment) declineReason(ctx context.Context, a Appointment) (string, error) {
	events, err := u.Store.AppointmentHistory(ctx, a.ID)
	if err != nil {
		return "", fmt.Errorf("reading the history of %s: %w", a.ID, err)
	}
	for _, e := range events {
		if e.To != Declined {
			continue
		}
		d, err := OpenHistory(u.Sealer, a, e)
		return d.Reason, err
	}
	return "", nil
}

// OpenHistory unseals the words of an event; an event without words gives none.
func OpenHistory(s Sealer, a Appointment, e HistoryEntry) (HistoryDetails, error) {
	var d HistoryDetails
	if len(e.Sealed) == 0 {
		return d, nil
	}
	key, err := s.OpenKey(a.ID, a.Key)
	if err != nil {
		return d, fmt.Errorf("opening the key of %s: %w", a.ID, err)
	}
	err = openJSON(key, useHistory, e.Sealed, &d, e.beside()...)
	return d, err
}
