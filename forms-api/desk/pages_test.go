package desk_test

import (
	"context"
	"fmt"
	"slices"
	"sync"

	formsapi "sportello/forms-api"
)

// pages are the site's words, as short as can be: the real ones are files, which the
// program's own tests put behind the desk.
type pages struct {
	mu      sync.Mutex
	edits   []formsapi.TranslationEdit
	outcome formsapi.TranslationOutcome // of the next edit; without a fate it is written
	digest  string                      // of the file
	review  formsapi.Date               // when Zahra has read the page
	kept    string
	broken  bool
	more    []string // languages of the site beside English and Arabic
	many    int      // pages beside the four, which nobody has translated into Arabic
}

var notThere = &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "not-found"}

func (p *pages) Overview(_ context.Context, _ []formsapi.PageViews) (formsapi.TranslationOverview, error) {
	if p.broken {
		return formsapi.TranslationOverview{}, &formsapi.Problem{Code: formsapi.CodeUnavailable, Key: "translations-content-broken", Reported: true}
	}
	cells := func(ar, en formsapi.TranslationCell) map[string]formsapi.TranslationCell {
		return map[string]formsapi.TranslationCell{"ar": ar, "en": en}
	}
	unread := formsapi.TranslationCell{State: formsapi.TranslationUnreviewed, By: "machine", Made: "2026-03-01", Views: 7}
	behind := formsapi.TranslationCell{State: formsapi.TranslationBehind, By: "human", Made: "2026-02-01", Changed: "2026-02-20", Days: 10, Views: 3}
	all := formsapi.TranslationOverview{
		Languages: append([]string{"en", "ar"}, p.more...),
		Rows: []formsapi.TranslationRow{
			{Page: "/", Title: "Sportello", Cells: cells(unread, formsapi.TranslationCell{State: formsapi.TranslationCurrent, By: "human", Made: "2026-03-01"})},
			{Page: "/offices/potenza", Title: "Potenza", Cells: cells(behind, behind)},
			{Page: "/news/gone", Title: "Gone", Cells: map[string]formsapi.TranslationCell{"en": {State: formsapi.TranslationOrphan}}},
			{Page: "/services/health", Title: "Salute", Cells: cells(formsapi.TranslationCell{State: formsapi.TranslationMissing}, unread)},
		},
		Next: []formsapi.TranslationWork{
			{Page: "/offices/potenza", Title: "Potenza", Behind: []string{"en", "ar"}, Days: 10, Views: 6},
			{Page: "/services/health", Title: "Salute", Missing: []string{"ar"}},
		},
	}
	for n := range p.many {
		cell := formsapi.TranslationCell{State: formsapi.TranslationMissing}
		all.Rows = append(all.Rows, formsapi.TranslationRow{Page: fmt.Sprintf("/news/%d", n), Title: "Novità", Cells: map[string]formsapi.TranslationCell{"ar": cell}})
	}
	return all, nil
}

func (p *pages) Sheet(_ context.Context, page, language string) (formsapi.TranslationSheet, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !isPage(page, language) {
		return formsapi.TranslationSheet{}, notThere
	}
	return formsapi.TranslationSheet{
		Page: page, Language: language, File: "content/offices/potenza/index." + language + ".md", ReviewedBy: "Zahra",
		Cell:    formsapi.TranslationCell{State: formsapi.TranslationCurrent, By: "machine", Reviewed: p.review},
		Italian: formsapi.TranslationWords{Title: "Sportello <b>", Description: "Lo sportello."},
		Words:   formsapi.TranslationWords{Title: "مكتب", Description: "المكتب.", Blocks: []string{"نص <script>", ""}},
		Blocks:  []formsapi.TranslationBlock{{Kind: "paragraph", Italian: "Testo."}, {Kind: "item", Italian: "- voce", Missing: true}},
		Digest:  p.digest, Source: "italian", Written: true, Kept: p.kept,
	}, nil
}

func (p *pages) Save(_ context.Context, e formsapi.TranslationEdit) (formsapi.TranslationOutcome, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !isPage(e.Page, e.Language) {
		return formsapi.TranslationOutcome{}, notThere
	}
	p.edits = append(p.edits, e)
	if p.outcome.Fate == "" {
		return formsapi.TranslationOutcome{Fate: formsapi.TranslationWritten}, nil
	}
	return p.outcome, nil
}

func (p *pages) Kept(_ context.Context, page, _, name string) ([]byte, error) {
	if page != "/offices/potenza" || name != "kept.md" {
		return nil, notThere
	}
	return []byte("+++\ntitle = \"مكتب\"\n+++\n"), nil
}

func isPage(page, language string) bool {
	return page == "/offices/potenza" && slices.Contains([]string{"en", "ar"}, language)
}

func directionOf(tag string) string {
	if tag == "ar" {
		return "rtl"
	}
	return "ltr"
}
