package translation

import formsapi "sportello/forms-api"

// A State is how a page of a language stands to the Italian one.
type State = formsapi.TranslationState

// The states that a file, or its absence, may have.
const (
	Missing    = formsapi.TranslationMissing
	Orphan     = formsapi.TranslationOrphan
	Behind     = formsapi.TranslationBehind
	Unmarked   = formsapi.TranslationUnmarked
	Unreviewed = formsapi.TranslationUnreviewed
	Current    = formsapi.TranslationCurrent
)

// A Page is the Italian side of what a translation is measured by.
type Page struct {
	Digest string // of the Italian text; empty if there is none
	Minor  []Minor
}

// StateOf judges a file that is there (Missing is the caller's to see). A nil mark
// is a file without [translation].
func (p Page) StateOf(m *Mark) State {
	switch {
	case p.Digest == "":
		return Orphan
	case m == nil:
		return Unmarked
	case !p.Leads(m.Of):
		return Behind
	case !m.IsReviewed():
		return Unreviewed
	}
	return Current
}

// IsReviewed says whether somebody has read the text as it is now: a review from
// before it was last brought up to the Italian was of another text.
func (m Mark) IsReviewed() bool { return m.ReviewedBy != "" && m.Reviewed >= m.On }

// Leads says whether a digest is that of the Italian text, or leads to it over
// minor edits.
func (p Page) Leads(from string) bool { return reach(p.Minor, from)[p.Digest] }

// Ends are the latest texts that the digests lead to: without those from which
// another of them is reached.
func (p Page) Ends(from []string) []string {
	var ends []string
	seen := map[string]bool{}
	for _, f := range from {
		for at := range reach(p.Minor, f) {
			if !seen[at] && !p.goesOn(at) {
				seen[at] = true
				ends = append(ends, at)
			}
		}
	}
	return ends
}

func (p Page) goesOn(at string) bool {
	for _, m := range p.Minor {
		if m.From == at && m.To != at && !reach(p.Minor, m.To)[at] {
			return true
		}
	}
	return false
}

// reach are the digests that a text leads to over minor edits, itself among them.
func reach(minor []Minor, from string) map[string]bool {
	reached := map[string]bool{from: true}
	for open := []string{from}; len(open) > 0; open = open[1:] {
		for _, m := range minor {
			if m.From == open[0] && !reached[m.To] {
				reached[m.To] = true
				open = append(open, m.To)
			}
		}
	}
	return reached
}
