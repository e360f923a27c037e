package sqlite

import (
	"context"
	"database/sql"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// selectUndelivered is by the history: an answer that was given up is known once an
// entry says so that is not older.
const selectUndelivered = `
SELECT o.appointment, max(o.dead_at)
  FROM outbox o INDEXED BY outbox_undelivered
  JOIN record_key k ON k.record = o.appointment
 WHERE o.notice = 'reply' AND o.dead_at IS NOT NULL AND o.sent_at IS NULL
   AND NOT EXISTS (
       SELECT 1 FROM appointment_history h
        WHERE h.appointment = o.appointment AND h.event = 'undelivered' AND h.at >= o.dead_at)
 GROUP BY o.appointment LIMIT ?`

// Undelivered lists requests with an answer that did not arrive; see formsapi.CaseworkStore.
func (s *Store) Undelivered(ctx context.Context, limit int) ([]formsapi.UndeliveredReply, error) {
	all, err := list(ctx, s.read, scanUndelivered, selectUndelivered, limit)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].Appointment, err = s.Appointment(ctx, all[i].ID); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func scanUndelivered(row scanner) (u formsapi.UndeliveredReply, err error) {
	var id uuid.UUID
	var at sql.NullInt64
	err = row.Scan(&id, &at)
	u.ID, u.At = id, instant(at)
	return u, err
}
