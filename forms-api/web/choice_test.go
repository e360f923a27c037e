package web_test

import (
	"strings"
	"testing"
)

// choicePage is the page at / as Hugo builds it.
const choicePage = `<!doctype html><html lang="it" data-revision="abc"><title>Italiano · English</title><ul class="choice-list">` +
	`<li><a href="/it/" lang="it">Italiano</a></li><li><a href="/en/" lang="en">English</a></li><li><a href="/ar/" lang="ar">العربية</a></li></ul></html>`

// Given what a browser prefers, those languages stand first, in its order; all the
// others follow as they were, and nobody is sent on.
func TestTheChoiceBeginsWithTheBrowsersLanguages(t *testing.T) {
	s := begin(t)
	write(t, s.site, "index.html", []byte(choicePage))
	for header, want := range map[string]string{
		"":                          "it en ar",
		"ar":                        "ar it en",
		"ar-MA, en;q=0.5":           "ar en it",
		"en;q=0.4, ar;q=0.9":        "ar en it",
		"de, fr":                    "it en ar",
		"tlh, *;q=0.1":              "it en ar",
		"\xff;;q":                   "it en ar",
		"en, en-GB, ar, it, ar, en": "en ar it",
	} {
		a := s.get(t, "/", "Accept-Language", header)
		a.must(t, 200, in("html[data-revision=abc]"))
		order := ""
		for _, part := range strings.Split(a.body, ` lang="`)[2:] {
			order += part[:2] + " "
		}
		if strings.TrimSpace(order) != want {
			t.Errorf("%q is answered with %s, want %s", header, order, want)
		}
		if vary := strings.Join(a.Header.Values("Vary"), ", "); !strings.Contains(vary, "Accept-Language") || !strings.Contains(vary, "Accept-Encoding") && header == "ar" {
			t.Errorf("%q: Vary is %q", header, vary)
		}
		if a.Header.Get("Set-Cookie") != "" {
			t.Errorf("%q sets a cookie", header)
		}
	}
}
