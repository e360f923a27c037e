package sqlite

import (
	"context"
	"math"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// noConcern stands behind every time that a message can be about.
const noConcern = math.MaxInt64

// waitsForStaff is what the index outbox_by_concern holds, of the offices listed
// as JSON (of all of them: NULL), without what was erased. What was given up is
// settled by a later message that has arrived, or waits for staff itself, by the rule
// of formsapi.ToldMessage: an answer stands for nothing else, and nothing stands for
// it. Nobody is called to be asked what they think.
const waitsForStaff = `
 WHERE o.sent_at IS NULL AND (o.channel = 'call' OR o.dead_at IS NOT NULL) AND o.notice <> 'experience'
   AND (o.appointment IS NULL OR k.record IS NOT NULL)
   AND (?1 IS NULL OR o.office IN (SELECT value FROM json_each(?1)))
   AND (o.dead_at IS NULL OR o.notice = 'reply' OR NOT EXISTS (
       SELECT 1 FROM outbox AS later
        WHERE later.appointment = o.appointment AND later.id > o.id AND later.notice NOT IN ('reminder', 'reply', 'experience')
          AND (later.sent_at IS NOT NULL OR later.dead_at IS NOT NULL OR later.channel = 'call')))`

const selectCalls = selectMessage + waitsForStaff + `
   AND o.called_at >= ?2
   AND (o.called_at, coalesce(o.concerns_at, 9223372036854775807), o.due_at, o.id) > (?2, ?3, ?4, ?5)
 ORDER BY o.called_at, coalesce(o.concerns_at, 9223372036854775807), o.due_at, o.id
 LIMIT ?6`

// Calls lists a page of what staff have to look after; see formsapi.OutboxStore.
func (s *Store) Calls(ctx context.Context, offices []string, after formsapi.CallPlace, limit int) ([]formsapi.QueuedMessage, error) {
	called, concerns, due := int64(0), int64(math.MinInt64), int64(0)
	if !after.DueAt.IsZero() {
		concerns, due = noConcern, after.DueAt.UnixMilli()
	}
	if !after.Concerns.IsZero() {
		concerns = after.Concerns.UnixMilli()
	}
	if !after.CalledAt.IsZero() {
		called = after.CalledAt.UnixMilli()
	}
	return list(ctx, s.read, scanMessage, selectCalls, namedOffices(offices), called, concerns, due, after.ID[:], pageSize(limit))
}

// selectCallsOf goes by what a person can be found by, since no index is by the hash
// of the person.
const selectCallsOf = selectMessage + waitsForStaff + `
   AND o.appointment IN (
       SELECT other.id
         FROM appointment AS one
         JOIN blind_index AS known ON known.record = one.id AND known.kind IN ('phone', 'email')
         JOIN blind_index AS also  ON also.kind = known.kind AND also.value = known.value
         JOIN appointment AS other ON other.id = also.record
        WHERE one.id = ?2 AND other.person = one.person)`

// CallsOf lists what of the call list is for one person; see formsapi.OutboxStore.
func (s *Store) CallsOf(ctx context.Context, offices []string, appointment uuid.UUID) ([]formsapi.QueuedMessage, error) {
	return list(ctx, s.read, scanMessage, selectCallsOf, namedOffices(offices), appointment[:])
}

const unanswered = `
UPDATE outbox SET called_at = ?, unanswered = unanswered + 1
 WHERE id = ? AND sent_at IS NULL AND (channel = 'call' OR dead_at IS NOT NULL)`

// Unanswered notes that nobody answered a call; see formsapi.OutboxStore.
func (s *Store) Unanswered(ctx context.Context, id uuid.UUID, at time.Time) error {
	return s.changeMessage(ctx, unanswered, at.UnixMilli(), id[:])
}

// untried makes calls of who can be reached in another way now as urgent as before.
const untried = `UPDATE outbox SET called_at = 0, unanswered = 0 WHERE appointment = ? AND sent_at IS NULL AND called_at > 0`

const countCalls = `
SELECT count(*)
  FROM outbox o
  LEFT JOIN record_key k ON k.record = o.appointment` + waitsForStaff + `
   AND o.due_at >= ?2`

// CountCalls counts what staff have to look after; see formsapi.OutboxStore.
func (s *Store) CountCalls(ctx context.Context, offices []string, since time.Time) (int, error) {
	from := int64(math.MinInt64)
	if !since.IsZero() {
		from = since.UnixMilli()
	}
	return first(ctx, s.read, scanNumber, countCalls, namedOffices(offices), from)
}
