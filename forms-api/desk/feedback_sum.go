package desk

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	formsapi "sportello/forms-api"
)

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

// fewRatings are too few to lead the list: one angry reader would.
const fewRatings = formsapi.FewPeople

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
