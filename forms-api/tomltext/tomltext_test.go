package tomltext_test

import (
	"testing"

	"sportello/forms-api/tomltext"
)

const office = `title = "Office" # a note
"quoted" = 'x'
days = ["mon",
  "tue"]
home = { hash = "sha1-0", other = "Home" }
on = 2026-11-22
booking.mode = "phone"

[hours]
counter.wed = ["08:30-12:00"]

[[telephones]]
number = "1"

[[telephones]]
number = """
2"""
`

func TestKeysAreFoundWithLineAndValue(t *testing.T) {
	places := tomltext.Read([]byte(office))
	for key, want := range map[string]struct {
		line             int
		name, value, set string
	}{
		"title":                {1, "title", `"Office"`, "String"},
		"quoted":               {2, `"quoted"`, `'x'`, "String"},
		"days":                 {3, "days", "[\"mon\",\n  \"tue\"]", "Array"},
		"days[1]":              {4, `"tue"`, `"tue"`, "String"},
		"home":                 {5, "home", `{ hash = "sha1-0", other = "Home" }`, "InlineTable"},
		"home.other":           {5, "other", `"Home"`, "String"},
		"on":                   {6, "on", "2026-11-22", "LocalDate"},
		"booking":              {7, "booking", "", "Table"},
		"booking.mode":         {7, "mode", `"phone"`, "String"},
		"hours":                {9, "hours", "", "Table"},
		"hours.counter.wed":    {10, "wed", `["08:30-12:00"]`, "Array"},
		"telephones":           {12, "telephones", "", "ArrayTable"},
		"telephones[1]":        {15, "telephones", "", "ArrayTable"},
		"telephones[1].number": {16, "number", "\"\"\"\n2\"\"\"", "String"},
	} {
		p, ok := places[key]
		if name, value := cut(p.Key), cut(p.Value); !ok || p.Line != want.line || name != want.name || value != want.value || p.Kind != want.set {
			t.Errorf("%s stands on line %d as %s = %s (%s), want %+v", key, p.Line, name, value, p.Kind, want)
		}
	}
	if got := places.Line("telephones[1].for[0]"); got != 15 {
		t.Errorf("what a table lacks is told at line %d", got)
	}
}

func cut(s tomltext.Span) string { return office[s.Start:s.End] }

func FuzzRead(f *testing.F) {
	f.Add([]byte(office))
	f.Add([]byte("a = {"))
	f.Add([]byte("a.b = [[1], {c = 2}]\r\n[[a]]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		for key, p := range tomltext.Read(text) {
			for _, s := range []tomltext.Span{p.Key, p.Value} {
				if s.Start < 0 || s.Start > s.End || s.End > len(text) || p.Line < 1 {
					t.Fatalf("%s stands at %+v", key, p)
				}
			}
		}
	})
}
