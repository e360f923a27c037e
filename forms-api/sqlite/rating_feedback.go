package sqlite

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"sportello/forms-api"
)

// selectFeedback counts in the order of the index rating_by_value. Ratings whose
// comment was erased still count: they hold nothing of a person.
const selectFeedback = `
SELECT page, language, rating, count(*), max(created_at)
  FROM rating
 WHERE set_aside = 0
 GROUP BY page, language, rating
 ORDER BY page, language, rating`

// PageFeedback sums up every page that was rated, worst average first.
func (s *Store) PageFeedback(ctx context.Context) ([]formsapi.PageFeedback, error) {
	counts, err := list(ctx, s.read, scanCount, selectFeedback)
	if err != nil {
		return nil, err
	}
	pages := sumUp(counts)
	slices.SortStableFunc(pages, func(a, b formsapi.PageFeedback) int {
		return cmp.Or(cmp.Compare(a.Average, b.Average), strings.Compare(a.Page, b.Page))
	})
	return pages, nil
}

// ratingCount is how often a page got one rating in one language.
type ratingCount struct {
	page, language string
	rating, count  int
	latest         time.Time
}

func scanCount(row scanner) (c ratingCount, err error) {
	var latest int64
	err = row.Scan(&c.page, &c.language, &c.rating, &c.count, &latest)
	c.latest = time.UnixMilli(latest).UTC()
	return c, err
}

// sumUp makes one row of the neighbours that are about the same page and language.
func sumUp(counts []ratingCount) []formsapi.PageFeedback {
	var pages []formsapi.PageFeedback
	for _, c := range counts {
		last := len(pages) - 1
		if last < 0 || pages[last].Page != c.page || pages[last].Language != c.language {
			pages = append(pages, formsapi.PageFeedback{Page: c.page, Language: c.language})
			last++
		}
		add(&pages[last], c)
	}
	return pages
}

func add(p *formsapi.PageFeedback, c ratingCount) {
	sum := p.Average*float64(p.Count) + float64(c.rating*c.count)
	p.ByRating[c.rating-1] = c.count
	p.Count += c.count
	p.Average = sum / float64(p.Count)
	if c.latest.After(p.Latest) {
		p.Latest = c.latest
	}
}
