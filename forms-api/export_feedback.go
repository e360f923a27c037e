package formsapi

import (
	"context"
	"fmt"
)

func (u *Export) feedback(ctx context.Context, yield func(ExportRow, error) bool) {
	for _, aside := range []bool{false, true} {
		if !u.feedbackOf(ctx, RatingFilter{SetAside: aside, Limit: exportPage}, yield) {
			return
		}
	}
}

func (u *Export) feedbackOf(ctx context.Context, f RatingFilter, yield func(ExportRow, error) bool) bool {
	for {
		page, err := u.Ratings.Ratings(ctx, f)
		if err != nil {
			yield(nil, fmt.Errorf("reading ratings: %w", err))
			return false
		}
		for _, r := range page {
			row, err := u.rating(r)
			if !yield(row, err) || !goesOn(err) {
				return false
			}
			f.After = Cursor{CreatedAt: r.CreatedAt, ID: r.ID}
		}
		if len(page) < exportPage {
			return true
		}
	}
}

func (u *Export) rating(r Rating) (ExportRow, error) {
	d, err := OpenRating(u.Sealer, r)
	if err != nil {
		return nil, &UnreadableError{CollectFeedback, r.ID, err}
	}
	return ratingRow(r, d), nil
}

func ratingRow(r Rating, d RatingDetails) ExportRow {
	return ExportRow{
		{"id", r.ID.String()}, {"created_at", r.CreatedAt}, {"page", r.Page}, {"language", r.Language},
		{"rating", int64(r.Rating)}, {"aspect", r.Aspect}, {"comment", d.Comment},
		{"reference", d.Reference.String()}, {"set_aside", r.SetAside},
	}
}
