package translation_test

import (
	"testing"

	"sportello/forms-api/translation"
)

// The figures are worked out by hand: 89 + (300 × sentences − 10 × letters) / words.
func TestGulpease(t *testing.T) {
	for _, c := range []struct {
		description, body string
		want              translation.Reading
	}{
		{"", "", translation.Reading{Gulpease: 100}},
		// 2 sentences, 6 words, 23 letters: 89 + (600 − 230) / 6 = 150
		{"Lo sportello ti ascolta.", "Vieni qui!", translation.Reading{Gulpease: 100, Words: 6, Longest: translation.Sentence{Line: 3, Words: 4}}},
		// 1 sentence, 10 words, 77 letters: 89 + (300 − 770) / 10 = 42
		{"", "L’amministrazione comunale predispone\nprovvedimenti per l’integrazione degli immigrati.", translation.Reading{Gulpease: 42, Words: 10, Longest: translation.Sentence{Line: 6, Words: 10}}},
		// headings and code are no sentences; items are, and the full stop of 2.2 ends none: 3 sentences, 7 words, 25 letters
		{"", "## Una intestazione lunga\n\n- uno due\n- regole 2.2 qui.\n\n```\ncode\n```\n\nFine", translation.Reading{Gulpease: 100, Words: 7, Longest: translation.Sentence{Line: 9, Words: 4}}},
	} {
		text := in("it", c.body)
		text.Description = c.description
		if got := text.Read(); got != c.want {
			t.Errorf("%q %q reads as %+v, want %+v", c.description, c.body, got, c.want)
		}
	}
}
