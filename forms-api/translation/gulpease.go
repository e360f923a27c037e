package translation

import (
	"regexp"
	"unicode"
)

// A Reading is how hard an Italian text is to read.
type Reading struct {
	Gulpease int // 0 to 100: 60 is easy with a middle-school education, 80 with a primary one
	Words    int
	Longest  Sentence // the one with the most words
}

// A Sentence is named by the line of the file on which its passage begins.
type Sentence struct{ Line, Words int }

// Read measures an Italian text by the Gulpease index (Lucisano and Piemontese,
// 1988): 89 + (300 × sentences − 10 × letters) / words, at most 100. Sentences are
// those of the description, of paragraphs, items and cells: each ends where its
// passage does. Headings, code and a page's title are none. An apostrophe parts two
// words. A text without words is 100.
func (t Text) Read() Reading {
	var r Reading
	letters, sentences := 0, 0
	for _, p := range t.outlined().passages {
		if !p.prose {
			continue
		}
		for _, s := range sentenceEnd.Split(p.text, -1) {
			words, of := count(s)
			if words == 0 {
				continue
			}
			sentences++
			r.Words += words
			letters += of
			if words > r.Longest.Words {
				r.Longest = Sentence{p.line, words}
			}
		}
	}
	if r.Words == 0 {
		return Reading{Gulpease: 100}
	}
	r.Gulpease = min(max(89+(300*sentences-10*letters)/r.Words, 0), 100)
	return r
}

// sentenceEnd is a sign that ends a sentence, with the quotation mark or bracket
// that closes behind it. A full stop within a number ends none.
var sentenceEnd = regexp.MustCompile(`[.!?…]+[»”"')\]]*(?:\s+|$)`)

// count are the words of a sentence, and their letters and digits.
func count(sentence string) (words, letters int) {
	inside := false
	for _, r := range sentence {
		part := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
		if part {
			letters++
			if !inside {
				words++
			}
		}
		inside = part
	}
	return words, letters
}
