package desk

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	formsapi "sportello/forms-api"
)

const feedbackPath = home + "feedback"

// feedbackPage sums up what readers said, page by page.
type feedbackPage struct {
	frame
	Narrowed  bool
	Languages []option
	Offices   []option
	Pages     []feedbackRow
	Pager     pager
	Total     feedbackSum
	By        []languageFeedback // by language, where there are several
	Trend     *feedbackTrend
	Paper     string // addresses of what may be handed on; empty for who takes nothing out
	Files     []navItem
}

// feedbackRow is one page in one language.
type feedbackRow struct {
	Page     string
	Title    string // of the page, in its language; empty for one that is gone
	Language string
	Link     string
	State    formsapi.TranslationState // of the translation; empty where nobody judges it
	feedbackSum
	LatestAt string
	Latest   time.Time
}

func (d *desk) showFeedback(v *visit) error {
	scope := v.feedbackScope()
	pages, err := d.Ratings.Pages(v.r.Context(), v.staff, scope)
	if err != nil {
		return err
	}
	states, err := v.translationStates()
	if err != nil {
		return err
	}
	page := feedbackPage{
		frame:     v.frame("feedback-title"),
		Narrowed:  scope != formsapi.FeedbackScope{},
		Languages: v.languageOptions(scope.Language),
		Offices:   v.officesFor(formsapi.ReadFeedback, scope.Office),
		Total:     v.sum(total(pages)),
		By:        v.languagesOf(pages),
	}
	pages, page.Pager = screenful(mostTelling(pages), readNumber(v.r.URL.Query()), func(number int) string {
		return numbered(feedbackPath, feedbackValues(scope), number)
	})
	for _, p := range pages {
		page.Pages = append(page.Pages, v.feedbackRow(p, states))
	}
	if page.Trend, err = v.feedbackTrend(scope); err != nil {
		return err
	}
	page.offer(scope)
	return v.render(http.StatusOK, "feedback.html", page)
}

// feedbackScope is what the address narrows the list to; what it does not know it
// leaves aside.
func (v *visit) feedbackScope() (s formsapi.FeedbackScope) {
	q := v.r.URL.Query()
	if tag := q.Get("language"); slices.Contains(v.Languages, tag) {
		s.Language = tag
	}
	if id := q.Get("office"); v.staff.May(formsapi.ReadFeedback, id) {
		if _, known := v.Catalogue.Office(id); known {
			s.Office = id
		}
	}
	return s
}

func feedbackAddress(path string, s formsapi.FeedbackScope) string {
	return numbered(path, feedbackValues(s), 1)
}

func feedbackValues(s formsapi.FeedbackScope) url.Values {
	q := url.Values{}
	if s.Language != "" {
		q.Set("language", s.Language)
	}
	if s.Office != "" {
		q.Set("office", s.Office)
	}
	return q
}

func (v *visit) feedbackRow(p formsapi.PageFeedback, states map[formsapi.RatedPage]formsapi.TranslationState) feedbackRow {
	return feedbackRow{
		State:       states[formsapi.RatedPageOf(p.Page, p.Language)],
		Page:        p.Page,
		Title:       v.Title(p.Page),
		Language:    p.Language,
		Link:        pageFeedbackPath(p.Page, p.Language),
		feedbackSum: v.sum(p),
		Latest:      p.Latest,
		LatestAt:    v.shortDate(p.Latest, v.zoneOf("")),
	}
}

func pageFeedbackPath(page, language string) string {
	return feedbackPath + "/page?" + url.Values{"path": {page}, "language": {language}}.Encode()
}
