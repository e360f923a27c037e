package catalogue

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// keyLines tells on which line of a TOML text each key stands, by its path:
// hours.counter.wed, telephones[0].number, services[2]. The decoder tells lines
// only of what it refuses itself; the rules come later and need them too.
type keyLines map[string]int

// readKeyLines reads as far as the text is TOML.
func readKeyLines(text []byte) keyLines {
	var p unstable.Parser
	p.Reset(text)
	x := &keyIndex{parser: &p, lines: keyLines{}, tables: map[string]int{}}
	table := ""
	for p.NextExpression() {
		switch e := p.Expression(); e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = x.table(e)
		case unstable.KeyValue:
			x.keyValue(table, e)
		}
	}
	return x.lines
}

// of is the line of a key, or else of the nearest table around it that has one.
func (l keyLines) of(key string) int {
	for key != "" {
		if line, ok := l[key]; ok {
			return line
		}
		key = key[:max(strings.LastIndexAny(key, ".["), 0)]
	}
	return 1
}

type keyIndex struct {
	parser *unstable.Parser
	lines  keyLines
	tables map[string]int // [[tables]] met so far, by path
}

// table notes a table's header, and returns the path of the keys beneath it.
func (x *keyIndex) table(e *unstable.Node) string {
	path := ""
	for k := e.Key(); k.Next(); {
		path = join(path, k.Node())
		if e.Kind == unstable.ArrayTable && k.IsLast() {
			x.note(path, k.Node())
			x.tables[path]++
		}
		if n := x.tables[path]; n > 0 { // a header beneath [[tables]] means the last one
			path = fmt.Sprintf("%s[%d]", path, n-1)
		}
		x.note(path, k.Node())
	}
	return path
}

func (x *keyIndex) keyValue(table string, e *unstable.Node) {
	path := table
	for k := e.Key(); k.Next(); {
		path = join(path, k.Node())
		x.note(path, k.Node())
	}
	x.value(path, e.Value())
}

// value notes what an array or an inline table holds.
func (x *keyIndex) value(path string, v *unstable.Node) {
	switch v.Kind {
	case unstable.InlineTable:
		for c := v.Children(); c.Next(); {
			x.keyValue(path, c.Node())
		}
	case unstable.Array:
		n := 0
		for c := v.Children(); c.Next(); n++ {
			element := fmt.Sprintf("%s[%d]", path, n)
			x.note(element, c.Node())
			x.value(element, c.Node())
		}
	}
}

// note keeps the first line of a path: a table may be named again by its parts.
func (x *keyIndex) note(path string, n *unstable.Node) {
	if _, noted := x.lines[path]; noted || n.Raw.Length == 0 { // an array has no place of its own
		return
	}
	x.lines[path] = 1 + bytes.Count(x.parser.Data()[:n.Raw.Offset], []byte("\n"))
}

func join(path string, key *unstable.Node) string {
	if path == "" {
		return string(key.Data)
	}
	return path + "." + string(key.Data)
}
