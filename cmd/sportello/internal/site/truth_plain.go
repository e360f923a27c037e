package site

import (
	"strings"

	"sportello/forms-api/catalogue"
)

// How plain an Italian page has to be, by the Gulpease index: the home page and the
// services are read by everybody.
const (
	plainEnough      = 60
	plainForEveryone = 65
	longestSentence  = 25 // words
)

func (t *truth) plain(page catalogue.Text) {
	r, want := textOf(page).Read(), plainEnough
	if page.Page == "/" || strings.HasPrefix(page.Page, "/services/") {
		want = plainForEveryone
	}
	if r.Gulpease < want {
		t.tell(page.File, page.Lines.Description, catalogue.Warning, "this page reads at Gulpease %d, and should at %d or more: shorter words, shorter sentences", r.Gulpease, want)
	}
	if r.Longest.Words > longestSentence {
		t.tell(page.File, r.Longest.Line, catalogue.Warning, "a sentence that begins here has %d words: at most %d are easy to follow", r.Longest.Words, longestSentence)
	}
}
