// Package tomltext tells where in a TOML text its keys and values stand: on which
// line somebody mends them, and at which bytes a command writes another value and
// leaves everything else as it is. What the text means is the decoder's to say.
//
// It serves whoever reads or marks the files of a site (catalogue, words,
// translation). It keeps nothing and does no I/O.
package tomltext

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// Places are where the keys of a text stand, by their paths: hours.counter.wed,
// telephones[0].number, services[2]. A table is a key too.
type Places map[string]Place

// Place is where a key stands.
type Place struct {
	Line  int    // of the key, from 1
	Key   Span   // of its last part; of a table, within its header
	Value Span   // from the first byte of the value to its last; of a table, empty
	Kind  string // of the value: "String", "InlineTable", "LocalDate" …; of a table, "Table" or "ArrayTable"
}

// A Span is a stretch of bytes; End is the first one behind it.
type Span struct{ Start, End int }

// Read finds the keys as far as the text is TOML.
func Read(text []byte) Places {
	var p unstable.Parser
	p.Reset(text)
	r := &reader{parser: &p, places: Places{}, tables: map[string]int{}}
	table := ""
	for p.NextExpression() {
		switch e := p.Expression(); e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = r.table(e)
		case unstable.KeyValue:
			r.keyValue(table, e)
		}
	}
	return r.places
}

// Line is that of a key, or else of the nearest table around it that has one.
func (p Places) Line(key string) int {
	for key != "" {
		if place, ok := p[key]; ok {
			return place.Line
		}
		key = key[:max(strings.LastIndexAny(key, ".["), 0)]
	}
	return 1
}

type reader struct {
	parser *unstable.Parser
	places Places
	tables map[string]int // [[tables]] met so far, by path
}

// table notes a table's header, and returns the path of the keys beneath it.
func (r *reader) table(e *unstable.Node) string {
	path := ""
	for k := e.Key(); k.Next(); {
		path = join(path, k.Node())
		if e.Kind == unstable.ArrayTable && k.IsLast() {
			r.note(path, k.Node(), e.Kind, Span{})
			r.tables[path]++
		}
		if n := r.tables[path]; n > 0 { // a header beneath [[tables]] means the last one
			path = fmt.Sprintf("%s[%d]", path, n-1)
		}
		r.note(path, k.Node(), e.Kind, Span{})
	}
	return path
}

func (r *reader) keyValue(table string, e *unstable.Node) {
	path, value := table, r.value(e)
	for k := e.Key(); k.Next(); {
		path = join(path, k.Node())
		if k.IsLast() {
			r.note(path, k.Node(), e.Value().Kind, value)
		} else {
			r.note(path, k.Node(), unstable.Table, Span{})
		}
	}
	r.within(path, e.Value())
}

// value is the span behind the equals sign: an array has no place of its own in
// the parser's eyes, but the pair has, and its value ends where it ends.
func (r *reader) value(e *unstable.Node) Span {
	var behind int
	for k := e.Key(); k.Next(); {
		behind = int(k.Node().Raw.Offset + k.Node().Raw.Length)
	}
	end := int(e.Raw.Offset + e.Raw.Length)
	text := r.parser.Data()[behind:end]
	start := behind + bytes.IndexByte(text, '=') + 1
	for start < end && (r.parser.Data()[start] == ' ' || r.parser.Data()[start] == '\t') {
		start++
	}
	return Span{start, end}
}

// within notes what an array or an inline table holds.
func (r *reader) within(path string, v *unstable.Node) {
	switch v.Kind {
	case unstable.InlineTable:
		for c := v.Children(); c.Next(); {
			r.keyValue(path, c.Node())
		}
	case unstable.Array:
		n := 0
		for c := v.Children(); c.Next(); n++ {
			element := fmt.Sprintf("%s[%d]", path, n)
			start := int(c.Node().Raw.Offset)
			r.note(element, c.Node(), c.Node().Kind, Span{start, start + int(c.Node().Raw.Length)})
			r.within(element, c.Node())
		}
	}
}

// note keeps the first place of a path: a table may be named again by its parts.
func (r *reader) note(path string, n *unstable.Node, kind unstable.Kind, value Span) {
	if _, noted := r.places[path]; noted || n.Raw.Length == 0 { // an array has no place of its own
		return
	}
	start := int(n.Raw.Offset)
	r.places[path] = Place{
		Line:  1 + bytes.Count(r.parser.Data()[:start], []byte("\n")),
		Key:   Span{start, start + int(n.Raw.Length)},
		Value: value,
		Kind:  kind.String(),
	}
}

func join(path string, key *unstable.Node) string {
	if path == "" {
		return string(key.Data)
	}
	return path + "." + string(key.Data)
}
