package translation

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Term is one that people meet at Italian counters, with its forms by language:
// of Italian every form in which the pages say it, the first to be shown; of
// another what the language calls it, or how that begins.
type Term struct {
	ID    string
	Forms map[string][]string
}

// A Glossary holds the terms that translations say in the same words.
type Glossary []Term

// Check tells which terms of the Italian text a translation does not say as the
// glossary has them, or without the Italian word beside it. Terms that the glossary
// does not have in the language are passed over.
func (g Glossary) Check(italian, translated Text) []Difference {
	c := comparison{source: italian.outlined(), translated: translated.outlined()}
	words := folded(c.translated.all())
	passages := make([]string, len(c.source.passages))
	for n, p := range c.source.passages {
		passages[n] = folded(p.text)
	}
	for _, term := range g {
		said, passage := term.saidIn(passages)
		forms := term.Forms[translated.Language]
		if said == "" || len(forms) == 0 {
			continue
		}
		line := c.placeOf(fact{passage: passage})
		if !containsAny(words, forms) {
			c.tell(Difference{Line: line, Severity: Warning, Kind: "term-unsaid", Here: forms[0], There: said}, "the Italian page says %q, for which the glossary has %q: say it so", said, forms[0])
		}
		if !containsAny(words, term.Forms[Source]) {
			c.tell(Difference{Line: line, Severity: Warning, Kind: "term-bare", Here: term.Forms[Source][0], There: said}, "the Italian page says %q: write it in brackets behind the translation the first time, (*%s*), so that it is known at the counter", said, term.Forms[Source][0])
		}
	}
	return c.found
}

// saidIn is the form in which a text says a term first, and in which passage; the
// passages are folded.
func (t Term) saidIn(passages []string) (form string, passage int) {
	var forms []string
	for _, form := range t.Forms[Source] {
		forms = append(forms, folded(form))
	}
	for n, words := range passages {
		for i, form := range forms {
			if saysWhole(words, form) {
				return t.Forms[Source][i], n
			}
		}
	}
	return "", 0
}

// saysWhole tells whether words stand in a text with no letter on either side.
func saysWhole(text, words string) bool {
	for from := 0; words != ""; {
		at := strings.Index(text[from:], words)
		if at < 0 {
			return false
		}
		start, end := from+at, from+at+len(words)
		last, _ := utf8.DecodeLastRuneInString(text[:start])
		first, size := utf8.DecodeRuneInString(text[end:])
		if !unicode.IsLetter(last) && !unicode.IsLetter(first) {
			return true
		}
		from = end + size
	}
	return false
}

// all is the whole text, with one space wherever something parts its words.
func (o *outline) all() string {
	var text strings.Builder
	for _, p := range o.passages {
		text.WriteString(p.text)
		text.WriteByte('\n')
	}
	return text.String()
}

// folded is a text without what does not count when a word is looked for: case,
// the composition of accents, the kind of white space.
func folded(text string) string {
	return strings.Join(strings.Fields(strings.ToLower(norm.NFC.String(text))), " ")
}

func containsAny(text string, forms []string) bool {
	for _, f := range forms {
		if strings.Contains(text, folded(f)) {
			return true
		}
	}
	return false
}
