package formsapi

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

var updateDocs = flag.Bool("update", false, "write the state table into docs/appointments.md")

// statesDoc is where people read the table, between its two marks.
const (
	statesDoc   = "../docs/appointments.md"
	statesBegin = "<!-- states -->\n"
	statesEnd   = "<!-- /states -->"
)

// The documented table is the one that runs. After a change of it:
// go test ./forms-api -run Documented -update
func TestTheStateTableIsDocumented(t *testing.T) {
	text, err := os.ReadFile(statesDoc)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(text), statesBegin)
	old, after, ends := strings.Cut(rest, statesEnd)
	if !begins || !ends {
		t.Fatalf("%s has no place for the table", statesDoc)
	}
	table := "\n" + drawnStates() + "\n" + writtenStates() + "\n"
	if old == table {
		return
	}
	if !*updateDocs {
		t.Fatalf("%s is out of date: go test ./forms-api -run Documented -update", statesDoc)
	}
	if err := os.WriteFile(statesDoc, []byte(before+statesBegin+table+statesEnd+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

// writtenStates is the table for people.
func writtenStates() string {
	var b strings.Builder
	b.WriteString("| from | event | by | to | the place | the person is told |\n|---|---|---|---|---|---|\n")
	for _, t := range Transitions {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", cmp.Or(t.From, "–"), t.Event, t.By, t.To, cmp.Or(t.Place, "–"), cmp.Or(t.Tell, "–"))
	}
	return b.String()
}

// drawnStates is the table as a Mermaid diagram: an arrow for each pair of
// states, with all events that lead along it.
func drawnStates() string {
	type arrow struct{ from, to State }
	events := map[arrow][]string{}
	var order []arrow
	for _, t := range Transitions {
		a := arrow{t.From, t.To}
		if t.From == t.To {
			continue
		}
		if events[a] == nil {
			order = append(order, a)
		}
		if e := fmt.Sprintf("%s (%s)", t.Event, t.By); !slices.Contains(events[a], e) {
			events[a] = append(events[a], e)
		}
	}
	var b strings.Builder
	b.WriteString("```mermaid\nstateDiagram-v2\n")
	for _, a := range order {
		fmt.Fprintf(&b, "    %s --> %s: %s\n", diagramName(a.from), diagramName(a.to), strings.Join(events[a], ", "))
	}
	b.WriteString("```\n")
	return b.String()
}

// diagramName is a state as Mermaid takes it: without hyphens.
func diagramName(s State) string {
	if s == "" {
		return "[*]"
	}
	return strings.ReplaceAll(string(s), "-", "_")
}
