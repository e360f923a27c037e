package translation_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"

	"sportello/forms-api/translation"
)

const (
	first  = "3f0c9a71e2b45d88"
	second = "91d2000000000000"
)

// Only what the stamp says changes; the rest of the file stays byte for byte.
func TestStamping(t *testing.T) {
	mark := "[translation]\nof   = \"" + second + "\"\non   = 2026-11-23\nby   = \"human\"\n"
	for name, c := range map[string]struct {
		file, want string
		by         translation.By
	}{
		"a page without a mark": {
			"+++\ntitle = \"Desk\" # +++\n\n[params]\nx = 1\n+++\n\n+++ Text\n", "+++\ntitle = \"Desk\" # +++\n\n[params]\nx = 1\n\n" + mark + "+++\n\n+++ Text\n", translation.Human,
		},
		"an empty front matter":       {"+++\n+++\n", "+++\n" + mark + "+++\n", translation.Human},
		"a blank line before the end": {"+++\ntitle = 'x'\n\n+++", "+++\ntitle = 'x'\n\n" + mark + "+++", translation.Human},
		"lines that end as on Windows": {
			"\uFEFF+++\r\ntitle = 'x'\r\n+++\r\nText", "\uFEFF+++\r\ntitle = 'x'\r\n\r\n" + strings.ReplaceAll(mark, "\n", "\r\n") + "+++\r\nText", translation.Human,
		},
		"a mark brought up to date": {
			"+++\ntitle = 'x'\n[translation]   # by hand\n  of          = '" + first + "'   # was\nreviewed_by = \"Z\"\non = 2026-11-22\nby          = \"machine\"\nreviewed = 2026-11-22\n\n[params]\nof = 1\n+++\n",
			"+++\ntitle = 'x'\n[translation]   # by hand\n  of          = \"" + second + "\"   # was\nreviewed_by = \"Z\"\non = 2026-11-23\nby          = \"machine\"\nreviewed = 2026-11-22\n\n[params]\nof = 1\n+++\n", "",
		},
		"a mark that lacks a key": {
			"+++\n[translation]\nof = \"" + first + "\"\nby = \"human\"\n+++\n", "+++\n[translation]\non = 2026-11-23\nof = \"" + second + "\"\nby = \"human\"\n+++\n", "",
		},
		"nothing new": {"+++\n" + mark + "+++\n", "+++\n" + mark + "+++\n", translation.Human},
	} {
		got, err := translation.Stamp([]byte(c.file), second, "2026-11-23", c.by)
		if diff := cmp.Diff(c.want, string(got)); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, diff)
		}
	}
}

func TestWhatCannotBeStampedIsRefused(t *testing.T) {
	if got, err := translation.Stamp([]byte("+++\ntitle: x\n+++\n"), first, "2026-11-23", translation.Human); err == nil {
		t.Errorf("what is no TOML is stamped: %q", got)
	}
	for file, want := range map[string]error{
		"":                      translation.ErrNoFrontMatter,
		"title: x\n":            translation.ErrNoFrontMatter,
		"+++\ntitle = 'x'\n":    translation.ErrNoFrontMatter,
		"+++\ntitle='x'\n+++\n": translation.ErrByWhom,
		"+++\n[translation]\nof = '" + first + "'\n+++\n":            translation.ErrByWhom,
		"+++\ntranslation = { of = 'x', by = 'human' }\n+++\n":       translation.ErrForm,
		"+++\ntranslation.of = 'x'\ntranslation.by = 'human'\n+++\n": translation.ErrForm,
	} {
		if got, err := translation.Stamp([]byte(file), first, "2026-11-23", ""); !errors.Is(err, want) {
			t.Errorf("%q is stamped: %q, %v", file, got, err)
		}
	}
}

func TestAMinorEditIsNotedBehindTheOthers(t *testing.T) {
	file := "+++\ntitle = 'x'\n\n[[minor]]\nfrom = \"" + first + "\"\nto   = \"" + second + "\"\n+++\nTesto\n"
	got, err := translation.AddMinor([]byte(file), translation.Minor{From: second, To: first})
	want := strings.Replace(file, "\n+++\nTesto", "\n\n[[minor]]\nfrom = \""+second+"\"\nto   = \""+first+"\"\n+++\nTesto", 1)
	if diff := cmp.Diff(want, string(got)); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestStampingWords(t *testing.T) {
	const file = `# Words
home       = "Home"      # a comment
'quoted'   = 'It''s'
people     = { one = "{{.Count}} person", other = "{{.Count}} people" }
stale      = {hash="sha1-0", other="x"}
own        = "mine"
empty      = {}
[long]
other = """
two
lines"""
`
	file1 := strings.Replace(file, "'It''s'", "'It is'", 1)
	hashes := map[string]string{"home": "sha1-1", "quoted": "sha1-2", "people": "sha1-3", "stale": "sha1-4", "empty": "sha1-5", "long": "sha1-6", "absent": "sha1-7"}
	got := string(translation.StampWords([]byte(file1), hashes))
	want := strings.NewReplacer(
		`"Home" `, `{ hash = "sha1-1", other = "Home" } `,
		`'It is'`, `{ hash = "sha1-2", other = 'It is' }`,
		`{ one`, `{ hash = "sha1-3", one`,
		`sha1-0`, `sha1-4`,
		"[long]\n", "[long]\nhash = \"sha1-6\"\n",
	).Replace(file1)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if again := string(translation.StampWords([]byte(got), hashes)); again != got {
		t.Errorf("stamping again changes\n%s", again)
	}
	if err := toml.Unmarshal([]byte(got), &map[string]any{}); err != nil {
		t.Error(err)
	}
}

func FuzzStamp(f *testing.F) {
	f.Add([]byte("+++\ntitle = 'x'\n[translation]\nof = 'a' # x\n+++\nText"))
	f.Add([]byte("+++\n[a]\nx = { y = [1,\n2] }\n+++\n"))
	f.Add([]byte("\uFEFF+++\r\n'translation' = 1\r\n+++"))
	f.Fuzz(func(t *testing.T, file []byte) {
		got, err := translation.Stamp(file, first, "2026-11-23", translation.Machine)
		if err != nil {
			return
		}
		front := func(file []byte) string {
			lines := strings.SplitAfter(string(file), "\n")
			end := slices.IndexFunc(lines[1:], func(l string) bool { return strings.TrimRight(l, " \t\r\n") == "+++" })
			return strings.Join(lines[1:1+end], "")
		}
		var said struct{ Translation struct{ Of string } }
		if err := toml.Unmarshal([]byte(front(got)), &said); err != nil || said.Translation.Of != first {
			t.Fatalf("%q has become %q: %v", file, got, err)
		}
		if again, err := translation.Stamp(got, first, "2026-11-23", translation.Machine); err != nil || string(again) != string(got) {
			t.Fatalf("stamping again changes %q into %q", got, again)
		}
	})
}
