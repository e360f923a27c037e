package sqlite

import (
	"context"
	"database/sql"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

var _ formsapi.FeedStore = (*Store)(nil)

// InsertFeed stores a calendar's address; see formsapi.FeedStore.
func (s *Store) InsertFeed(ctx context.Context, f formsapi.Feed, hash []byte) error {
	const insert = `INSERT INTO feed (id, office, hash, made_by, made_at) VALUES (?, ?, ?, ?, ?)`
	return s.writer.submit(ctx, func(t *tx) error {
		return t.exec(insert, f.ID[:], f.Office, hash, f.MadeBy[:], f.MadeAt.UnixMilli())
	})
}

const selectFeed = `SELECT id, office, made_by, made_at, revoked_at FROM feed`

// FeedByHash finds a feed that was not revoked, or answers CodeNotFound.
func (s *Store) FeedByHash(ctx context.Context, hash []byte) (formsapi.Feed, error) {
	return first(ctx, s.read, scanFeed, selectFeed+` WHERE hash = ? AND revoked_at IS NULL`, hash)
}

// Feeds lists an office's feeds, the latest first.
func (s *Store) Feeds(ctx context.Context, office string) ([]formsapi.Feed, error) {
	return list(ctx, s.read, scanFeed, selectFeed+` WHERE office = ? ORDER BY id DESC`, office)
}

// RevokeFeed ends a calendar's address; the first revocation counts.
func (s *Store) RevokeFeed(ctx context.Context, id uuid.UUID, at time.Time) error {
	return s.writer.submit(ctx, func(t *tx) error {
		return t.exec(`UPDATE feed SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL`, at.UnixMilli(), id[:])
	})
}

func scanFeed(row scanner) (f formsapi.Feed, err error) {
	var made int64
	var revoked sql.NullInt64
	err = row.Scan(&f.ID, &f.Office, &f.MadeBy, &made, &revoked)
	f.MadeAt, f.RevokedAt = time.UnixMilli(made).UTC(), instant(revoked)
	return f, err
}
