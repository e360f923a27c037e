package sqlite

import (
	"context"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

const nextMessages = selectMessage + ` WHERE o.id > ? ORDER BY o.id LIMIT ?`

// outbox opens every message with the key of its appointment. What is left of one
// that was erased is counted by leftovers.
func (v *verification) outbox(ctx context.Context) error {
	return eachPage(ctx, v.tx, scanMessage, nextMessages, func(m formsapi.QueuedMessage) (uuid.UUID, error) {
		switch {
		case m.Appointment == uuid.Nil && m.Notice != formsapi.NoticeDigest:
			v.find("The message %s is about no appointment, and no digest.", m.ID)
		case m.Appointment == uuid.Nil || len(m.Key.Bytes) > 0:
			v.opened("message", m.ID, func() error { _, err := formsapi.OpenMessage(v.sealer, m); return err })
			v.delivery(m)
		}
		return m.ID, nil
	})
}

// delivery wants an attempt for what has left, or was given up. Nothing seals
// these columns: who can write to the file can also make the number fit.
func (v *verification) delivery(m formsapi.QueuedMessage) {
	if (!m.SentAt.IsZero() || !m.DeadAt.IsZero()) && m.Attempts == 0 {
		v.find("The message %s is marked as sent or given up, and was never tried.", m.ID)
	}
}

// strandedAfter is by how much a lease, which lasts a minute, must be over, or
// to come, to be worth a word: servers are stopped for a night, and clocks are set.
const strandedAfter = 24 * time.Hour

const selectStranded = `
SELECT id
  FROM outbox
 WHERE sent_at IS NULL AND dead_at IS NULL AND channel <> 'call'
   AND leased_until > 0 AND leased_until NOT BETWEEN ? AND ?`

func (v *verification) stranded(ctx context.Context) error {
	from, until := v.now.Add(-strandedAfter).UnixMilli(), v.now.Add(strandedAfter).UnixMilli()
	ids, err := list(ctx, v.tx, scanID, selectStranded, from, until)
	for _, id := range ids {
		v.warn("The message %s was taken to be sent, and has not left: no server sends messages, or the clock was set.", id)
	}
	return err
}
