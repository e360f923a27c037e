package words_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/nicksnyder/go-i18n/v2/i18n"

	"sportello/forms-api/words"
)

const italian = `hello = "Ciao {{.Name}}"
bye = "Addio"
days = { one = "{{.Count}} giorno", other = "{{.Count}} giorni" }
stars = { one = "{{.Count}} stella su 5", other = "{{.Count}} stelle su 5" }
`

// reviewed is what is told of a file of a folder that has the Italian too.
func reviewed(t *testing.T, lang, text string) []string {
	t.Helper()
	folder := fstest.MapFS{"it.toml": {Data: []byte(italian)}, lang + ".toml": {Data: []byte(text)}}
	w, err := words.Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	return told(t, w, folder, lang)
}

func told(t *testing.T, w *words.Words, folder fstest.MapFS, lang string) (all []string) {
	t.Helper()
	found, err := w.Review(folder, []string{"it", lang})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		severity := "warning"
		if f.Wrong {
			severity = "error"
		}
		all = append(all, fmt.Sprintf("%s:%d: %s: %s", f.File, f.Line, severity, f.Sentence))
	}
	return all
}

// marked is a good translation, with the hashes that Words says.
func marked(t *testing.T) string {
	t.Helper()
	w := village(t, map[string]string{"it.toml": italian})
	h := w.Hashes()
	return `# French
hello = { hash = "` + h["hello"] + `", other = "Bonjour {{.Name}}" }
bye   = { hash = "` + h["bye"] + `", other = "Adieu" }
days  = { hash = "` + h["days"] + `", one = "{{.Count}} jour", other = "{{.Count}} jours" }
stars = { hash = "` + h["stars"] + `", one = "{{.Count}} étoile sur 5", other = "{{.Count}} étoiles sur 5" }
`
}

func TestWordsThatAreMadeFromTheItalian(t *testing.T) {
	good := marked(t)
	if got := reviewed(t, "fr", good); got != nil {
		t.Fatalf("of good words it is told: %q", got)
	}
	behind := `: warning: the Italian words for "bye" have changed since this was made from them; they are now "Addio": look at both, then run ` + "`sportello check --fix-hash i18n/fr.toml`"
	for _, c := range []struct{ from, to, want string }{
		{`bye   = { hash = "sha1-`, `bye   = { hash = "sha1-0`, "fr.toml:3" + behind},
		{good[strings.Index(good, "bye"):strings.Index(good, "days")], "", `fr.toml:1: error: there are no words for "bye": add them to this file`},
		{`"Adieu"`, `" "`, `fr.toml:3: error: "bye" is empty: write what it says in this language`},
		{`Bonjour {{.Name}}`, `Bonjour {{.Nom}}`, `fr.toml:2: error: "hello" has {{.Nom}} in the form "other", the Italian has {{.Name}}`},
		{`Bonjour {{.Name}}`, `Bonjour`, `fr.toml:2: error: "hello" has no placeholder in the form "other", the Italian has {{.Name}}`},
		{`one = "{{.Count}} jour", `, "", `fr.toml:4: error: "days" lacks the form "one", which this language takes for some numbers: write it (forms: one, other)`},
		{`one = "{{.Count}} jour"`, `one = "un jour"`, ""},
		{`one = "{{.Count}} jour"`, `one = "1 jour"`, `fr.toml:4: error: "days" has the number 1 written into the form "one", which is not said of 1 alone: write {{.Count}}, or no number`},
		{`one = "{{.Count}} étoile`, `one = "٥ étoile`, `fr.toml:5: error: "stars" has the number ٥ written into the form "one", which is not said of 1 alone: write {{.Count}}, or no number`},
		{"# French\n", "more = \"Plus\"\n", `fr.toml:1: warning: "more" is not in it.toml, and nothing says it: take it out`},
		{`hash = "`, `hashed = "`, "-"},
	} {
		if c.want == "-" { // go-i18n's own refusal of a key that it does not know
			if _, err := words.Load(fstest.MapFS{"it.toml": {Data: []byte(strings.Replace(good, c.from, c.to, 1))}}); err == nil {
				t.Error("a slip of the pen in a message's field is read in silence")
			}
			continue
		}
		var want []string
		if c.want != "" {
			want = []string{c.want}
		}
		if diff := cmp.Diff(want, reviewed(t, "fr", strings.Replace(good, c.from, c.to, 1))); diff != "" {
			t.Errorf("%q for %q (-want +got):\n%s", c.to, c.from, diff)
		}
	}
}

func TestWordsWithoutHashAreOneFinding(t *testing.T) {
	got := reviewed(t, "en", "# English\nhello = 'Hello {{.Name}}'\nbye = 'Bye'\ndays = { one = '{{.Count}} day', other = '{{.Count}} days' }\nstars = { one = '{{.Count}} star of 5', other = '{{.Count}} stars of 5' }\n")
	want := []string{`en.toml:3: warning: nobody has noted from which Italian words these were made: "bye", "days", "hello", "stars": run ` + "`sportello check --fix-hash i18n/en.toml` when they say the same"}
	if !slices.Equal(got, want) {
		t.Errorf("told %q, want %q", got, want)
	}
}

// What a town says otherwise needs no hash; with one it is held to it.
func TestATownsOwnWordsNeedNoHash(t *testing.T) {
	program := fstest.MapFS{"it.toml": {Data: []byte(italian)}, "fr.toml": {Data: []byte(marked(t))}}
	town := fstest.MapFS{"it.toml": {Data: []byte("bye = 'Arrivederci'")}, "fr.toml": {Data: []byte("bye = 'Au revoir'\nown = 'x'")}}
	w, err := words.Load(program, town)
	if err != nil {
		t.Fatal(err)
	}
	if got := told(t, w, town, "fr"); got != nil {
		t.Errorf("told %q", got)
	}
	town["fr.toml"].Data = []byte("bye = { hash = 'sha1-0', other = 'Au revoir' }")
	if got := told(t, w, town, "fr"); len(got) != 1 || !strings.Contains(got[0], `they are now "Arrivederci"`) {
		t.Errorf("told %q", got)
	}
}

// The forms that a language takes are CLDR's.
func TestPluralFormsOfTheLanguages(t *testing.T) {
	for lang, want := range map[string]string{
		"en": "one, other", "fr": "one, other", "es": "one, other", "ro": "few, one, other", "sq": "one, other",
		"ar": "few, many, one, other, two, zero", "uk": "few, many, one", "ru": "few, many, one", "zh-hans": "other",
		"bn": "one, other", "pa": "one, other", "ur": "one, other", "fa": "one, other", "ps": "one, other", "ti": "one, other",
		"si": "one, other", "fil": "one, other",
	} {
		got := reviewed(t, lang, "days = { other = '{{.Count}}' }\nhello = '{{.Name}}'\nbye = 'x'\nstars = '{{.Count}} 5'")
		var lacks []string
		for _, form := range strings.Split(want, ", ") {
			if form != "other" {
				lacks = append(lacks, form)
			}
		}
		for _, form := range lacks {
			if !slices.ContainsFunc(got, func(s string) bool {
				return strings.Contains(s, `"days" lacks the form "`+form+`"`) && strings.Contains(s, "(forms: "+want+")")
			}) {
				t.Errorf("%s does not want %q of %q: %q", lang, form, want, got)
			}
		}
	}
}

// The hash is that of goi18n, SHA-1 of the description and of the form "other"; of a
// message with plural forms it names "one" too.
func TestAHashIsTheOneThatGoi18nWrites(t *testing.T) {
	for _, c := range []struct{ one, want string }{
		{"", "sha1-e0684e0c85128ddf7410c8ac1b1486e225f1f29d"},
		{"x", "sha1-e34c7ee79fc87b4be1e504be48b36f746c26c356"},
	} {
		m := &i18n.Message{Description: "Saluto di chi arriva", One: c.one, Other: "Ciao"}
		if got := words.Hash(m); got != c.want {
			t.Errorf("with %q for one the hash is %s, want %s", c.one, got, c.want)
		}
	}
}

// Given Italian words that change for one thing alone, their translations are behind;
// those that goi18n's merge has marked count as made from them either way.
func TestAnEditOfOneAloneIsNoticed(t *testing.T) {
	edited := strings.Replace(italian, "{{.Count}} giorno\"", "un giorno\"", 1)
	if edited == italian {
		t.Fatal("there is no such form to change")
	}
	for _, c := range []struct {
		hash string
		want int
	}{{words.Hash(&i18n.Message{One: "{{.Count}} giorno", Other: "{{.Count}} giorni"}), 1}, {words.Hash(&i18n.Message{Other: "{{.Count}} giorni"}), 0}} {
		folder := fstest.MapFS{
			"it.toml": {Data: []byte(edited)},
			"fr.toml": {Data: []byte("days = { hash = '" + c.hash + "', one = '{{.Count}} jour', other = '{{.Count}} jours' }\n")},
		}
		w, err := words.Load(folder)
		if err != nil {
			t.Fatal(err)
		}
		behind := 0
		for _, sentence := range told(t, w, folder, "fr") {
			if strings.Contains(sentence, `words for "days" have changed`) {
				behind++
			}
		}
		if behind != c.want {
			t.Errorf("with %s it is told %d times, want %d", c.hash, behind, c.want)
		}
	}
}
