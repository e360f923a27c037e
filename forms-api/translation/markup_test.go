package translation_test

import (
	"testing"

	"sportello/forms-api/translation"
)

// HTML and shortcodes that the Italian page does not have are errors, wherever they
// stand; a note to editors is neither.
func TestMarkupThatTheItalianPageLacksIsAnError(t *testing.T) {
	for body, want := range map[string]string{
		"Text <script>alert(1)</script>\n":                   "html",
		"<script>\nalert(1)\n</script>\n":                    "html",
		"<IMG src=x onerror=alert(1)>\n":                     "html",
		"<!-- a note --><script>alert(1)</script>\n":         "html",
		"<!-- a note\nof two --><script>alert(1)</script>\n": "html",
		"Text <!-- a note --><b>x</b>\n":                     "html",
		"<!-- that nobody ends\n\nText\n":                    "html",
		"Text {{< figure src=\"x\" >}}\n":                    "shortcode",
		"Text {{% \n":                                        "shortcode",
		"<!-- a note -->\n":                                  "",
		"<!-- a note\nof two lines -->\n\nText\n":            "",
		"Text <!-- a note --> text\n":                        "",
		"5 < 7, a <3\n":                                      "",
		"[x]({{% relref \"offices\" %}})\n":                  "",
	} {
		italian := translation.Text{Language: "it", Title: "Uno", Body: []byte("Testo\n")}
		if want == "" {
			italian.Body = []byte(body)
		}
		text := translation.Text{Language: "en", Title: "One", Body: []byte(body)}
		if got := markupFound(italian, text); got != want {
			t.Errorf("%q: found %q, want %q", body, got, want)
		}
	}
	for title, want := range map[string]string{"<b>One</b>": "html", "One</title>": "html", "1 < 2, <3": ""} {
		found := markupFound(translation.Text{Language: "it", Title: "1 2 3"}, translation.Text{Language: "en", Title: title})
		if found != want {
			t.Errorf("the title %q: found %q, want %q", title, found, want)
		}
	}
}

// markupFound is the kind of the first error of markup.
func markupFound(italian, translated translation.Text) string {
	for _, d := range translation.Compare(italian, translated) {
		if d.Severity == translation.Error && (d.Kind == "html" || d.Kind == "shortcode") {
			return d.Kind
		}
	}
	return ""
}
