package sqlite

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

const insertRating = `
INSERT INTO rating (id, page, rating, aspect, language, set_aside, created_at, sealed)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)`

// InsertRating stores a page rating; see formsapi.RatingStore.
func (s *Store) InsertRating(ctx context.Context, n formsapi.NewRating) (stored uuid.UUID, err error) {
	err = s.writer.submit(ctx, func(t *tx) error {
		stored, err = t.insertRating(&n)
		return err
	})
	if err != nil {
		return uuid.Nil, err
	}
	return stored, nil
}

func (t *tx) insertRating(n *formsapi.NewRating) (uuid.UUID, error) {
	r := &n.Rating
	earlier, err := t.claim(n.Idempotency, r.ID, r.CreatedAt)
	if err != nil || earlier != uuid.Nil {
		return earlier, err
	}
	err = t.exec(insertRating,
		r.ID[:], r.Page, r.Rating, r.Aspect, r.Language, r.SetAside, r.CreatedAt.UnixMilli(), r.Sealed)
	if err != nil {
		return uuid.Nil, err
	}
	return r.ID, t.insertKey(r.ID, r.Key)
}

// selectRating joins the key: a record without one was erased.
const selectRating = `
SELECT r.id, r.page, r.rating, r.aspect, r.language, r.set_aside, r.created_at, r.sealed, k.ring_key, k.wrapped,
       m.at, coalesce(m.done_by, '')
  FROM rating r
  JOIN record_key k ON k.record = r.id
  LEFT JOIN rating_mark m ON m.rating = r.id`

func scanRating(row scanner) (r formsapi.Rating, err error) {
	var createdAt int64
	var readAt sql.NullInt64
	err = row.Scan(&r.ID, &r.Page, &r.Rating, &r.Aspect, &r.Language, &r.SetAside, &createdAt,
		&r.Sealed, &r.Key.RingKey, &r.Key.Bytes, &readAt, &r.ReadBy)
	r.CreatedAt, r.ReadAt = time.UnixMilli(createdAt).UTC(), instant(readAt)
	return r, err
}

const selectRatingByID = selectRating + ` WHERE r.id = ?`

// Rating reads one rating, or answers CodeNotFound.
func (s *Store) Rating(ctx context.Context, id uuid.UUID) (formsapi.Rating, error) {
	return first(ctx, s.read, scanRating, selectRatingByID, id[:])
}

// Ratings lists ratings, newest first; see formsapi.RatingFilter.
func (s *Store) Ratings(ctx context.Context, f formsapi.RatingFilter) ([]formsapi.Rating, error) {
	query, args := ratingsQuery(f)
	ratings, err := list(ctx, s.read.DB, scanRating, query, args...)
	if backwards(f.Before) {
		slices.Reverse(ratings)
	}
	return ratings, err
}

func ratingsQuery(f formsapi.RatingFilter) (string, []any) {
	q := narrowed{text: selectRating + ` WHERE r.set_aside = ?`, args: []any{f.SetAside}}
	q.equal("r.page", f.Page)
	q.equal("r.language", f.Language)
	q.page("r.", f.After, f.Before, f.Limit)
	return q.text, q.args
}
