package translation_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/forms-api/translation"
)

const italianBody = `
## Cosa porti {#bring}

Porta questi documenti:

- il passaporto;
- [il permesso](/it/permesso/).

***

Chiama lo 0971 415507.
`

const englishBody = `
## What to bring {#bring}
Bring these documents:

- your passport;
- [your permit](/en/permit/).

***

Call 0971 415507.
`

func texts(s *translation.Sheet) (all []string) {
	for _, f := range s.Fields {
		all = append(all, f.Text)
	}
	return all
}

// Given a page in two languages, each stretch stands beside the Italian one.
func TestAPageIsPartedIntoFields(t *testing.T) {
	s := translation.NewSheet([]byte(italianBody), []byte(englishBody))
	var shown []string
	for _, f := range s.Fields {
		shown = append(shown, string(f.Italian.Kind)+" | "+f.Italian.Text+" | "+f.Text)
	}
	want := []string{
		"heading | ## Cosa porti {#bring} | ## What to bring {#bring}",
		"paragraph | Porta questi documenti: | Bring these documents:",
		"item | - il passaporto; | - your passport;",
		"item | - [il permesso](/it/permesso/). | - [your permit](/en/permit/).",
		"other | *** | ***",
		"paragraph | Chiama lo 0971 415507. | Call 0971 415507.",
	}
	if diff := cmp.Diff(want, shown); diff != "" {
		t.Error(diff)
	}
	if links := s.Fields[3].Italian.Links; !slices.Equal(links, []string{"/it/permesso/"}) {
		t.Errorf("the links of the item are %q", links)
	}
}

// Addresses are those that people write, each once.
func TestLinksOfABlock(t *testing.T) {
	blocks, _ := translation.Blocks([]byte("[a](//example.org/x) [b](/it/y) [b](/it/y) [c]({{% relref \"/faq#police\" %}}) ![d](#z)"))
	if want := []string{"//example.org/x", "/it/y", "/faq#police", "#z"}; len(blocks) != 1 || !slices.Equal(blocks[0].Links, want) {
		t.Errorf("the links are %+v, want %q", blocks, want)
	}
}

// Whatever is corrected, left out or added, the rest stays as it was, and two
// stretches never become one.
func TestFieldsAreJoined(t *testing.T) {
	for given, c := range map[string]struct {
		change func(typed []string)
		want   string
	}{
		"nothing":              {func([]string) {}, englishBody},
		"another word":         {func(typed []string) { typed[5] = "Please call 0971 415507." }, strings.Replace(englishBody, "Call", "Please call", 1)},
		"two paragraphs":       {func(typed []string) { typed[5] = "Call.\r\n\r\n0971 415507\r\n" }, strings.Replace(englishBody, "Call 0971 415507.", "Call.\n\n0971 415507", 1)},
		"an item emptied":      {func(typed []string) { typed[2] = " \n" }, strings.Replace(englishBody, "- your passport;\n", "", 1)},
		"the heading emptied":  {func(typed []string) { typed[0] = "" }, strings.Replace(englishBody, "## What to bring {#bring}\n", "", 1)},
		"the end emptied":      {func(typed []string) { typed[4], typed[5] = "", "" }, strings.Replace(englishBody, "\n\n***\n\nCall 0971 415507.", "", 1)},
		"what nobody sees":     {func(typed []string) { typed[5] = "Call\x00 0971\u200f 415507.\x1b" }, strings.Replace(englishBody, "0971", "0971\u200f", 1)},
		"everything is empty":  {func(typed []string) { clear(typed) }, "\n"},
		"a heading by a para ": {func(typed []string) { typed[1] = "" }, strings.Replace(englishBody, "Bring these documents:\n\n", "\n", 1)},
	} {
		s := translation.NewSheet([]byte(italianBody), []byte(englishBody))
		typed := texts(s)
		c.change(typed)
		if diff := cmp.Diff(c.want, s.Join(typed).Body); diff != "" {
			t.Errorf("%s (-want +got):\n%s", given, diff)
		}
	}
}

// Given a paragraph without a blank line before the next block, what comes between
// them does not swallow it.
func TestNewStretchesStandOnTheirOwn(t *testing.T) {
	italian := "Uno.\n\n## Due {#two}\n\nTre.\n"
	for translated, typed := range map[string][]string{
		"One.\n\nThree.\n": {"One.", "## Two {#two}", "Three."},
		"Three.\n":         {"One.", "## Two {#two}", "Three."},
		"":                 {"One.", "## Two {#two}", "Three."},
	} {
		s := translation.NewSheet([]byte(italian), []byte(translated))
		if len(s.Fields) != 3 {
			t.Fatalf("%q has %d fields", translated, len(s.Fields))
		}
		if got, want := s.Join(typed).Body, "One.\n\n## Two {#two}\n\nThree.\n"; got != want {
			t.Errorf("%q has become %q", translated, got)
		}
	}
	s := translation.NewSheet([]byte("Uno.\n\n## Due {#two}\n\nTre.\n"), []byte("One.\n## Two {#two}\nThree.\n"))
	if got, want := s.Join([]string{"One.", "", "Three."}).Body, "One.\n\nThree.\n"; got != want {
		t.Errorf("without its heading the page is %q", got)
	}
}

// A page that is begun starts from what is the same in every language, and what
// nobody has filled in is told.
func TestAPageIsBegunWithWhatIsTheSame(t *testing.T) {
	s := translation.NewSheet([]byte(italianBody), nil)
	want := []string{"## {#bring}", "", "-", "- [](/it/permesso/)", "***", ""}
	if diff := cmp.Diff(want, texts(s)); diff != "" || !s.Begun {
		t.Errorf("begun: %t\n%s", s.Begun, diff)
	}
	j := s.Join([]string{"## {#bring}\r\n", "Bring:", "- a passport", "- permit: [](/it/permesso/)", "***", " "})
	if diff := cmp.Diff([]int{0, 3, 5}, j.Empty); diff != "" {
		t.Errorf("empty are (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff("\nBring:\n\n- a passport\n- permit: [](/it/permesso/)\n\n***\n", j.Body); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int{1, 1, 3, 4, 6, 6}, j.Lines); diff != "" {
		t.Errorf("the fields are on lines (-want +got):\n%s", diff)
	}
	full := s.Join([]string{"## What {#bring}", "Bring:", "- a passport", "- [permit](/it/permesso/)", "***", "Call 0971 415507."})
	if len(full.Empty) > 0 || strings.Count(full.Body, "\n") != strings.Count(italianBody, "\n") {
		t.Errorf("the whole page lacks %v:\n%s", full.Empty, full.Body)
	}
}

// Lines that end as on Windows stay so, and new ones do too.
func TestLinesEndAsInTheFile(t *testing.T) {
	windows := strings.ReplaceAll(englishBody, "\n", "\r\n")
	s := translation.NewSheet([]byte(italianBody), []byte(windows))
	typed := texts(s)
	if got := s.Join(typed).Body; got != windows {
		t.Errorf("unchanged it is %q", got)
	}
	typed[5] = "Call.\n\nNow."
	if got := s.Join(typed).Body; got != strings.Replace(windows, "Call 0971 415507.", "Call.\r\n\r\nNow.", 1) {
		t.Errorf("changed it is %q", got)
	}
}

// Whatever a file holds, what was opened and is saved is the same text.
func FuzzSheetKeepsWhatWasOpened(f *testing.F) {
	f.Add(italianBody, englishBody)
	f.Add("# a\nb\n===\n> q\n1. x\n   - y\n\n2. z", "a\r\n\r\n- b\n\n\n- c\n```\n# no\n")
	f.Add("x[^1]\n\n[^1]: note\n\nend\n", "| a |\n|---|\n| b |\n<!-- note -->\n[x]: /y\n\nterm\n: meaning\n")
	f.Add("\t- a", "\n \n{{< map >}}\n\n{{% relref \"x\" %}}\n<div>\n\n</div>\n")
	f.Fuzz(func(t *testing.T, italian, translated string) {
		s := translation.NewSheet([]byte(italian), []byte(translated))
		if s.Begun {
			return
		}
		if got := s.Join(texts(s)).Body; got != translated {
			t.Fatalf("%q has become %q", translated, got)
		}
	})
}
