package translation

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	formsapi "sportello/forms-api"
	"sportello/forms-api/tomltext"
)

// What a file may be like so that nothing is written into it.
var (
	ErrNoFrontMatter = errors.New("the file has no front matter between two lines +++")
	ErrByWhom        = errors.New("nobody has said who made this translation: machine or human")
	ErrForm          = errors.New("[translation] is written on one line: write it as a table, with of, on and by on lines of their own")
)

// Stamp writes into a translated page's file that it has been made from, or brought
// up to, the Italian text of a digest on a day. By is who made it; empty keeps what
// the file says. Everything else stays byte for byte, a review too: from before the
// day it is of another text, which StateOf knows.
func Stamp(file []byte, of string, on formsapi.Date, by By) ([]byte, error) {
	front, err := frontOf(file)
	if err != nil {
		return nil, err
	}
	keys := []pair{{"of", quoted(of)}, {"on", string(on)}}
	if by != "" {
		keys = append(keys, pair{"by", quoted(string(by))})
	}
	e := editor{text: file[front.Start:front.End], places: tomltext.Read(file[front.Start:front.End])}
	table, marked := e.places["translation"]
	if _, said := e.places["translation.by"]; !said && by == "" {
		return nil, ErrByWhom
	}
	switch {
	case !marked:
		e.append("[translation]", keys)
	case !e.isHeader(table):
		return nil, ErrForm
	default:
		e.set("translation", table, keys)
	}
	return slices.Concat(file[:front.Start], e.result(), file[front.End:]), nil
}

// AddMinor notes in an Italian page's file that two of its texts say the same to who
// reads a translation. Everything else stays byte for byte.
func AddMinor(file []byte, m Minor) ([]byte, error) {
	front, err := frontOf(file)
	if err != nil {
		return nil, err
	}
	e := editor{text: file[front.Start:front.End]}
	e.append("[[minor]]", []pair{{"from", quoted(m.From)}, {"to", quoted(m.To)}})
	return slices.Concat(file[:front.Start], e.result(), file[front.End:]), nil
}

// frontOf is where the TOML stands. What is no TOML is refused: nobody knows what a
// line in it would mean.
func frontOf(file []byte) (tomltext.Span, error) {
	span, err := betweenFences(file)
	if err != nil {
		return span, err
	}
	if err := toml.Unmarshal(file[span.Start:span.End], &map[string]any{}); err != nil {
		return span, fmt.Errorf("reading the front matter: %w", err)
	}
	return span, nil
}

// betweenFences is the stretch behind the first line, +++, up to the next one.
func betweenFences(file []byte) (span tomltext.Span, err error) {
	at := 0
	for line := range bytes.Lines(file) {
		fence := strings.TrimRight(strings.TrimPrefix(string(line), "\uFEFF"), " \t\r\n") == "+++"
		switch {
		case at == 0 && !fence:
			return span, ErrNoFrontMatter
		case at == 0:
			span.Start = len(line)
		case fence:
			span.End = at
			return span, nil
		}
		at += len(line)
	}
	return span, ErrNoFrontMatter
}

// A pair of a key and its value as TOML has it.
type pair struct{ key, value string }

func quoted(s string) string { return fmt.Sprintf("%q", s) } // digests and codes: nothing to escape

// An editor changes values of a TOML text and leaves the rest as it is.
type editor struct {
	text   []byte
	places tomltext.Places
	edits  []edit
}

type edit struct {
	at   tomltext.Span
	text string
}

// isHeader says of a table that it stands under a line in square brackets.
func (e *editor) isHeader(table tomltext.Place) bool {
	return table.Kind == "Table" && table.Key.Start > 0 && strings.ContainsRune("[ \t", rune(e.text[table.Key.Start-1])) &&
		bytes.HasPrefix(bytes.TrimSpace(e.line(table.Key.Start)), []byte("["))
}

func (e *editor) line(at int) []byte {
	start := bytes.LastIndexByte(e.text[:at], '\n') + 1
	return e.text[start:e.lineEnd(at)]
}

// lineEnd is the first byte of the next line.
func (e *editor) lineEnd(at int) int {
	if end := bytes.IndexByte(e.text[at:], '\n'); end >= 0 {
		return at + end + 1
	}
	return len(e.text)
}

// set gives keys of a table new values; those that it lacks come first in it.
func (e *editor) set(name string, table tomltext.Place, keys []pair) {
	for _, k := range keys {
		if place, ok := e.places[name+"."+k.key]; ok {
			e.replace(place.Value, k.value)
		} else {
			end := e.lineEnd(table.Key.End)
			e.replace(tomltext.Span{Start: end, End: end}, k.key+" = "+k.value+e.newline())
		}
	}
}

func (e *editor) replace(at tomltext.Span, text string) {
	if string(e.text[at.Start:at.End]) != text {
		e.edits = append(e.edits, edit{at, text})
	}
}

// append writes a table behind all others.
func (e *editor) append(header string, keys []pair) {
	rows := []string{header}
	for _, k := range keys {
		rows = append(rows, fmt.Sprintf("%-4s = %s", k.key, k.value))
	}
	text := strings.Join(rows, e.newline()) + e.newline()
	if len(bytes.TrimSpace(e.text)) > 0 && !bytes.HasSuffix(bytes.ReplaceAll(e.text, []byte("\r"), nil), []byte("\n\n")) {
		text = e.newline() + text
	}
	e.edits = append(e.edits, edit{tomltext.Span{Start: len(e.text), End: len(e.text)}, text})
}

// newline is how the text ends its lines.
func (e *editor) newline() string {
	if bytes.Contains(e.text, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// result is the text with its edits. What comes in where something else goes out
// stands before it.
func (e *editor) result() []byte {
	slices.SortStableFunc(e.edits, func(a, b edit) int {
		return cmp.Or(cmp.Compare(a.at.Start, b.at.Start), cmp.Compare(a.at.End, b.at.End))
	})
	var text []byte
	from := 0
	for _, edit := range e.edits {
		text = append(append(text, e.text[from:edit.at.Start]...), edit.text...)
		from = edit.at.End
	}
	return append(text, e.text[from:]...)
}
