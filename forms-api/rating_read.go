package formsapi

import (
	"context"
	"fmt"
	"path"
	"strings"
	"time"
)

// ReadRatings is the use case of staff who read what people say about the pages.
// The pages of an office, /{lang}/offices/{id}/ and those beneath it, are read by
// who holds ReadFeedback at that office; the pages of no office by everybody who
// holds it anywhere.
type ReadRatings struct {
	Store      RatingStore
	Sealer     Sealer
	Translated TranslatedPages // nil: nobody judges translations
	Now        func() time.Time
}

// A FeedbackScope says of which pages feedback is wanted. Empty fields do not narrow.
type FeedbackScope struct {
	Page     string // an address, such as /it/offices/potenza/
	Language string
	Office   string // only the pages about it
}

func (s FeedbackScope) covers(page, language string) bool {
	office, _ := officeOfPage(page)
	return (s.Page == "" || s.Page == page) && (s.Language == "" || s.Language == language) && (s.Office == "" || s.Office == office)
}

// A ReadRating is a rating with the words of who sent it.
type ReadRating struct {
	Rating
	RatingDetails
	Unreadable error // as InboxRow.Unreadable
}

// Pages sums up every rated page of a scope that is the reader's, worst average first.
// It answers CodeForbidden to who reads no feedback.
func (u *ReadRatings) Pages(ctx context.Context, by Staff, s FeedbackScope) ([]PageFeedback, error) {
	if !by.MayAnywhere(ReadFeedback) {
		return nil, &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	pages, err := u.Store.PageFeedback(ctx)
	if err != nil {
		return nil, fmt.Errorf("summing up the ratings: %w", err)
	}
	var narrowed []PageFeedback
	for _, p := range pages {
		if s.covers(p.Page, p.Language) && readsFeedback(by, p.Page) {
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
