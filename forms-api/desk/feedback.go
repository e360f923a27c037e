package desk

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	formsapi "sportello/forms-api"
)

const feedbackPath = home + "feedback"

// feedbackPage sums up what readers said, page by page.
type feedbackPage struct {
	frame
	Narrowed  string // the one that the list is narrowed to
	Languages []option
	Pages     []feedbackRow
	Total     feedbackSum
}

// feedbackRow is one page in one language.
type feedbackRow struct {
	Page     string
	Title    string // of the page, in its language; empty for one that is gone
	Language string
	Link     string
	feedbackSum
	LatestAt string
	Latest   time.Time
}

// feedbackSum is a number of ratings, as text and as bars.
type feedbackSum struct {
	Count   int
	Average string // with one decimal, as the language writes it
	Bars    []ratingBar
	Spoken  string // the bars, read out
}

// ratingBar is how many gave one rating.
type ratingBar struct {
	Rating int
	Count  int
	Share  int // of all, in percent
}

// X and Y place the bar in a drawing of 100 high with columns 12 apart.
func (b ratingBar) X() int { return (b.Rating - 1) * 12 }

// Y is where the bar begins, counted from the top.
func (b ratingBar) Y() int { return 100 - b.Share }

func (d *desk) showFeedback(v *visit) error {
	narrowed := v.r.URL.Query().Get("language")
	if !slices.Contains(v.Languages, narrowed) {
		narrowed = ""
	}
	pages, err := d.Ratings.Pages(v.r.Context(), v.staff, narrowed)
	if err != nil {
		return err
	}
	page := feedbackPage{
		frame:     v.frame("feedback-title"),
		Narrowed:  narrowed,
		Languages: v.languageOptions(narrowed),
		Total:     v.sum(total(pages)),
	}
	for _, p := range mostTelling(pages) {
		page.Pages = append(page.Pages, v.feedbackRow(p))
	}
	return v.render(http.StatusOK, "feedback.html", page)
}

// fewRatings are too few to lead the list: one angry reader would.
const fewRatings = 5

// mostTelling sorts pages: first those with enough ratings, worst average first,
// then the others, most ratings first.
func mostTelling(pages []formsapi.PageFeedback) []formsapi.PageFeedback {
	sorted := slices.Clone(pages)
	slices.SortStableFunc(sorted, func(a, b formsapi.PageFeedback) int {
		enoughA, enoughB := a.Count >= fewRatings, b.Count >= fewRatings
		switch {
		case enoughA && !enoughB:
			return -1
		case enoughB && !enoughA:
			return 1
		case enoughA:
			return cmp.Compare(a.Average, b.Average)
		}
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Average, b.Average))
	})
	return sorted
}

func (v *visit) feedbackRow(p formsapi.PageFeedback) feedbackRow {
	return feedbackRow{
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

// total adds pages up, weighing each by its ratings.
func total(pages []formsapi.PageFeedback) formsapi.PageFeedback {
	var all formsapi.PageFeedback
	points := 0
	for _, p := range pages {
		all.Count += p.Count
		for i, n := range p.ByRating {
			all.ByRating[i] += n
			points += (i + 1) * n
		}
	}
	if all.Count > 0 {
		all.Average = float64(points) / float64(all.Count)
	}
	return all
}

func (v *visit) sum(p formsapi.PageFeedback) feedbackSum {
	printer := message.NewPrinter(language.Make(v.language))
	s := feedbackSum{Count: p.Count, Average: printer.Sprint(number.Decimal(p.Average, number.Scale(1)))}
	var spoken []string
	for i, n := range p.ByRating {
		bar := ratingBar{Rating: i + 1, Count: n}
		if p.Count > 0 {
			bar.Share = (100*n + p.Count/2) / p.Count
		}
		s.Bars = append(s.Bars, bar)
		spoken = append(spoken, v.say("bar-spoken", "Rating", bar.Rating, "Count", n))
	}
	s.Spoken = strings.Join(spoken, ", ")
	return s
}
