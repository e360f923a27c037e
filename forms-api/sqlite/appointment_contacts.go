package sqlite

import (
	"context"
	"slices"
	"time"

	"sportello/forms-api"
)

const selectContacts = selectAppointment + `
 WHERE a.set_aside = 0 AND a.office = ? AND a.created_at >= ? AND a.created_at < ? AND a.channel <> 'web'
 ORDER BY a.created_at DESC, a.id DESC
 LIMIT ?`

// ContactsOf lists who came or called; see formsapi.AppointmentStore.
func (s *Store) ContactsOf(ctx context.Context, office string, from, until time.Time, limit int) ([]formsapi.Appointment, error) {
	all, err := list(ctx, s.read, scanAppointment, selectContacts, office, from.UnixMilli(), until.UnixMilli(), pageSize(limit))
	slices.Reverse(all)
	return all, err
}
