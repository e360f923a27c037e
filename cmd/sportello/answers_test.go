package main

import (
	"io"
	"net/http"
	"os"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"sportello/forms-api/words"
)

// Given addresses that the outermost router tidies by a redirect of its own, the
// answers have the headers of every other answer.
func TestRedirectsHaveTheHeadersOfEveryAnswer(t *testing.T) {
	p := serving(t)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for _, path := range []string{"/desk", "//it/", "/desk//x", "/it/../desk/", "//evil.example/../desk/"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+p.Addr()+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode/100 != 3 || !strings.HasPrefix(answer.Header.Get("Location"), "/") || strings.HasPrefix(answer.Header.Get("Location"), "//") {
			t.Errorf("%s: %s to %q", path, answer.Status, answer.Header.Get("Location"))
		}
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
		} {
			if got := answer.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q", path, name, got)
			}
		}
		if got := answer.Header.Get("Content-Security-Policy"); !strings.Contains(got, "frame-ancestors 'none'") {
			t.Errorf("%s: the policy is %q", path, got)
		}
	}
}

// Given an address that does not exist, the window's title says so in the
// language of the page.
func TestTheTitleOfWhatIsNotThereIsInItsLanguage(t *testing.T) {
	p := serving(t)
	said, err := words.Load(os.DirFS("../../i18n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"it", "en", "ar"} {
		answer, err := http.Get("http://" + p.Addr() + "/" + lang + "/nothing-here/")
		if err != nil {
			t.Fatal(err)
		}
		title := titleOf(t, answer.Body)
		answer.Body.Close()
		want := said.Message(lang, "not-found-title", nil)
		if answer.StatusCode != http.StatusNotFound || want == "" || !strings.HasPrefix(title, want+" – ") {
			t.Errorf("%s: %s, titled %q, not %q", lang, answer.Status, title, want)
		}
	}
}

func titleOf(t *testing.T, page io.Reader) string {
	t.Helper()
	document, err := html.Parse(page)
	if err != nil {
		t.Fatal(err)
	}
	for n := range document.Descendants() {
		if n.Data == "title" && n.FirstChild != nil {
			return n.FirstChild.Data
		}
	}
	return ""
}
