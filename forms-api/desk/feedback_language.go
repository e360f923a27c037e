package desk

import (
	"cmp"
	"slices"
	"strings"

	formsapi "sportello/forms-api"
)

// languageFeedback is what readers of one language said of all pages, and of which
// they said the worst.
type languageFeedback struct {
	feedbackSum
	Language string
	average  float64
	Worst    string // its title, or its address if it is gone; empty where none has enough ratings
	Link     string
}

// languagesOf sums pages up by language, worst average first; those with too few
// ratings come last. Of one language alone there is nothing to compare.
func (v *visit) languagesOf(pages []formsapi.PageFeedback) (all []languageFeedback) {
	byLanguage := map[string][]formsapi.PageFeedback{}
	for _, p := range pages {
		byLanguage[p.Language] = append(byLanguage[p.Language], p)
	}
	if len(byLanguage) < 2 {
		return nil
	}
	for tag, of := range byLanguage {
		sum := total(of)
		row := languageFeedback{feedbackSum: v.sum(sum), Language: tag, average: sum.Average}
		if worst := mostTelling(of)[0]; worst.Count >= fewRatings {
			row.Worst, row.Link = cmp.Or(v.Title(worst.Page), worst.Page), pageFeedbackPath(worst.Page, tag)
		}
		all = append(all, row)
	}
	slices.SortFunc(all, func(a, b languageFeedback) int {
		if enoughA, enoughB := a.Count >= fewRatings, b.Count >= fewRatings; enoughA != enoughB {
			return map[bool]int{true: -1, false: 1}[enoughA]
		}
		return cmp.Or(cmp.Compare(a.average, b.average), strings.Compare(a.Language, b.Language))
	})
	return all
}

// translationStates say how pages stand to the Italian ones. While nobody can read the
// content there are none: ratings are read all the same.
func (v *visit) translationStates() (map[formsapi.RatedPage]formsapi.TranslationState, error) {
	states, err := v.Ratings.Translations(v.r.Context(), v.staff)
	if formsapi.CodeOf(err) == formsapi.CodeUnavailable {
		return nil, nil
	}
	return states, err
}
