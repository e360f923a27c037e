package translation_test

import (
	"fmt"
	"slices"
	"testing"

	"sportello/forms-api/translation"
)

var glossary = translation.Glossary{
	{ID: "residence-permit", Forms: map[string][]string{
		"it": {"permesso di soggiorno", "permessi di soggiorno"}, "en": {"residence permit"}, "ar": {"تصريح الإقامة"},
	}},
	{ID: "traineeship", Forms: map[string][]string{"it": {"tirocinio", "tirocini"}, "en": {"traineeship", "training period"}}},
}

func TestTermsOfTheGlossary(t *testing.T) {
	const permits = "Ti aiutiamo con i permessi di\nsoggiorno."
	lacks := `6: warning: the Italian page says "permessi di soggiorno", for which the glossary has "residence permit": say it so`
	alone := `6: warning: the Italian page says "permessi di soggiorno": write it in brackets behind the translation the first time, (*permesso di soggiorno*), so that it is known at the counter`
	for _, c := range []struct {
		italian, language, translated string
		want                          []string
	}{
		{permits, "en", "We help with Residence\nPermits (*permesso di soggiorno*).", nil},
		{permits, "ar", "نساعدك في تصريح الإقامة (permesso di soggiorno).", nil},
		{permits, "en", "We help with residence permits.", []string{alone}},
		{permits, "en", "We help with your permesso di soggiorno.", []string{lacks}},
		{permits, "en", "We help with papers.", []string{lacks, alone}},
		{permits, "fr", "Nous vous aidons.", nil}, // the glossary has no French
		{"Ti aiutiamo.", "en", "We help.", nil},
		{"I tirocinanti sono qui.", "en", "The trainees are here.", nil}, // another word
		{"I tirocinanti fanno un tirocinio.", "en", "The trainees learn.", []string{
			`6: warning: the Italian page says "tirocinio", for which the glossary has "traineeship": say it so`,
			`6: warning: the Italian page says "tirocinio": write it in brackets behind the translation the first time, (*tirocinio*), so that it is known at the counter`,
		}},
		{"Il tirociniotirocinio", "en", "The trainees learn.", nil},
		{"Il (TIROCINIO)", "en", "The training period (tirocinio)", nil},
		{"Il tirocinio", "en", "The training period (tirocinio)", nil},
	} {
		var got []string
		italian, translated := in("it", c.italian), in(c.language, c.translated)
		italian.Title, translated.Title, italian.Description, translated.Description = "", "", "", ""
		for _, d := range glossary.Check(italian, translated) {
			got = append(got, fmt.Sprintf("%d: %s: %s", d.Line, d.Severity, d.Sentence))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q and %q: %q, want %q", c.italian, c.translated, got, c.want)
		}
	}
}
