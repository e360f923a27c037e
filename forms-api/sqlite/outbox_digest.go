package sqlite

import (
	"context"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// countNew leaves out what was erased: nobody waits there.
var countNew = `
SELECT count(*)
  FROM appointment a
  JOIN record_key k ON k.record = a.id
 WHERE a.set_aside = 0 AND a.office = ? AND a.created_at > ? AND a.state IN ` + waitsForOffice

// A digest is tried for a day, so that among so few is the one made last.
const selectDigests = selectMessage + `
 WHERE o.appointment IS NULL AND o.notice = 'digest' AND o.office = ? AND o.dead_at IS NULL
 ORDER BY o.due_at DESC LIMIT 8`

// LastDigest is until when the latest digest has counted; see formsapi.OutboxStore.
func (s *Store) LastDigest(ctx context.Context, office string) (last time.Time, err error) {
	all, err := list(ctx, s.read, scanMessage, selectDigests, office)
	for _, m := range all {
		says, err := formsapi.OpenMessage(nil, m)
		if err != nil {
			return last, err
		}
		if says.At.IsZero() {
			says.At = m.DueAt // made before digests said it
		}
		if says.At.After(last) {
			last = says.At
		}
	}
	return last, err
}

// deleteDigests goes by the index outbox_digest, however many calls the office has.
const deleteDigests = `
DELETE FROM outbox
 WHERE appointment IS NULL AND notice = 'digest' AND office = ? AND dead_at IS NOT NULL AND sent_at IS NULL AND id <> ?`

// ForgetDigests removes digests that were given up; see formsapi.OutboxStore.
func (s *Store) ForgetDigests(ctx context.Context, office string, but uuid.UUID) error {
	return s.changeMessage(ctx, deleteDigests, office, but[:])
}

// NewSince counts the requests that wait for an answer; see formsapi.OutboxStore.
func (s *Store) NewSince(ctx context.Context, office string, since time.Time) (int, error) {
	return first(ctx, s.read, scanNumber, countNew, office, since.UnixMilli())
}
