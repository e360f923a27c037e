package translation_test

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"sportello/forms-api/translation"
)

// potenza is a page with everything that a page may have.
const potenza = `## Cosa trovi qui {#find}

Lo sportello aiuta le persone *immigrate* a usare i servizi della città.
Chiama lo 0971 415507, dalle 8:30.

- Un operatore ti ascolta.
- Vai alla pagina sugli [interpreti]({{% relref "/services/interpreting" %}}).

### La prima visita

1. L’operatore ti fa alcune domande.
2. Poi risponde.

| giorno | ore |
|--------|-----|
| lunedì | 9:00 |
`

func page(body string) translation.Text {
	return translation.Text{Language: "it", Title: "Sportello", Description: "Ti ascolta.", AnsweredBy: "Un operatore", Body: []byte(body)}
}

func edited(from, to string) translation.Text {
	if !strings.Contains(potenza, from) {
		panic(from)
	}
	return page(strings.Replace(potenza, from, to, 1))
}

func TestTheSameTextHasTheSameDigest(t *testing.T) {
	want := page(potenza).Digest()
	for name, same := range map[string]translation.Text{
		"other lines":                  edited("Lo sportello aiuta le persone *immigrate* a", "Lo sportello\naiuta le persone\n*immigrate* a"),
		"one line":                     edited("città.\nChiama", "città. Chiama"),
		"another bullet":               page(strings.ReplaceAll(potenza, "\n- ", "\n* ")),
		"another bracket":              page(strings.NewReplacer("1. ", "1) ", "2. ", "2) ").Replace(potenza)),
		"items apart":                  edited("ascolta.\n- Vai", "ascolta.\n\n- Vai"),
		"another star":                 edited("*immigrate*", "_immigrate_"),
		"blanks at the end":            edited("città.\n", "città. \n"),
		"a line break of Markdown":     edited("città.\n", "città.  \n"),
		"blank lines":                  page("\n\n" + strings.ReplaceAll(potenza, "\n\n", "\n\n\n") + "\n\n"),
		"lines that end as on Windows": page(strings.ReplaceAll(potenza, "\n", "\r\n")),
		"a space that does not break":  edited("0971 415507", "0971\u00a0415507"),
		"accents in two letters":       page(norm.NFD.String(potenza)),
		"an entity":                    edited("città", "citt&agrave;"),
		"a backslash":                  edited("0971 415507,", "0971 415507\\,"),
		"other blanks in a shortcode":  edited(`{{% relref "/services/interpreting" %}}`, `{{%  relref  "/services/interpreting"%}}`),
		"a note to editors":            page("<!-- chiedere a Maria -->\n\n" + potenza),
		"a wider table":                edited("| lunedì | 9:00 |", "| lunedì     |   9:00 |"),
		"a title with more blanks":     func() translation.Text { p := page(potenza); p.Title = " Sportello\n"; return p }(),
	} {
		if got := same.Digest(); got != want {
			t.Errorf("with %s it is %s, want %s", name, got, want)
		}
	}
}

func TestAnotherTextHasAnotherDigest(t *testing.T) {
	seen := map[string]string{page(potenza).Digest(): "the page"}
	others := map[string]translation.Text{
		"another word":        edited("città", "zona"),
		"a word less":         edited("alcune ", ""),
		"words as one":        edited("ti ascolta", "tiascolta"),
		"another number":      edited("415507", "415508"),
		"another time":        edited("8:30", "8:31"),
		"another link":        edited("/services/interpreting", "/services/mediation"),
		"no link":             edited(`[interpreti]({{% relref "/services/interpreting" %}})`, "interpreti"),
		"another level":       edited("### La prima", "## La prima"),
		"another id":          edited("{#find}", "{#found}"),
		"no heading":          edited("### La prima visita\n", "La prima visita\n"),
		"no emphasis":         edited("*immigrate*", "immigrate"),
		"more emphasis":       edited("*immigrate*", "**immigrate**"),
		"another list":        page(strings.NewReplacer("1. ", "- ", "2. ", "- ").Replace(potenza)),
		"an item within one":  edited("\n2. Poi", "\n   1. Poi"),
		"two paragraphs":      edited("città.\n", "città.\n\n"),
		"a picture":           page(potenza + "\n![Una mappa](map.png)\n"),
		"another title":       func() translation.Text { p := page(potenza); p.Title = "Sportelli"; return p }(),
		"another description": func() translation.Text { p := page(potenza); p.Description = "Ti aiuta."; return p }(),
		"nobody who answers":  func() translation.Text { p := page(potenza); p.AnsweredBy = ""; return p }(),
	}
	for name, other := range others {
		got := other.Digest()
		if twin, twice := seen[got]; twice {
			t.Errorf("with %s it is the same as %s: %s", name, twin, got)
		}
		seen[got] = name
	}
}

// Files hold digests for years. If this fails, mend the code, not the test: every
// translation of every town would be behind.
func TestDigestIsForever(t *testing.T) {
	if got, want := page(potenza).Digest(), "2d3ea6038a562f5d"; got != want {
		t.Errorf("the digest is %s, want %s", got, want)
	}
	for body, want := range map[string]string{
		"Chiama.\n\n<div>\nil 1522":             "e1e01efa3bae0feb",
		"Chiama.\n\n```\n1522":                  "3da96c81a9acd404",
		"Chiama.\n\n<pre>\nil\n1522</pre>":      "57d47727b65bf47c",
		"Chiama.\n\n<pre>\nil\n1523</pre>":      "d7d72928161f0ac8",
		"Chiama.\n\n<pre>1522</pre>\n\nSubito.": "9b9d1af7a0c0af02",
	} {
		for _, end := range []string{"", "\n", "\r\n", "\n\n"} {
			if got := page(body + end).Digest(); got != want {
				t.Errorf("the digest of %q is %s, want %s", body+end, got, want)
			}
		}
	}
	if !translation.IsDigest(page("").Digest()) || translation.IsDigest("E0FD5A2D8A6BA8A1") || translation.IsDigest("") {
		t.Error("digests are not told by their form")
	}
}

func FuzzDigest(f *testing.F) {
	f.Add("Titolo", potenza)
	f.Add("", "<!-- x")
	f.Add("\x01\x02", "[^1]\n\n[^1]: nota\n\ntermine\n: definizione\n\n- [ ] x\n\n```go\nx\n```\n\n{{< map \"a b\" >}}")
	f.Fuzz(func(t *testing.T, title, body string) {
		text := translation.Text{Title: title, Body: []byte(body)}
		first := text.Digest()
		if !translation.IsDigest(first) || first != text.Digest() {
			t.Fatalf("the digest is %q", first)
		}
		if text.Body = []byte(body + "\n\n"); text.Digest() != first {
			t.Fatal("blank lines at the end make another text")
		}
	})
}
