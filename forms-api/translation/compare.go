package translation

import (
	"cmp"
	"fmt"
	"slices"
)

// Severity says whether a difference can do harm.
type Severity string

// The severities there are; a site's findings have the same.
const (
	Error   Severity = "error"   // who reads the translation is told something else
	Warning Severity = "warning" // somebody should look
)

// A Difference is something that a translation does not have as the Italian has it.
type Difference struct {
	Line     int // of the translation's file: where it stands, or where it is to be looked for
	Severity Severity
	Sentence string // what differs and what to do

	// For who says it in other words:
	Kind  string // one of Kinds
	Of    string // of a fact, which: one of FactKinds
	Here  string // what the translation has; may be empty
	There string // what the Italian page has; may be empty
}

// Kinds are those of differences.
var Kinds = []string{
	"heading-missing", "heading-extra", "heading-differs", "list", "link-missing", "link-extra", "link-differs",
	"fact-missing", "fact-extra", "fact-differs", "fact-unchecked", "term-unsaid", "term-bare", "html", "shortcode",
}

// Compare tells what a translation does not have as the Italian text has it, by
// line: the headings, the lists, the links and the facts. A text and itself differ
// in nothing.
func Compare(italian, translated Text) []Difference {
	c := comparison{source: italian.outlined(), translated: translated.outlined()}
	c.headings()
	c.lists()
	c.links(italian.Language, translated.Language)
	c.markup()
	c.facts(italian.Language, translated.Language)
	slices.SortStableFunc(c.found, func(a, b Difference) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Severity, b.Severity))
	})
	return c.found
}

type comparison struct {
	source, translated *outline
	found              []Difference
}

func (c *comparison) tell(d Difference, format string, args ...any) {
	d.Line, d.Sentence = max(d.Line, 1), fmt.Sprintf(format, args...)
	c.found = append(c.found, d)
}

func (c *comparison) headings() {
	same := func(a, b heading) bool { return a.level == b.level && a.id == b.id }
	source, translated := c.source.headings, c.translated.headings
	line := c.firstLine()
	for _, s := range align(source, translated, same) {
		switch {
		case s.translated < 0:
			c.tell(Difference{Line: line, Severity: Error, Kind: "heading-missing", There: source[s.source].String()}, "the Italian page has the heading %s, which is missing about here: add it with what stands beneath it", source[s.source])
			continue
		case s.source < 0:
			c.tell(Difference{Line: translated[s.translated].line, Severity: Error, Kind: "heading-extra", Here: translated[s.translated].String()}, "the Italian page has no heading %s at this place: take it out, or correct its level and its id", translated[s.translated])
		case !same(source[s.source], translated[s.translated]):
			c.tell(Difference{Line: translated[s.translated].line, Severity: Error, Kind: "heading-differs", Here: translated[s.translated].String(), There: source[s.source].String()}, "this heading is %s, on the Italian page it is %s: level and id are the same in every language", translated[s.translated], source[s.source])
		}
		line = translated[s.translated].line
	}
}

// String is a heading without its words: ## … {#how}.
func (h heading) String() string {
	sign := "######"[:min(h.level, 6)] + " …"
	if h.id == "" {
		return sign
	}
	return sign + " {#" + h.id + "}"
}

func (c *comparison) lists() {
	same := func(a, b list) bool { return a.ordered == b.ordered && a.items == b.items && a.depth == b.depth }
	source, translated := c.source.lists, c.translated.lists
	line := c.firstLine()
	for _, s := range align(source, translated, same) {
		switch {
		case s.translated < 0:
			c.tell(Difference{Line: line, Severity: Warning, Kind: "list"}, "the Italian page has %s, which is missing about here", source[s.source])
			continue
		case s.source < 0:
			c.tell(Difference{Line: translated[s.translated].line, Severity: Warning, Kind: "list"}, "here is %s, which the Italian page does not have", translated[s.translated])
		case !same(source[s.source], translated[s.translated]):
			c.tell(Difference{Line: translated[s.translated].line, Severity: Warning, Kind: "list"}, "here is %s, on the Italian page %s", translated[s.translated], source[s.source])
		}
		line = translated[s.translated].line
	}
}

func (l list) String() string {
	kind, items := "a list", "items"
	if l.ordered {
		kind = "a numbered list"
	}
	if l.items == 1 {
		items = "item"
	}
	if l.depth > 1 {
		kind += " within a list"
	}
	return fmt.Sprintf("%s of %d %s", kind, l.items, items)
}

// links are compared by where they lead, as often as they are there. To an Italian
// page the translation's own language is another page, to the translation its own.
func (c *comparison) links(source, language string) {
	lacking, extra := unpaired(c.source.links, c.translated.links,
		func(l link) string { return l.key(source, language) },
		func(l link) string { return l.key(language) })
	for n := range min(len(lacking), len(extra)) {
		c.tell(Difference{Line: extra[n].line, Severity: Error, Kind: "link-differs", Here: extra[n].address, There: lacking[n].address}, "this link leads to %s, on the Italian page one leads to %s: correct the address", extra[n].address, lacking[n].address)
	}
	for _, l := range lacking[min(len(lacking), len(extra)):] {
		c.tell(Difference{Line: c.firstLine(), Severity: Error, Kind: "link-missing", There: l.address}, "the Italian page has a link to %s, which is missing here", l.address)
	}
	for _, l := range extra[min(len(lacking), len(extra)):] {
		c.tell(Difference{Line: l.line, Severity: Error, Kind: "link-extra", Here: l.address}, "the Italian page has no link to %s: take it out", l.address)
	}
}

// firstLine is where what is missing and has no better place is told.
func (c *comparison) firstLine() int {
	for _, p := range c.translated.passages {
		return p.line
	}
	return 1
}

// unpaired are the elements of each side, in order, that have no equal on the
// other: both are multisets.
func unpaired[T any](source, translated []T, sourceKey, key func(T) string) (lacking, extra []T) {
	left := map[string]int{}
	for _, t := range translated {
		left[key(t)]++
	}
	for _, s := range source {
		if left[sourceKey(s)] > 0 {
			left[sourceKey(s)]--
		} else {
			lacking = append(lacking, s)
		}
	}
	for _, t := range slices.Backward(translated) {
		if left[key(t)] > 0 {
			left[key(t)]--
			extra = append(extra, t)
		}
	}
	slices.Reverse(extra)
	return lacking, extra
}
