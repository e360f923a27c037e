package main

import (
	"strings"
	"testing"
)

// In lists a town stands as its language calls it, and in Italian letters beside, so
// that it can be told on signs and tickets; in Italian letters alone where both are
// one. No line breaks before the bracket. What a filter's form sends is the Italian name in each language.
func TestListsNameATownInBothLanguages(t *testing.T) {
	p := startProgram(t)
	for language, towns := range map[string]map[string]string{
		"it":      {"Potenza": "Potenza", "Roma": "Roma"},
		"en":      {"Potenza": "Potenza", "Roma": "Rome (Roma)"},
		"es":      {"Potenza": "Potenza", "Roma": "Roma"},
		"uk":      {"Potenza": "Потенца (Potenza)", "Roma": "Рим (Roma)"},
		"ar":      {"Potenza": "بوتنزا (Potenza)", "Roma": "روما (Roma)"},
		"ti":      {"Potenza": "ፖተንዛ (Potenza)", "Roma": "ሮማ (Roma)"},
		"zh-hans": {"Potenza": "波坦察（Potenza）", "Roma": "罗马（Roma）"},
	} {
		form := pageAt(t, p, "/"+language+"/appointments/new/")
		filter := pageAt(t, p, "/"+language+"/offices/")
		for town, said := range towns {
			towns[town] = strings.ReplaceAll(said, " (", "\u00a0(")
		}
		for office, town := range map[string]string{"potenza": "Potenza", "roma-sportello-unico": "Roma"} {
			for _, said := range textOf(form.all(`[data-step=service] [data-at="` + office + `"]`)) {
				if said != towns[town] {
					t.Errorf("%s: the form calls it %q, want %q", language, said, towns[town])
				}
			}
			form.has(`[data-step=service] [data-at="` + office + `"] bdi[lang=it]`)
			if said := strings.Join(textOf(filter.all(`#filter-city option[value="`+town+`"]`)), ""); said != towns[town] {
				t.Errorf("%s: the filter calls it %q, want %q", language, said, towns[town])
			}
		}
		streets := textOf(form.all(`[data-step=service] [data-at=montelucci]`))
		if len(streets) == 0 {
			t.Errorf("%s: an office whose town nobody knows is not named", language)
		}
		for _, street := range streets {
			if street != "via Montelucci, 4" {
				t.Errorf("%s: of an office whose town nobody knows is said %q", language, street)
			}
		}
	}
}
