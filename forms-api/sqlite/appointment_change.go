package sqlite

import (
	"context"

	"sportello/forms-api"
)

const updateAppointment = `
UPDATE appointment
   SET state = ?, start_at = ?, start_local = ?, start_zone = ?, assignee = ?, closed_at = ?, version = ?
 WHERE id = ? AND version = ?`

// ChangeAppointment stores a change of an appointment that was read at
// c.Version; see formsapi.AppointmentStore.
func (s *Store) ChangeAppointment(ctx context.Context, c formsapi.AppointmentChange) error {
	return s.writer.submit(ctx, func(t *tx) error {
		if err := t.updateAppointment(&c); err != nil {
			return err
		}
		if err := t.insertHistory(c.ID, c.Version+1, c.History); err != nil {
			return err
		}
		return t.audit(c.Audit)
	})
}

func (t *tx) updateAppointment(c *formsapi.AppointmentChange) error {
	at, local, zone := startColumns(c.Start)
	n, err := t.changed(updateAppointment, string(c.State), at, local, zone,
		blob(c.Assignee), millis(c.ClosedAt), c.Version+1, c.ID[:], c.Version)
	if err != nil || n == 1 {
		return err
	}
	var there bool
	if err := t.scan([]any{&there}, `SELECT EXISTS (SELECT 1 FROM appointment WHERE id = ?)`, c.ID[:]); err != nil {
		return err
	}
	if there {
		return errConflict
	}
	return errNotFound
}
