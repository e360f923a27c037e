package sqlite

import (
	"context"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

const (
	insertFlag = `INSERT INTO flag (appointment, staff, done_by, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`
	deleteFlag = `DELETE FROM flag WHERE appointment = ? AND staff = ?`
	flagsOf    = `SELECT appointment, staff, done_by, at FROM flag WHERE appointment = ? ORDER BY at, staff`
)

// reflag sets a flag or takes it away.
func (t *tx) reflag(c *formsapi.AppointmentChange) error {
	switch c.History.Event {
	case formsapi.EventFlag:
		return t.exec(insertFlag, c.ID[:], c.Flag[:], c.History.By, c.History.At.UnixMilli())
	case formsapi.EventSeen:
		return t.exec(deleteFlag, c.ID[:], c.Flag[:])
	}
	return nil
}

// Flags lists who is asked to look at a request; see formsapi.CaseworkStore.
func (s *Store) Flags(ctx context.Context, id uuid.UUID) ([]formsapi.Flag, error) {
	return list(ctx, s.read, scanFlag, flagsOf, id[:])
}

func scanFlag(row scanner) (f formsapi.Flag, err error) {
	var at int64
	err = row.Scan(&f.Appointment, &f.Staff, &f.By, &at)
	f.At = time.UnixMilli(at).UTC()
	return f, err
}
