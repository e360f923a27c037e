package translation

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"sportello/forms-api/tomltext"
)

// Begin is the file of a page that is begun: the front matter of the Italian one
// without what is only its own, and its words.
func Begin(italian []byte) ([]byte, error) {
	front, err := frontOf(italian)
	if err != nil {
		return nil, err
	}
	text := italian[front.Start:front.End]
	e := editor{text: text, places: tomltext.Read(text)}
	var dropped []tomltext.Span
	for name, place := range e.places {
		if name == "words" || name == "minor" || strings.HasPrefix(name, "minor[") && !strings.Contains(name, ".") {
			dropped = append(dropped, e.whole(name, place))
		}
	}
	slices.SortFunc(dropped, func(a, b tomltext.Span) int { return cmp.Or(a.Start-b.Start, b.End-a.End) })
	at := -1
	for _, span := range dropped {
		if span.Start >= at {
			e.edits = append(e.edits, edit{span, ""})
			at = span.End
		}
	}
	return slices.Concat(italian[:front.Start], e.result(), italian[front.End:]), nil
}

// whole are the lines of a key with its value; of a table, up to the next header.
func (e *editor) whole(name string, place tomltext.Place) tomltext.Span {
	start := bytes.LastIndexByte(e.text[:place.Key.Start], '\n') + 1
	if name == "words" {
		return tomltext.Span{Start: start, End: e.lineEnd(max(place.Value.End-1, place.Key.End))}
	}
	end := len(e.text)
	for at := e.lineEnd(place.Key.End); at < len(e.text); at = e.lineEnd(at) {
		if bytes.HasPrefix(bytes.TrimSpace(e.line(at)), []byte("[")) {
			end = at
			break
		}
	}
	return tomltext.Span{Start: start, End: end}
}
