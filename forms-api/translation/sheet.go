package translation

import (
	"regexp"
	"strings"
)

// A Sheet is a body beside the Italian one, field by field, for who translates. What
// stands between the fields stays as it is.
type Sheet struct {
	Fields []Field
	Begun  bool // there is no translation yet

	newline     string
	gaps        []string // of the translation
	italianGaps []string
}

// A Field is a stretch of the translation with the Italian one beside it.
type Field struct {
	Italian Block  // without text if the Italian page has nothing at this place
	Text    string // as it stands in the file, or what to begin with
	InFile  bool   // false: nothing stands there yet

	kind      BlockKind // of what stands in the file, or else of the Italian
	at        int       // its number among the blocks of the translation, or -1
	italianAt int       // likewise, or -1
}

// NewSheet lays a body beside the Italian one. An empty body is one that is begun.
func NewSheet(italian, translated []byte) *Sheet {
	source, sourceGaps := Blocks(italian)
	blocks, gaps := Blocks(translated)
	s := &Sheet{Begun: len(blocks) == 0, newline: "\n", gaps: gaps, italianGaps: sourceGaps}
	if strings.Contains(string(translated), "\r\n") {
		s.newline = "\r\n"
	}
	for _, p := range PairBlocks(source, blocks) {
		f := Field{at: p.Translated, italianAt: p.Italian}
		if p.Italian >= 0 {
			f.Italian = source[p.Italian]
			f.kind = f.Italian.Kind
			if s.Begun || hasLetters(f.Italian.Text) { // a page that is only opened is not added to
				f.Text = skeleton(f.Italian)
			}
		}
		if p.Translated >= 0 {
			f.Text, f.kind, f.InFile = blocks[p.Translated].Text, blocks[p.Translated].Kind, true
		}
		s.Fields = append(s.Fields, f)
	}
	return s
}

var (
	headingSigns = regexp.MustCompile(`^(#{1,6})\s`)
	headingMarks = regexp.MustCompile(`\{[^{}]*\}\s*$`)
	itemSign     = regexp.MustCompile(`^\s*(?:[-*+]|\d{1,9}[.)])\s+`)
	linkForm     = regexp.MustCompile(`\[[^\]]*\](\([^)]*\))`)
)

// skeleton is what of an Italian block is the same in every language: the signs of a
// heading and its id, that of an item, and where links lead.
func skeleton(b Block) string {
	if !hasLetters(b.Text) {
		return b.Text
	}
	var parts []string
	if signs := headingSigns.FindStringSubmatch(b.Text); signs != nil && b.Kind == HeadingBlock {
		parts = append(parts, signs[1], headingMarks.FindString(b.Text))
	} else if sign := itemSign.FindString(b.Text); b.Kind == ItemBlock {
		parts = append(parts, strings.TrimRight(sign, " \t"))
	}
	for _, link := range linkForm.FindAllStringSubmatch(b.Text, -1) {
		parts = append(parts, "[]"+link[1])
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}
