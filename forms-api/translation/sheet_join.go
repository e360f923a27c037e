package translation

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// A Joined body is what the texts of a sheet's fields make.
type Joined struct {
	Body  string
	Lines []int // of each field, from 0; where it would stand if it is empty
	Empty []int // fields beside Italian words in which nobody has written any
}

// Join makes a body of the texts of all fields, in their order. A text as it was
// opened stays byte for byte, whichever way a browser ends its lines; an empty one
// is left out.
func (s *Sheet) Join(texts []string) Joined {
	j := joiner{sheet: s, out: &strings.Builder{}, last: -1}
	if len(s.gaps) == 1 { // no block stands in the file
		j.out.WriteString(firstOf(s.gaps[0], s.italianGaps[0]))
	}
	for i, f := range s.Fields {
		j.field(i, f, texts[i])
	}
	j.end()
	return Joined{j.out.String(), j.lines, j.empty}
}

type joiner struct {
	sheet *Sheet
	out   *strings.Builder
	lines []int
	empty []int
	last  int // the field that was written last, or -1
}

func (j *joiner) field(i int, f Field, typed string) {
	text := unixLines(typed)
	original := f.InFile && text == unixLines(f.Text)
	if !original {
		text = strings.TrimRight(strings.Trim(visible(text), "\n"), " \t\n")
	}
	left := text == "" || !f.InFile && isUnfilled(text, f)
	if hasLetters(f.Italian.Text) && (left || lacksLinkWords(text, f)) {
		j.empty = append(j.empty, i)
	}
	if left {
		j.lines = append(j.lines, strings.Count(j.out.String(), "\n"))
		return
	}
	j.out.WriteString(j.gap(f))
	j.lines = append(j.lines, strings.Count(j.out.String(), "\n"))
	if original {
		text = f.Text
	} else {
		text = strings.ReplaceAll(text, "\n", j.sheet.newline)
	}
	j.out.WriteString(text)
	j.last = i
}

// isUnfilled says that only the skeleton is there, although there is more to say
// than a rule or a table of numbers has.
func isUnfilled(text string, f Field) bool {
	return hasLetters(f.Italian.Text) && slices.Equal(strings.Fields(text), strings.Fields(f.Text))
}

var wordlessLink = regexp.MustCompile(`(?:^|[^!])\[\s*\]\(`)

// lacksLinkWords says that a link of the skeleton has been left without words.
func lacksLinkWords(text string, f Field) bool {
	return wordlessLink.MatchString(text) && !wordlessLink.MatchString(f.Italian.Text)
}

// gap is what comes before a field's text: what stands there in the file, if the
// same block is still before it; what stands there on the Italian page, if the two
// follow each other there; or else a blank line, so that they never become one.
func (j *joiner) gap(f Field) string {
	s := j.sheet
	switch {
	case j.last < 0 && len(s.gaps) == 1:
		return "" // it is there already
	case j.last < 0:
		return s.gaps[0]
	}
	before := s.Fields[j.last]
	switch {
	case f.at > 0 && (before.at == f.at-1 || strings.Count(s.gaps[f.at], "\n") > 1):
		return s.gaps[f.at]
	case f.italianAt > 0 && before.italianAt == f.italianAt-1 && f.kind == f.Italian.Kind && before.kind == before.Italian.Kind:
		return strings.ReplaceAll(unixLines(s.italianGaps[f.italianAt]), "\n", s.newline)
	case f.kind == ItemBlock && before.kind == ItemBlock:
		return s.newline
	}
	return s.newline + s.newline
}

// end writes what stands behind the last field.
func (j *joiner) end() {
	behind := j.sheet.gaps[len(j.sheet.gaps)-1]
	switch {
	case len(j.sheet.gaps) > 1:
		j.out.WriteString(behind)
	case j.last >= 0:
		j.out.WriteString(j.sheet.newline)
	}
}

func unixLines(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

func hasLetters(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
