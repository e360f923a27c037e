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
	State        formsapi.TranslationState
	Trend        *feedbackTrend
	Unread       []string // the ids of the comments on this page of the list that nobody has marked
	Ratings      []ratingRow
	Pager        pager
}

// ratingRow is what one reader said.
type ratingRow struct {
	ID         string
	Read       string // by whom, and when; empty while nobody has said so
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
	if err := page.fill(ratings); err != nil {
		return err
	}
	return v.render(http.StatusOK, "feedback_page.html", page)
}

// fill lists the ratings, and what they came to month by month.
func (p *pageFeedbackPage) fill(ratings []formsapi.ReadRating) error {
	v := p.visit
	colleagues, err := v.colleagues()
	if err != nil {
		return err
	}
	for _, r := range ratings {
		v.reportUnreadable("rating", r.ID, r.Unreadable)
		row := v.ratingRow(r, colleagues)
		if row.Comment != "" && row.Read == "" {
			p.Unread = append(p.Unread, row.ID)
		}
		p.Ratings = append(p.Ratings, row)
	}
	states, err := v.translationStates()
	if err != nil {
		return err
	}
	p.State = states[formsapi.RatedPageOf(p.Page, p.PageLanguage)]
	p.Trend, err = v.feedbackTrend(formsapi.FeedbackScope{Page: p.Page, Language: p.PageLanguage})
	return err
}

// sumOf finds a page among those that were rated.
func (v *visit) sumOf(page, language string) (formsapi.PageFeedback, error) {
	pages, err := v.Ratings.Pages(v.r.Context(), v.staff, formsapi.FeedbackScope{Page: page, Language: language})
	if err != nil {
		return formsapi.PageFeedback{}, err
	}
	if len(pages) != 1 || page == "" || language == "" {
		return formsapi.PageFeedback{}, &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "page-unrated"}
	}
	return pages[0], nil
}

func ratingCursor(r formsapi.ReadRating) formsapi.Cursor {
	return formsapi.Cursor{CreatedAt: r.CreatedAt, ID: r.ID}
}

func (v *visit) ratingRow(r formsapi.ReadRating, colleagues colleagueNames) ratingRow {
	row := ratingRow{
		ID:         r.ID.String(),
		Rating:     r.Rating.Rating,
		Meaning:    v.say(ratingKey(r.Rating.Rating)),
		Comment:    r.Comment,
		Unreadable: r.Unreadable != nil,
		At:         r.CreatedAt,
		When:       v.shortMoment(r.CreatedAt, v.zoneOf("")),
	}
	if !r.ReadAt.IsZero() {
		row.Read = v.say("comment-read", "Name", colleagues.name(v, r.ReadBy), "When", v.shortMoment(r.ReadAt, v.zoneOf("")))
	}
	if r.Aspect != "" {
		row.Aspect = v.say(aspectKey(r.Aspect))
	}
	return row
}
