package sqlite

import (
	"context"
	"database/sql"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

var _ formsapi.OutboxStore = (*Store)(nil)

const insertMessage = `
INSERT INTO outbox (id, appointment, office, notice, channel, language, due_at, concerns_at, sealed, version)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING`

func (t *tx) insertMessages(all []formsapi.Message) error {
	for _, m := range all {
		err := t.exec(insertMessage, m.ID[:], blob(m.Appointment), m.Office, string(m.Notice), string(m.Channel), m.Language,
			m.DueAt.UnixMilli(), millis(m.Concerns), m.Sealed, m.Version)
		if err != nil {
			return err
		}
	}
	return nil
}

// Enqueue stores a message that belongs to no change; see formsapi.OutboxStore.
func (s *Store) Enqueue(ctx context.Context, m formsapi.Message) error {
	return s.writer.submit(ctx, func(t *tx) error { return t.insertMessages([]formsapi.Message{m}) })
}

// takeBack removes what an appointment's next change makes untrue: reminders and
// questions that have not left, and what nobody has told by telephone yet. What is being sent at
// this moment cannot be taken back. Who only corrects how they are reached is
// still to be told, and their reminder is made anew, also one that was given up.
const (
	takeBack = `DELETE FROM outbox` + untrue

	untrue = `
 WHERE appointment = ?1 AND sent_at IS NULL
   AND CASE WHEN ?2 = 'correct' THEN notice = 'reminder'
            ELSE notice IN ('reminder', 'experience') AND dead_at IS NULL OR channel = 'call' END`
)

// selectUntold is the oldest message of an appointment that has told nobody yet.
const selectUntold = selectMessage + `
 WHERE o.appointment = ? AND o.sent_at IS NULL AND o.dead_at IS NULL AND o.notice NOT IN ('reminder', 'reply', 'experience')
 ORDER BY o.id LIMIT 1`

const selectMessage = `
SELECT o.id, o.appointment, o.office, o.notice, o.channel, o.language, o.due_at, o.concerns_at, o.sealed,
       o.attempts, o.sent_at, o.dead_at, o.failure, o.called_at, o.unanswered, k.ring_key, k.wrapped
  FROM outbox o
  LEFT JOIN record_key k ON k.record = o.appointment`

func scanMessage(row scanner) (m formsapi.QueuedMessage, err error) {
	var due, called int64
	var concerns, sent, dead sql.NullInt64
	var ring sql.NullString
	err = row.Scan(&m.ID, &m.Appointment, &m.Office, &m.Notice, &m.Channel, &m.Language, &due, &concerns, &m.Sealed,
		&m.Attempts, &sent, &dead, &m.Failure, &called, &m.Unanswered, &ring, &m.Key.Bytes)
	m.Key.RingKey = ring.String
	m.DueAt, m.Concerns, m.SentAt, m.DeadAt = time.UnixMilli(due).UTC(), instant(concerns), instant(sent), instant(dead)
	m.CalledAt = instant(sql.NullInt64{Int64: called, Valid: called != 0})
	return m, err
}

// What waits for another attempt, or for the morning, does not hold up what came
// after it: when its time comes it is superseded.
const (
	selectDue = `
SELECT id FROM outbox AS o
 WHERE sent_at IS NULL AND dead_at IS NULL AND channel <> 'call' AND due_at <= ?1 AND leased_until <= ?2
   AND NOT EXISTS (
       SELECT 1 FROM outbox AS older
        WHERE older.appointment = o.appointment AND older.id < o.id AND older.due_at <= ?1
          AND older.sent_at IS NULL AND older.dead_at IS NULL AND older.channel <> 'call')
 ORDER BY due_at, id LIMIT ?3`
	lease = `UPDATE outbox SET leased_until = ? WHERE id = ?`
)

// Lease takes messages that are due; see formsapi.OutboxStore. One whose
// appointment was erased is nobody's any more: it is removed.
func (s *Store) Lease(ctx context.Context, at, until time.Time, limit int) (leased []formsapi.QueuedMessage, err error) {
	due, err := list(ctx, s.read, scanID, selectDue, at.UnixMilli(), at.UnixMilli(), pageSize(limit))
	if err != nil || len(due) == 0 {
		return nil, err
	}
	err = s.writer.submit(ctx, func(t *tx) error {
		leased, err = t.lease(at, until, limit)
		return err
	})
	return leased, err
}

func (t *tx) lease(at, until time.Time, limit int) ([]formsapi.QueuedMessage, error) {
	ids, err := txList(t, scanID, selectDue, at.UnixMilli(), at.UnixMilli(), pageSize(limit))
	if err != nil {
		return nil, err
	}
	var leased []formsapi.QueuedMessage
	for _, id := range ids {
		some, err := txList(t, scanMessage, selectMessage+` WHERE o.id = ?`, id[:])
		if err != nil {
			return nil, err
		}
		for _, m := range some {
			if m.Appointment != uuid.Nil && len(m.Key.Bytes) == 0 {
				err = t.exec(dropMessage, id[:])
			} else {
				leased = append(leased, m)
				err = t.exec(lease, until.UnixMilli(), id[:])
			}
			if err != nil {
				return nil, err
			}
		}
	}
	return leased, nil
}

const dropMessage = `DELETE FROM outbox WHERE id = ? AND sent_at IS NULL`

// hurry lets what stands for a message leave as early: that one may have been about
// a time that is given up before long.
const hurry = `
UPDATE outbox AS later
   SET due_at = min(later.due_at, dropped.due_at)
  FROM outbox AS dropped
 WHERE dropped.id = ?1 AND later.appointment = dropped.appointment AND later.id > dropped.id
   AND later.notice NOT IN ('reminder', 'reply', 'experience') AND later.channel <> 'call' AND later.attempts = 0
   AND later.sent_at IS NULL AND later.dead_at IS NULL`

// Drop removes a message that no longer holds; see formsapi.OutboxStore.
func (s *Store) Drop(ctx context.Context, id uuid.UUID) error {
	return s.writer.submit(ctx, func(t *tx) error {
		if err := t.exec(hurry, id[:]); err != nil {
			return err
		}
		return t.exec(dropMessage, id[:])
	})
}

// Sent notes that a message has left, or that somebody called.
func (s *Store) Sent(ctx context.Context, id uuid.UUID, at time.Time) error {
	return s.changeMessage(ctx, `UPDATE outbox SET sent_at = ?, attempts = attempts + 1 WHERE id = ? AND sent_at IS NULL`, at.UnixMilli(), id[:])
}

// Failed notes a failed attempt; see formsapi.OutboxStore.
func (s *Store) Failed(ctx context.Context, id uuid.UUID, at, next time.Time, failure string) error {
	if next.IsZero() {
		return s.changeMessage(ctx, `UPDATE outbox SET dead_at = ?, attempts = attempts + 1, failure = ? WHERE id = ? AND sent_at IS NULL`,
			at.UnixMilli(), failure, id[:])
	}
	return s.changeMessage(ctx, `UPDATE outbox SET due_at = ?, leased_until = 0, attempts = attempts + 1, failure = ? WHERE id = ? AND sent_at IS NULL`,
		next.UnixMilli(), failure, id[:])
}

// changeMessage changes one message. One that is gone, or was sent meanwhile,
// needs no change.
func (s *Store) changeMessage(ctx context.Context, query string, args ...any) error {
	return s.writer.submit(ctx, func(t *tx) error { return t.exec(query, args...) })
}

// MessagesOf lists an appointment's messages, the latest first.
func (s *Store) MessagesOf(ctx context.Context, appointment uuid.UUID) ([]formsapi.QueuedMessage, error) {
	return list(ctx, s.read, scanMessage, selectMessage+` WHERE o.appointment = ? ORDER BY o.id DESC`, appointment[:])
}
