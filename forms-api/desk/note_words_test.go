package desk

import (
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Given Markdown of a note, it is shown with lists, emphasis and links; HTML is text,
// an image is what it shows, and a link that leads elsewhere is its words.
func TestNotesAreMarkdownWithoutHTML(t *testing.T) {
	for note, want := range map[string]string{
		"one\ntwo":                           "<p>one<br>\ntwo</p>\n",
		"**b** *i* `c`":                      "<p><strong>b</strong> <em>i</em> <code>c</code></p>\n",
		"# no heading":                       "<p># no heading</p>\n",
		"<b>x</b> <script>alert(1)</script>": "<p>&lt;b&gt;x&lt;/b&gt; &lt;script&gt;alert(1)&lt;/script&gt;</p>\n",
		"<div onclick=x>\n\ny":               "<p>&lt;div onclick=x&gt;</p>\n<p>y</p>\n",
		"[map](https://example.org/a?b=c)":   "<p><a href=\"https://example.org/a?b=c\" rel=\"noreferrer\">map</a></p>\n",
		"[call](tel:+39333)":                 "<p><a href=\"tel:+39333\" rel=\"noreferrer\">call</a></p>\n",
		"[x](javascript:alert(1)) y":         "<p>x y</p>\n",
		"[x](JaVaScRiPt:alert)":              "<p>x</p>\n",
		"[x](data:text/html,y)":              "<p>x</p>\n",
		"[x](/desk/staff)":                   "<p>x</p>\n",
		"[x](//evil.example)":                "<p>x</p>\n",
		"![a picture](https://x.org/p.png)":  "<p>a picture</p>\n",
		"[![p](https://x.org/p)](vbscript:)": "<p>p</p>\n",
		"<https://example.org>":              "<p><a href=\"https://example.org\">https://example.org</a></p>\n",
		"<ftp://example.org/x>":              "<p>ftp://example.org/x</p>\n",
		"[r]\n\n[r]: javascript:alert(1)":    "<p>r</p>\n",
	} {
		if got := string(noteHTML(note)); strings.ReplaceAll(got, "<br />", "<br>") != want {
			t.Errorf("%q is shown as %q, not %q", note, got, want)
		}
	}
}

// Given any note at all, no element or attribute is on the page but these.
func FuzzNotes(f *testing.F) {
	for _, seed := range []string{"[a](java\nscript:x)", "<a href=x onclick=y>", "![<img src=x>](https://x)", "- [x](https://a \"t' onx=y\")", "```<b>\nx\n```", "0[0](https://\")"} {
		f.Add(seed)
	}
	allowed := map[string]string{
		"p": "", "br": "", "strong": "", "em": "", "code": "class", "pre": "", "ul": "", "ol": "start", "li": "", "blockquote": "", "hr": "", "a": "href rel title",
	}
	schemes := regexp.MustCompile(`(?i)^(https?|mailto|tel):`)
	f.Fuzz(func(t *testing.T, note string) {
		tokens := html.NewTokenizer(strings.NewReader(string(noteHTML(note))))
		for kind := tokens.Next(); kind != html.ErrorToken; kind = tokens.Next() {
			token := tokens.Token()
			if kind == html.TextToken || kind == html.EndTagToken {
				continue
			}
			attributes, known := allowed[token.Data]
			if !known || kind == html.CommentToken {
				t.Fatalf("%q has %s", note, token)
			}
			for _, a := range token.Attr {
				if !strings.Contains(" "+attributes+" ", " "+a.Key+" ") || a.Key == "href" && !schemes.MatchString(a.Val) {
					t.Fatalf("%q has %s", note, token)
				}
			}
		}
	})
}
