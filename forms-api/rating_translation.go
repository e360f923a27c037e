package formsapi

import (
	"context"
	"path"
	"strings"
)

// A RatedPage is a page in a language.
type RatedPage struct{ Page, Language string }

// Translations are how the pages of the site stand to the Italian ones, by the
// addresses that ratings have: an average reads otherwise where the page is behind. It
// is empty where nobody judges translations, and answers CodeForbidden to who reads no
// feedback.
func (u *ReadRatings) Translations(ctx context.Context, by Staff) (map[RatedPage]TranslationState, error) {
	if !by.MayAnywhere(ReadFeedback) {
		return nil, &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	states := map[RatedPage]TranslationState{}
	if u.Translated == nil {
		return states, nil
	}
	all, err := u.Translated.Overview(ctx, nil)
	if err != nil {
		return nil, err
	}
	for _, row := range all.Rows {
		for language, cell := range row.Cells {
			states[RatedPage{row.Page, language}] = cell.State
		}
	}
	return states, nil
}

// RatedPageOf is a page as Translations names it, by the address that it was rated at.
func RatedPageOf(address, language string) RatedPage {
	_, page, _ := strings.Cut(strings.TrimPrefix(path.Clean(address), "/"), "/")
	return RatedPage{"/" + page, language}
}
