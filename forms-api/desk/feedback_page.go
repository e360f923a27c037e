package desk

import (
	"cmp"
	"net/http"
	"net/url"
	"time"

	formsapi "sportello/forms-api"
)

// pageFeedbackPage lists what readers said of one page in one language.
type pageFeedbackPage struct {
	frame
	Page         string
	Heading      string // of the page; empty for one that is gone
	PageLanguage string
	Sum          feedbackSum
	Ratings      []ratingRow
	Pager        pager
}

// ratingRow is what one reader said.
type ratingRow struct {
	Rating     int
	Meaning    string // of the number
	Aspect     string
	Comment    string
	Unreadable bool // the seal of its comment does not open
	At         time.Time
	When       string
}

func (d *desk) showPageFeedback(v *visit) error {
	q := v.r.URL.Query()
	sum, err := v.sumOf(q.Get("path"), q.Get("language"))
	if err != nil {
		return err
	}
	at := readPlace(q)
	ratings, err := d.Ratings.Ratings(v.r.Context(), v.staff, formsapi.RatingFilter{
		Page: sum.Page, Language: sum.Language, After: at.after, Before: at.before, Limit: perPage + 1,
	})
	if err != nil {
		return err
	}
	heading := d.Title(sum.Page)
	page := pageFeedbackPage{
		frame: v.frame("page-feedback-title", "Page", isolated(cmp.Or(heading, sum.Page))),
		Page:  sum.Page, Heading: heading, PageLanguage: sum.Language, Sum: v.sum(sum),
	}
	ratings, page.Pager = cut(ratings, at, ratingCursor, func(name, cursor string) string {
		return pageFeedbackPath(sum.Page, sum.Language) + "&" + url.Values{name: {cursor}}.Encode()
	})
	for _, r := range ratings {
		v.reportUnreadable("rating", r.ID, r.Unreadable)
		page.Ratings = append(page.Ratings, v.ratingRow(r))
	}
	return v.render(http.StatusOK, "feedback_page.html", page)
}

// sumOf finds a page among those that were rated.
func (v *visit) sumOf(page, language string) (formsapi.PageFeedback, error) {
	pages, err := v.Ratings.Pages(v.r.Context(), v.staff, language)
	if err != nil {
		return formsapi.PageFeedback{}, err
	}
	for _, p := range pages {
		if p.Page == page && p.Language == language {
			return p, nil
		}
	}
	return formsapi.PageFeedback{}, &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "page-unrated"}
}

func ratingCursor(r formsapi.ReadRating) formsapi.Cursor {
	return formsapi.Cursor{CreatedAt: r.CreatedAt, ID: r.ID}
}

func (v *visit) ratingRow(r formsapi.ReadRating) ratingRow {
	row := ratingRow{
		Rating:     r.Rating.Rating,
		Meaning:    v.say(ratingKey(r.Rating.Rating)),
		Comment:    r.Comment,
		Unreadable: r.Unreadable != nil,
		At:         r.CreatedAt,
		When:       v.shortMoment(r.CreatedAt, v.zoneOf("")),
	}
	if r.Aspect != "" {
		row.Aspect = v.say(aspectKey(r.Aspect))
	}
	return row
}
