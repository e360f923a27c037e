package desk

import (
	"strings"

	formsapi "sportello/forms-api"
)

// nextShown is how much of what to do is shown: a morning's work, and little to
// scroll past on a phone.
const nextShown = 5

// translationWork is a page to translate, or to read against the Italian.
type translationWork struct {
	Page, Title string
	Link        string // where one language is looked at
	Why         string // likewise: its state
	Languages   []workLanguages
	Facts       string // since when, and how many open it
}

// workLanguages are the languages in which a page is in one state.
type workLanguages struct {
	Why   string
	Pages []translationColumn
	Links []string
}

// translationWorks is what to do first, in one language or, if that is empty, in all.
func (v *visit) translationWorks(all []formsapi.TranslationWork, language string) (shown []translationWork) {
	for _, w := range all[:min(len(all), nextShown)] {
		work := translationWork{Page: w.Page, Title: w.Title, Facts: v.workFacts(w)}
		if language != "" {
			work.Link = translationPath(language, w.Page)
			work.Why = v.whyFirst(w)
		} else {
			work.Languages = v.workLanguages(w)
		}
		shown = append(shown, work)
	}
	return shown
}

// whyFirst is the state of a page in one language; that nobody has read it stands
// above the list already.
func (v *visit) whyFirst(w formsapi.TranslationWork) string {
	switch {
	case len(w.Behind) > 0:
		return v.say(translationStateKey(formsapi.TranslationBehind))
	case len(w.Missing) > 0:
		return v.say(translationStateKey(formsapi.TranslationMissing))
	}
	return ""
}

func (v *visit) workLanguages(w formsapi.TranslationWork) (all []workLanguages) {
	for _, in := range []struct {
		why  string
		tags []string
	}{{v.say("translate-behind"), w.Behind}, {v.say("translate-missing"), w.Missing}} {
		if len(in.tags) == 0 {
			continue
		}
		line := workLanguages{Why: in.why}
		for _, tag := range in.tags {
			line.Pages = append(line.Pages, translationColumn{tag, v.Words.LanguageName(v.language, tag)})
			line.Links = append(line.Links, translationPath(tag, w.Page))
		}
		all = append(all, line)
	}
	return all
}

func (v *visit) workFacts(w formsapi.TranslationWork) string {
	var facts []string
	if w.Days > 0 {
		facts = append(facts, v.say("translate-days", "Count", w.Days))
	}
	if w.Views > 0 {
		facts = append(facts, v.say("translate-views", "Count", w.Views))
	}
	return strings.Join(facts, " · ")
}
