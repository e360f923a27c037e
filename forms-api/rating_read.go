package formsapi

import (
	"context"
	"fmt"
	"path"
	"strings"
)

// ReadRatings is the use case of staff who read what people say about the pages.
// The pages of an office, /{lang}/offices/{id}/ and those beneath it, are read by
// who holds ReadFeedback at that office; the pages of no office by everybody who
// holds it anywhere.
type ReadRatings struct {
	Store  RatingStore
	Sealer Sealer
}

// A ReadRating is a rating with the words of who sent it.
type ReadRating struct {
	Rating
	RatingDetails
	Unreadable error // as InboxRow.Unreadable
}

// Pages sums up every rated page that is the reader's, worst average first; an
// empty language does not narrow. It answers CodeForbidden to who reads no feedback.
func (u *ReadRatings) Pages(ctx context.Context, by Staff, language string) ([]PageFeedback, error) {
	if !by.MayAnywhere(ReadFeedback) {
		return nil, &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	pages, err := u.Store.PageFeedback(ctx)
	if err != nil {
		return nil, fmt.Errorf("summing up the ratings: %w", err)
	}
	var narrowed []PageFeedback
	for _, p := range pages {
		if (language == "" || p.Language == language) && readsFeedback(by, p.Page) {
			narrowed = append(narrowed, p)
		}
	}
	return narrowed, nil
}

func readsFeedback(by Staff, page string) bool {
	office, is := officeOfPage(page)
	return by.MayAnywhere(ReadFeedback) && (!is || by.May(ReadFeedback, office))
}

// officeOfPage names the office that a page is about, if it is about one.
func officeOfPage(page string) (office string, is bool) {
	parts := strings.Split(strings.TrimPrefix(path.Clean(page), "/"), "/")
	if len(parts) < 3 || parts[1] != "offices" {
		return "", false
	}
	return parts[2], true
}

// Ratings lists single ratings with their comments, newest first. It answers
// CodeForbidden to who reads no feedback, and CodeNotFound for a page that is not
// theirs. Those of every page at once (no page in the filter) are for who reads
// feedback at every office.
func (u *ReadRatings) Ratings(ctx context.Context, by Staff, f RatingFilter) ([]ReadRating, error) {
	switch everywhere, _ := by.OfficesFor(ReadFeedback); {
	case !by.MayAnywhere(ReadFeedback), f.Page == "" && !everywhere:
		return nil, &Problem{Code: CodeForbidden, Key: "forbidden"}
	case !readsFeedback(by, f.Page):
		return nil, &Problem{Code: CodeNotFound, Key: "not-found"}
	}
	ratings, err := u.Store.Ratings(ctx, f)
	if err != nil {
		return nil, fmt.Errorf("listing ratings: %w", err)
	}
	read := make([]ReadRating, len(ratings))
	for i, r := range ratings {
		d, err := OpenRating(u.Sealer, r)
		read[i] = ReadRating{Rating: r, RatingDetails: d, Unreadable: err}
	}
	return read, nil
}
