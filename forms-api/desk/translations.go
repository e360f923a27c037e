package desk

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	formsapi "sportello/forms-api"
)

const (
	translationsPath     = home + "translations"
	translationFilesPath = home + "translation-files"
)

// allTogether is the choice of who looks at every language side by side.
const allTogether = "all"

// translationsPage is how all pages stand in one language, or in all of them.
type translationsPage struct {
	frame
	Languages []option
	States    []option
	Narrowed  bool // to a state
	Together  bool // every language side by side
	Name      string
	Clear     string // where all states are
	Counts    []translationSign
	Columns   []translationColumn
	Rows      []translationRow
	Pager     pager
	Counted   bool // somebody counts what is opened
	Next      []translationWork
	Review    []translationWork
}

func (d *desk) showTranslations(v *visit) error {
	all, err := d.Translate.Overview(v.r.Context(), v.staff)
	if err != nil {
		return err
	}
	chosen, state := v.translationLanguage(all.Languages), v.translationState()
	page := translationsPage{frame: v.frame("translations-title"), Narrowed: state != "", Together: chosen == allTogether}
	v.offerTranslations(&page, all.Languages, chosen, state)
	one := ""
	if !page.Together {
		one, all, page.Name = chosen, all.In(chosen), v.Words.LanguageName(v.language, chosen)
	}
	page.Counts = v.countStates(all, page.Clear)
	page.list(all.Rows, chosen, state)
	page.Next, page.Review = v.translationWorks(all.Next, one), v.translationWorks(all.Review, one)
	return v.render(http.StatusOK, "translations.html", page)
}

// list fills in a page of the rows that are in a state.
func (p *translationsPage) list(all []formsapi.TranslationRow, chosen string, state formsapi.TranslationState) {
	v := p.visit
	for _, r := range all {
		if row, is := v.translationRow(r, p.Columns, state); is {
			p.Rows = append(p.Rows, row)
			p.Counted = p.Counted || row.Cells[0].Views > 0
		}
	}
	p.Rows, p.Pager = screenful(p.Rows, readNumber(v.r.URL.Query()), func(number int) string {
		q := url.Values{"language": {chosen}}
		if state != "" {
			q.Set("state", string(state))
		}
		return numbered(translationsPath, q, number)
	})
}

// offerTranslations fills in what can be chosen, and the columns of what was.
func (v *visit) offerTranslations(page *translationsPage, known []string, chosen string, state formsapi.TranslationState) {
	for _, tag := range known {
		name := v.Words.LanguageName(v.language, tag)
		page.Languages = append(page.Languages, option{tag, name, tag == chosen})
		if tag == chosen || page.Together {
			page.Columns = append(page.Columns, translationColumn{tag, name})
		}
	}
	page.Languages = append(v.byLabel(page.Languages), option{allTogether, v.say("translations-together"), page.Together})
	for _, s := range formsapi.TranslationStates {
		page.States = append(page.States, option{string(s), v.say(translationStateKey(s)), s == state})
	}
	page.Clear = translationsPath + "?" + url.Values{"language": {chosen}}.Encode()
}

// translationLanguage is the one that was asked for, or that the visitor looked at
// last, or the first of those that they speak that is translated into, or else of
// their browser's: a mediator's own, as often as not.
func (v *visit) translationLanguage(known []string) string {
	asked := v.r.URL.Query().Get("language")
	if asked == allTogether || slices.Contains(known, asked) {
		if v.sessions.GetString(v.r.Context(), sessionTranslates) != asked {
			v.sessions.Put(v.r.Context(), sessionTranslates, asked)
		}
		return asked
	}
	if last := v.sessions.GetString(v.r.Context(), sessionTranslates); last == allTogether || slices.Contains(known, last) {
		return last
	}
	for _, speaks := range v.staff.Speaks {
		if n := slices.IndexFunc(known, func(tag string) bool { return formsapi.SameSpeech(tag, speaks) }); n >= 0 {
			return known[n]
		}
	}
	if own := formsapi.WishedLanguages(v.r.Header.Get("Accept-Language"), known); len(own) > 0 {
		return own[0]
	}
	return append(slices.Clone(known), allTogether)[0]
}

func (v *visit) translationState() formsapi.TranslationState {
	state := formsapi.TranslationState(v.r.URL.Query().Get("state"))
	if !slices.Contains(formsapi.TranslationStates, state) {
		return ""
	}
	return state
}

// translationPath is where a page is translated into a language.
func translationPath(language, page string) string { return pagePath(translationsPath, language, page) }

func pagePath(under, language, page string) string {
	u := url.URL{Path: under + "/" + language + "/" + strings.Trim(page, "/")}
	return u.EscapedPath()
}
