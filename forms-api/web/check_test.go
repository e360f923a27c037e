package web_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// An answer is what came back, read whole.
type answer struct {
	*http.Response
	body string
	page *html.Node
}

func (s *service) do(t *testing.T, r *http.Request) answer {
	t.Helper()
	response, err := s.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	page, err := html.Parse(strings.NewReader(string(body)))
	if err != nil {
		t.Fatal(err)
	}
	if !s.contrived {
		described(t, r, response, body)
	}
	return answer{response, string(body), page}
}

// ask makes a request; headers are name, value, name, value.
func (s *service) ask(t *testing.T, method, at, body string, headers ...string) answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.URL+at, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return s.do(t, r)
}

func (s *service) get(t *testing.T, at string, headers ...string) answer {
	t.Helper()
	return s.ask(t, "GET", at, "", headers...)
}

func (s *service) postForm(t *testing.T, at string, form url.Values, headers ...string) answer {
	t.Helper()
	headers = append([]string{"Content-Type", "application/x-www-form-urlencoded"}, headers...)
	return s.ask(t, "POST", at, form.Encode(), headers...)
}

func (s *service) postJSON(t *testing.T, at, body string, headers ...string) answer {
	t.Helper()
	return s.ask(t, "POST", at, body, append([]string{"Content-Type", "application/json"}, headers...)...)
}

// A check looks at one thing of a page and says what is wrong with it.
type check func(page *html.Node) string

func (a answer) must(t *testing.T, status int, checks ...check) {
	t.Helper()
	if a.StatusCode != status {
		t.Errorf("the status is %d, want %d; the body is\n%s", a.StatusCode, status, a.body)
	}
	for _, c := range checks {
		if wrong := c(a.page); wrong != "" {
			t.Error(wrong)
		}
	}
}

// in finds an element and tries the checks on it.
func in(selector string, checks ...check) check {
	return func(page *html.Node) string {
		n := cascadia.Query(page, cascadia.MustCompile(selector))
		if n == nil {
			return "there is no " + selector
		}
		for _, c := range checks {
			if wrong := c(n); wrong != "" {
				return selector + ": " + wrong
			}
		}
		return ""
	}
}

func no(selector string) check {
	return func(page *html.Node) string {
		if cascadia.Query(page, cascadia.MustCompile(selector)) != nil {
			return "there is a " + selector
		}
		return ""
	}
}

func hasText(want string) check {
	return func(n *html.Node) string {
		if got := text(n); got != want {
			return "the text is " + got + ", want " + want
		}
		return ""
	}
}

func hasAttr(name, want string) check {
	return func(n *html.Node) string {
		for _, a := range n.Attr {
			if a.Key == name {
				if a.Val != want {
					return name + " is " + a.Val + ", want " + want
				}
				return ""
			}
		}
		return "it has no " + name
	}
}

func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.TrimSpace(b.String())
}

// A problem is RFC 9457 as the contract has it.
type problem struct {
	Type, Title, Detail string
	Status              int
	Errors              []struct{ Field, Key, Message string }
	Alternatives        []string
}

// mustRefuse checks a problem: its status, and field: key of each error.
func (a answer) mustRefuse(t *testing.T, status int, errors ...string) problem {
	t.Helper()
	var p problem
	if err := json.Unmarshal([]byte(a.body), &p); err != nil {
		t.Fatalf("the answer %s is no problem: %v", a.body, err)
	}
	if kind := a.Header.Get("Content-Type"); kind != "application/problem+json" {
		t.Errorf("the media type is %s", kind)
	}
	if a.StatusCode != status || p.Status != status || p.Type == "" || p.Title == "" {
		t.Errorf("the status is %d, the problem %+v, want %d", a.StatusCode, p, status)
	}
	var got []string
	for _, e := range p.Errors {
		got = append(got, e.Field+": "+e.Key)
		if e.Message == "" || strings.HasPrefix(e.Message, "[") {
			t.Errorf("%s has the message %q", e.Field, e.Message)
		}
	}
	if strings.Join(got, "; ") != strings.Join(errors, "; ") {
		t.Errorf("the errors are %v, want %v", got, errors)
	}
	return p
}
