package sqlite

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// AppointmentsStarting lists what begins at an office within a stretch of time;
// see formsapi.AppointmentStore. What was set aside is among it: it may hold a place.
func (s *Store) AppointmentsStarting(ctx context.Context, office string, from, until time.Time, states ...formsapi.State) ([]formsapi.Appointment, error) {
	query, args := startingQuery(office, from, until, states)
	return list(ctx, s.read, scanAppointment, query, args...)
}

func startingQuery(office string, from, until time.Time, states []formsapi.State) (query string, args []any) {
	query = selectAppointment + ` WHERE a.office = ? AND a.start_at >= ? AND a.start_at < ?`
	args = []any{office, from.UnixMilli(), until.UnixMilli()}
	if len(states) > 0 {
		query += ` AND a.state IN (?` + strings.Repeat(", ?", len(states)-1) + `)`
		for _, state := range states {
			args = append(args, string(state))
		}
	}
	return query + ` ORDER BY a.start_at, a.id`, args
}

// selectLiveOffices goes from office to office along an index, and looks within
// each for one that is live, and was not erased.
var selectLiveOffices = `
WITH RECURSIVE
  list (set_aside) AS (VALUES (0), (1)),
  seen (set_aside, office) AS (
    SELECT set_aside, (SELECT min(a.office) FROM appointment a WHERE a.set_aside = list.set_aside) FROM list
     UNION ALL
    SELECT set_aside, (SELECT min(a.office) FROM appointment a WHERE a.set_aside = seen.set_aside AND a.office > seen.office)
      FROM seen
     WHERE office IS NOT NULL)
SELECT DISTINCT office
  FROM seen
 WHERE EXISTS (
       SELECT 1
         FROM appointment a
         JOIN record_key k ON k.record = a.id
        WHERE a.set_aside = seen.set_aside AND a.office = seen.office
          AND a.state IN ` + live + `)
 ORDER BY office`

// LiveOffices are the offices that have something left to do; see
// formsapi.AppointmentStore.
func (s *Store) LiveOffices(ctx context.Context) ([]string, error) {
	return list(ctx, s.read, func(row scanner) (office string, err error) {
		err = row.Scan(&office)
		return office, err
	}, selectLiveOffices)
}

const selectHoldsOver = selectAppointment + `
 WHERE a.hold_until <= ? AND a.hold_until >= ? AND (a.hold_until, a.id) > (?, ?)
 ORDER BY a.hold_until, a.id
 LIMIT ?`

// HoldsOver lists what is held too long; see formsapi.AppointmentStore.
func (s *Store) HoldsOver(ctx context.Context, at time.Time, after formsapi.Hold, limit int) ([]formsapi.Appointment, error) {
	from := int64(0)
	if !after.Until.IsZero() {
		from = after.Until.UnixMilli()
	}
	return list(ctx, s.read, scanAppointment, selectHoldsOver, at.UnixMilli(), from, from, after.ID[:], pageSize(limit))
}

// putOffHold puts off with a hold what was promised until its end.
const putOffHold = `
UPDATE appointment
   SET hold_until = ?1, due_at = CASE WHEN due_at = hold_until THEN ?1 ELSE due_at END
 WHERE id = ?2 AND version = ?3 AND hold_until IS NOT NULL`

// PutOffHold makes a hold end later; see formsapi.AppointmentStore.
func (s *Store) PutOffHold(ctx context.Context, id uuid.UUID, version int, until time.Time, e formsapi.AuditEntry) error {
	return s.writer.submit(ctx, func(t *tx) error {
		n, err := t.changed(putOffHold, until.UnixMilli(), id[:], version)
		if err != nil || n == 0 {
			return err
		}
		return t.audit(e)
	})
}
