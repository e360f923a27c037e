package search_test

import (
	"strings"

	"sportello/forms-api/opendata/search"
)

// inScript writes Latin text in another script, letter by letter, so that texts
// of the real length and with the real repetitions can be measured in it.
func inScript(documents []search.Document, letters string) []search.Document {
	to := []rune(letters)
	other := func(s string) string {
		return strings.Map(func(r rune) rune {
			if folded := []rune(search.Fold(string(r))); len(folded) == 1 && 'a' <= folded[0] && folded[0] <= 'z' {
				return to[int(folded[0]-'a')%len(to)]
			}
			return r
		}, s)
	}
	var all []search.Document
	for _, d := range documents {
		d.Italian = d.Title
		d.Title, d.Description = other(d.Title), other(d.Description)
		d.Headings, d.Body = other(d.Headings), other(d.Body)
		all = append(all, d)
	}
	return all
}

const (
	bengali  = "কখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমর"
	ethiopic = "ሀለሐመሠረሰሸቀበተቸኀነኘአከኸወዐዘዠየደጀገ"
)

// inChinese writes each word as one or two characters: Chinese is that much
// shorter, and has no spaces.
func inChinese(documents []search.Document) []search.Document {
	characters := map[string]rune{}
	other := func(s string) string {
		var b strings.Builder
		for _, word := range strings.Fields(search.Fold(s)) {
			if characters[word] == 0 {
				characters[word] = rune(0x4E00 + len(characters)*7%2000)
			}
			b.WriteRune(characters[word])
			if len(word) > 5 {
				b.WriteRune(characters[word] + 2100)
			}
		}
		return b.String()
	}
	var all []search.Document
	for _, d := range documents {
		d.Italian = d.Title
		d.Title, d.Description = other(d.Title), other(d.Description)
		d.Headings, d.Body = other(d.Headings), other(d.Body)
		all = append(all, d)
	}
	return all
}
