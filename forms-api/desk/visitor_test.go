package desk_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	formsapi "sportello/forms-api"
)

// A visitor is a browser at the desk: it keeps cookies and follows nothing by itself.
type visitor struct {
	t      *testing.T
	home   string
	client *http.Client
	header http.Header // sent with every request
}

// A page is an answer as it came.
type page struct {
	t        *testing.T
	status   int
	header   http.Header
	body     string
	document *html.Node
}

func (h *help) visitor() *visitor {
	h.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		h.t.Fatal(err)
	}
	client := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return &visitor{t: h.t, home: h.server.URL, client: client, header: http.Header{"Accept-Language": {"en"}}}
}

// signedIn is a visitor who has signed in.
func (h *help) signedIn(s formsapi.Staff) *visitor {
	h.t.Helper()
	v := h.visitor()
	p := v.post("/desk/sign-in", "email", s.Email, "password", password).is(http.StatusSeeOther)
	if strings.HasPrefix(p.header.Get("Location"), "/desk/sign-in/code") {
		v.post("/desk/sign-in/code", "code", h.recoveryCode(s)).is(http.StatusSeeOther)
	}
	return v
}

// mailbox is the e-mail of a colleague.
func mailbox(name string) string {
	return strings.ToLower(strings.ReplaceAll(name, " ", ".")) + "@example.org"
}

func (v *visitor) get(path string) *page {
	v.t.Helper()
	return v.send(http.MethodGet, path, nil)
}

// post sends a form of names and values.
func (v *visitor) post(path string, form ...string) *page {
	v.t.Helper()
	return v.send(http.MethodPost, path, formOf(form...))
}

// formOf is a form of names and values, one after the other.
func formOf(form ...string) url.Values {
	values := url.Values{}
	for i := 0; i+1 < len(form); i += 2 {
		values.Add(form[i], form[i+1])
	}
	return values
}

func (v *visitor) send(method, path string, form url.Values) *page {
	v.t.Helper()
	return v.sendRaw(method, path, form.Encode())
}

// sendRaw sends what stands for a form, also if it is none.
func (v *visitor) sendRaw(method, path, body string) *page {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), method, v.home+path, strings.NewReader(body))
	if err != nil {
		v.t.Fatal(err)
	}
	for name, values := range v.header {
		r.Header[name] = values
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	answer, err := v.client.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer answer.Body.Close()
	read, err := io.ReadAll(answer.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	document, err := html.Parse(strings.NewReader(string(read)))
	if err != nil {
		v.t.Fatal(err)
	}
	return &page{t: v.t, status: answer.StatusCode, header: answer.Header, body: string(read), document: document}
}

// follow goes where a redirect leads.
func (v *visitor) follow(p *page) *page {
	v.t.Helper()
	p.is(http.StatusSeeOther)
	return v.get(p.header.Get("Location"))
}

func (p *page) is(status int) *page {
	p.t.Helper()
	if p.status != status {
		p.t.Fatalf("the answer is %d, not %d: %s", p.status, status, brief(p.text("main")))
	}
	return p
}

func (p *page) leadsTo(path string) *page {
	p.t.Helper()
	p.is(http.StatusSeeOther)
	if got := p.header.Get("Location"); got != path {
		p.t.Errorf("it leads to %s, not to %s", got, path)
	}
	return p
}

func (p *page) all(selector string) []*html.Node {
	p.t.Helper()
	return cascadia.QueryAll(p.document, cascadia.MustCompile(selector))
}

// text is what stands in the elements that a selector finds, spaces folded.
func (p *page) text(selector string) string {
	p.t.Helper()
	var words []string
	for _, n := range p.all(selector) {
		words = append(words, strings.Fields(textOf(n))...)
	}
	return strings.Join(words, " ")
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for child := range n.ChildNodes() {
		b.WriteString(textOf(child))
	}
	if inline[n.Data] {
		return b.String()
	}
	return " " + b.String() + " "
}

// inline elements do not part words.
var inline = map[string]bool{"a": true, "b": true, "bdi": true, "code": true, "span": true, "time": true}

// attr is an attribute of the one element that a selector finds.
func (p *page) attr(selector, name string) string {
	p.t.Helper()
	found := p.all(selector)
	if len(found) != 1 {
		p.t.Fatalf("%d elements are %s, not one, in: %s", len(found), selector, brief(p.text("main")))
	}
	return attrOf(found[0], name)
}

func attrOf(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func (p *page) says(selector, want string) *page {
	p.t.Helper()
	if got := p.text(selector); !strings.Contains(got, want) {
		p.t.Errorf("%s says %q, without %q", selector, brief(got), brief(want))
	}
	return p
}

// brief is the beginning of what a failure shows: a page can hold a megabyte.
func brief(text string) string { return fmt.Sprintf("%.300s", text) }

func (p *page) has(selector string, times int) *page {
	p.t.Helper()
	if got := len(p.all(selector)); got != times {
		p.t.Errorf("%s is there %d times, not %d", selector, got, times)
	}
	return p
}

// lacks makes sure that a text is nowhere in the answer.
func (p *page) lacks(text string) *page {
	p.t.Helper()
	if strings.Contains(p.body, text) {
		p.t.Errorf("the page says %q", brief(text))
	}
	return p
}
