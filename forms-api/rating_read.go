package formsapi

import (
	"context"
	"fmt"
)

// ReadRatings is the use case of staff who read what people say about the pages.
type ReadRatings struct {
	Store  RatingStore
	Sealer Sealer
}

// A ReadRating is a rating with the words of who sent it.
type ReadRating struct {
	Rating
	RatingDetails
}

// Pages sums up every rated page, worst average first; an empty language does
// not narrow. It answers CodeForbidden to who reads no feedback.
func (u *ReadRatings) Pages(ctx context.Context, by Staff, language string) ([]PageFeedback, error) {
	if !by.MayAnywhere(ReadFeedback) {
		return nil, &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	pages, err := u.Store.PageFeedback(ctx)
	if err != nil {
		return nil, fmt.Errorf("summing up the ratings: %w", err)
	}
	if language == "" {
		return pages, nil
	}
	var narrowed []PageFeedback
	for _, p := range pages {
		if p.Language == language {
			narrowed = append(narrowed, p)
		}
	}
	return narrowed, nil
}

// Ratings lists single ratings with their comments, newest first. It answers
// CodeForbidden to who reads no feedback.
func (u *ReadRatings) Ratings(ctx context.Context, by Staff, f RatingFilter) ([]ReadRating, error) {
	if !by.MayAnywhere(ReadFeedback) {
		return nil, &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	ratings, err := u.Store.Ratings(ctx, f)
	if err != nil {
		return nil, fmt.Errorf("listing ratings: %w", err)
	}
	read := make([]ReadRating, len(ratings))
	for i, r := range ratings {
		d, err := OpenRating(u.Sealer, r)
		if err != nil {
			return nil, err
		}
		read[i] = ReadRating{Rating: r, RatingDetails: d}
	}
	return read, nil
}
