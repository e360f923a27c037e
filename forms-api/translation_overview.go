package formsapi

import (
	"cmp"
	"slices"
)

// A TranslationState is how a page of a language stands to the Italian one:
// docs/translations.md.
type TranslationState string

// The states, in the order in which they are asked for: the first that holds.
const (
	TranslationMissing    TranslationState = "missing"    // there is no file
	TranslationOrphan     TranslationState = "orphan"     // there is a file and no Italian one
	TranslationBehind     TranslationState = "behind"     // the Italian text has changed since
	TranslationUnmarked   TranslationState = "unmarked"   // nobody knows from what it was made
	TranslationUnreviewed TranslationState = "unreviewed" // current, and nobody has read it against the Italian
	TranslationCurrent    TranslationState = "current"    // current and reviewed
)

// TranslationStates are all of them in that order.
var TranslationStates = []TranslationState{
	TranslationMissing, TranslationOrphan, TranslationBehind, TranslationUnmarked, TranslationUnreviewed, TranslationCurrent,
}

// A TranslationCell is a page in a language.
type TranslationCell struct {
	State    TranslationState
	By       string // machine, human, or empty
	Made     Date   // these are empty where nobody knows them
	Reviewed Date
	Changed  Date // the Italian page
	Days     int  // for which it has been behind; 0 if it is not, or if nobody knows
	Views    int  // lately
}

// A TranslationRow is a page in all languages that have it or lack it.
type TranslationRow struct {
	Page  string // as Hugo calls it
	Title string // in Italian
	Cells map[string]TranslationCell
}

// TranslationWork is a page that readers of some languages do not have as it is in
// Italian, or that nobody has read against it.
type TranslationWork struct {
	Page       string
	Title      string
	Behind     []string // languages
	Missing    []string
	Unreviewed []string // only where one language is looked at
	Days       int      // since the Italian page has changed; 0 if nobody knows
	Views      int      // in these languages, lately
}

// CompareTranslationWork puts first what is opened most often in the languages in
// which it is behind or missing, then what has been behind for longest, then what is
// behind in most languages, then what is missing in most. Whoever sorts by it sorts
// stably: what is equal stays in the order of the site.
func CompareTranslationWork(a, b TranslationWork) int {
	return cmp.Or(
		cmp.Compare(b.Views, a.Views), cmp.Compare(b.Days, a.Days),
		cmp.Compare(len(b.Behind), len(a.Behind)), cmp.Compare(len(b.Missing), len(a.Missing)),
	)
}

// A TranslationOverview is pages × languages, and what to translate next.
type TranslationOverview struct {
	Languages []string // without Italian
	Rows      []TranslationRow
	Next      []TranslationWork // to translate
	Review    []TranslationWork // to read against the Italian; only where one language is looked at
}

// In is what concerns one language. What to translate comes as it does for all of
// them, by what readers of this one open; and what nobody has read against the
// Italian, most opened first, then in the order of the site.
func (o TranslationOverview) In(language string) TranslationOverview {
	one := TranslationOverview{Languages: o.Languages}
	for _, row := range o.Rows {
		cell, there := row.Cells[language]
		if !there {
			continue
		}
		one.Rows = append(one.Rows, TranslationRow{row.Page, row.Title, map[string]TranslationCell{language: cell}})
		work := TranslationWork{Page: row.Page, Title: row.Title, Days: cell.Days, Views: cell.Views}
		switch cell.State {
		case TranslationBehind:
			work.Behind = []string{language}
			one.Next = append(one.Next, work)
		case TranslationMissing:
			work.Missing = []string{language}
			one.Next = append(one.Next, work)
		case TranslationUnmarked, TranslationUnreviewed:
			work.Unreviewed = []string{language}
			one.Review = append(one.Review, work)
		}
	}
	slices.SortStableFunc(one.Next, CompareTranslationWork)
	slices.SortStableFunc(one.Review, func(a, b TranslationWork) int { return cmp.Compare(b.Views, a.Views) })
	return one
}
