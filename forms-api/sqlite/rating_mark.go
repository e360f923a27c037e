package sqlite

import (
	"context"

	"sportello/forms-api"
)

// markRating leaves alone what was marked before, and what is not there.
const markRating = `
INSERT INTO rating_mark (rating, done_by, at)
SELECT id, ?, ? FROM rating WHERE id = ?
ON CONFLICT DO NOTHING`

// MarkRatings notes that comments were read; see formsapi.RatingStore.
func (s *Store) MarkRatings(ctx context.Context, marks []formsapi.RatingMark) error {
	return s.writer.submit(ctx, func(t *tx) error {
		for _, m := range marks {
			n, err := t.changed(markRating, m.By, m.At.UnixMilli(), m.Rating[:])
			if err != nil {
				return err
			}
			if n == 0 {
				continue
			}
			if err := t.audit(m.Entry()); err != nil {
				return err
			}
		}
		return nil
	})
}
