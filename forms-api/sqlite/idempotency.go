package sqlite

import (
	"bytes"
	"context"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

const (
	insertIdempotency = `
INSERT INTO idempotency (key, content, record, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`
	selectIdempotency = `SELECT content, record FROM idempotency WHERE key = ?`
)

// Earlier finds the record that an idempotency key was used for; see formsapi.Repetitions.
func (s *Store) Earlier(ctx context.Context, i formsapi.Idempotency) (uuid.UUID, error) {
	used, err := list(ctx, s.read, scanUsed, selectIdempotency, i.Key)
	if err != nil || len(used) == 0 {
		return uuid.Nil, err
	}
	return used[0].answer(i)
}

// claim takes an idempotency key for a record. When another record has it
// already, that one's id comes back, or CodeReused if it was made of other content.
func (t *tx) claim(i *formsapi.Idempotency, record uuid.UUID, at time.Time) (earlier uuid.UUID, err error) {
	if i == nil {
		return uuid.Nil, nil
	}
	claimed, err := t.changed(insertIdempotency, i.Key, i.Content, record[:], at.UnixMilli())
	if err != nil || claimed == 1 {
		return uuid.Nil, err
	}
	var used usedKey
	if err := t.scan([]any{&used.content, &used.record}, selectIdempotency, i.Key); err != nil {
		return uuid.Nil, err
	}
	return used.answer(*i)
}

// A usedKey is what an idempotency key was used for.
type usedKey struct {
	content []byte
	record  uuid.UUID
}

func scanUsed(row scanner) (u usedKey, err error) {
	err = row.Scan(&u.content, &u.record)
	return u, err
}

func (u usedKey) answer(i formsapi.Idempotency) (uuid.UUID, error) {
	if !bytes.Equal(u.content, i.Content) {
		return uuid.Nil, errReused
	}
	return u.record, nil
}
