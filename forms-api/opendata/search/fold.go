package search

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Folding is the rule by which different ways to write a word become one. It is
// data: the browser applies the same (see the package comment).
type Folding struct {
	Drop  string            `json:"drop"`  // pairs of characters: each with all between them is left out
	Map   map[string]string `json:"map"`   // a character, and what stands for it
	Zeros string            `json:"zeros"` // the digit 0 of each script; the other nine follow it
	Word  string            `json:"word"`  // regular expression of Go and of JavaScript's u flag
	Han   string            `json:"han"`   // the same: a run of characters that are written without spaces
	Whole string            `json:"whole"` // the same: words too short to be the beginning of another

	Clitics string   `json:"clitics"` // the same: what is written as one with a word, and in its group the word
	Endings string   `json:"endings"` // the same: a word with its ending, and in its group without it
	Slips   []string `json:"slips"`   // the same: as many slips are forgiven as of these match
}

// Fold makes one of the many ways to write a text: no case, no accents on
// Latin, Greek and Cyrillic, one form of alef, ya, kaf and heh, Latin digits,
// one space between words. Other scripts keep their marks. Fold(Fold(s)) is
// Fold(s); text without letters or digits folds to nothing.
func Fold(text string) string { return strings.Join(fields(fold(text)), " ") }

// Words are the words of a text, folded. A run of Chinese characters becomes
// its pairs and its last character, so that any part of it is found.
func Words(text string) []string {
	return split(fold(text))
}

// terms are the words under which a text is found: its words, and those that
// apostrophes and hyphens part as one as well (сім’я is found as сімя, e-mail as
// email), and those with clitics without them too (للنوم as نوم).
func terms(text string) []string {
	folded := fold(text)
	if joined := joiners.Replace(folded); joined != folded {
		folded += " " + joined
	}
	words := split(folded)
	for _, w := range words {
		if bare := bared(w); bare != w {
			words = append(words, bare)
		}
	}
	return words
}

// asked are the words of a query: without clitics, as the terms are.
func asked(query string) []string {
	words := Words(query)
	for n, w := range words {
		words[n] = bared(w)
	}
	return words
}

// bared is a word without its clitics.
func bared(word string) string { return clitics.ReplaceAllString(word, "$1") }

// joiners are what the folding leaves of the apostrophes and hyphens there are.
var joiners = strings.NewReplacer("'", "", "-", "")

var (
	wordPattern = regexp.MustCompile(TheFolding.Word)
	hanPattern  = regexp.MustCompile(TheFolding.Han)
	whole       = regexp.MustCompile(TheFolding.Whole)
	clitics     = regexp.MustCompile(TheFolding.Clitics)
	endings     = regexp.MustCompile(TheFolding.Endings)
)

func split(folded string) []string {
	var words []string
	for _, w := range fields(folded) {
		words = append(words, pairs(w)...)
	}
	return words
}

func fields(folded string) []string { return wordPattern.FindAllString(folded, -1) }

func fold(text string) string {
	text = strings.ToValidUTF8(text, " ") // norm skips what stands beside bytes that are no text
	lower := strings.Map(unicode.ToLower, norm.NFKD.String(text))
	var b strings.Builder
	for _, r := range lower {
		b.WriteString(replacement(r))
	}
	// What was dropped may have stood between marks that now want another order.
	return norm.NFKD.String(b.String())
}

func replacement(r rune) string {
	if to, ok := TheFolding.Map[string(r)]; ok {
		return to
	}
	if digit, ok := digits[r]; ok {
		return digit
	}
	if dropped(r) {
		return ""
	}
	return string(r)
}

func dropped(r rune) bool {
	for n := 0; n < len(dropRunes); n += 2 {
		if dropRunes[n] <= r && r <= dropRunes[n+1] {
			return true
		}
	}
	return false
}

// pairs parts the Chinese in a word: 法律帮助 is 法律, 律帮, 帮助 and 助.
func pairs(word string) []string {
	var all []string
	rest := 0
	for _, at := range hanPattern.FindAllStringIndex(word, -1) {
		if rest < at[0] {
			all = append(all, word[rest:at[0]])
		}
		run := []rune(word[at[0]:at[1]])
		for n := range run {
			all = append(all, string(run[n:min(n+2, len(run))]))
		}
		rest = at[1]
	}
	if rest < len(word) {
		all = append(all, word[rest:])
	}
	return all
}
