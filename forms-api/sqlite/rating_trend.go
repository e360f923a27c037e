package sqlite

import (
	"context"
	"time"

	"sportello/forms-api"
)

// monthlyFeedback counts along the index rating_by_value, which has all it needs.
const monthlyFeedback = `
SELECT page, language, strftime('%Y-%m', created_at / 1000, 'unixepoch') AS month,
       sum(rating = 1), sum(rating = 2), sum(rating = 3), sum(rating = 4), sum(rating = 5)
  FROM rating INDEXED BY rating_by_value
 WHERE set_aside = 0 AND created_at >= ?`

// MonthlyFeedback sums up each month; see formsapi.RatingStore.
func (s *Store) MonthlyFeedback(ctx context.Context, since time.Time, page, language string) ([]formsapi.MonthFeedback, error) {
	query, args := monthlyQuery(since, page, language)
	return list(ctx, s.read, func(row scanner) (m formsapi.MonthFeedback, err error) {
		n := &m.ByRating
		err = row.Scan(&m.Page, &m.Language, &m.Month, &n[0], &n[1], &n[2], &n[3], &n[4])
		return m, err
	}, query, args...)
}

func monthlyQuery(since time.Time, page, language string) (string, []any) {
	q := narrowed{text: monthlyFeedback, args: []any{since.UnixMilli()}}
	q.equal("page", page)
	q.equal("language", language)
	return q.text + " GROUP BY page, language, month", q.args
}
