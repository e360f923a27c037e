package translation

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"sportello/forms-api/tomltext"
)

// Wording are the words of a page that a translator writes.
type Wording struct{ Title, Description, AnsweredBy, Body string }

// Rewrite puts words into a page's file. What they say already, and everything
// else, stays byte for byte; a key that is missing comes behind the title, and one
// that says nothing any more goes. The body begins behind the line that ends the
// front matter.
func Rewrite(file []byte, w Wording) ([]byte, error) {
	front, err := frontOf(file)
	if err != nil {
		return nil, err
	}
	said, err := WordingOf(file)
	if err != nil {
		return nil, err
	}
	text := file[front.Start:front.End]
	e := editor{text: text, places: tomltext.Read(text)}
	e.say("title", said.Title, w.Title)
	e.say("description", said.Description, w.Description)
	e.say("answered_by", said.AnsweredBy, w.AnsweredBy)
	fence := file[front.End:bodyStart(file, front)]
	if w.Body != "" && !bytes.HasSuffix(fence, []byte("\n")) {
		fence = slices.Concat(fence, []byte(e.newline()))
	}
	return slices.Concat(file[:front.Start], e.result(), fence, []byte(w.Body)), nil
}

// WordingOf reads the words of a page's file.
func WordingOf(file []byte) (w Wording, err error) {
	front, err := frontOf(file)
	if err != nil {
		return w, err
	}
	var said struct {
		Title       string `toml:"title"`
		Description string `toml:"description"`
		AnsweredBy  string `toml:"answered_by"`
	}
	if err := toml.Unmarshal(file[front.Start:front.End], &said); err != nil {
		return w, fmt.Errorf("reading the front matter: %w", err)
	}
	return Wording{said.Title, said.Description, said.AnsweredBy, string(file[bodyStart(file, front):])}, nil
}

// bodyStart is the first byte behind the line that ends the front matter.
func bodyStart(file []byte, front tomltext.Span) int {
	if end := bytes.IndexByte(file[front.End:], '\n'); end >= 0 {
		return front.End + end + 1
	}
	return len(file)
}

// say gives a key at the top of a front matter another value.
func (e *editor) say(key, before, now string) {
	place, there := e.places[key]
	switch {
	case before == now:
	case there && now == "":
		start := bytes.LastIndexByte(e.text[:place.Key.Start], '\n') + 1
		e.edits = append(e.edits, edit{tomltext.Span{Start: start, End: e.lineEnd(place.Value.End)}, ""})
	case there:
		e.replace(place.Value, basicString(now))
	default:
		at := 0
		if title, ok := e.places["title"]; ok {
			at = e.lineEnd(title.Value.End)
		}
		e.edits = append(e.edits, edit{tomltext.Span{Start: at, End: at}, key + " = " + basicString(now) + e.newline()})
	}
}

// basicString is a text as TOML has it on one line.
func basicString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
