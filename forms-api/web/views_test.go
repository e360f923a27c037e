package web_test

import (
	"fmt"
	"net/http"
	"slices"
	"sync"
	"testing"

	"sportello/forms-api/web"
)

// tally is what was counted, as "it /offices/potenza".
type tally struct {
	mu   sync.Mutex
	seen []string
}

func (c *tally) Viewed(page, language string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seen = append(c.seen, language+" "+page)
}

// since is what was counted since it was asked last.
func (c *tally) since() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	seen := c.seen
	c.seen = nil
	return seen
}

// countedSite is a site whose views are counted, and a way to ask it: of an answer,
// the header and status.
func countedSite(t *testing.T) (*tally, func(method, path string, header ...string) *http.Response) {
	t.Helper()
	counted := &tally{}
	s := begin(t, func(c *web.Config) { c.Views = counted })
	client := *s.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return counted, func(method, path string, header ...string) *http.Response {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		answer, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		return answer
	}
}

// Given requests that show somebody a page, each counts, by the page's path and
// language alone.
func TestWhatCountsAsAView(t *testing.T) {
	counted, ask := countedSite(t)
	whole := ask("GET", "/it/")
	counted.since()
	for name, c := range map[string]struct {
		path   string
		header []string
		status int
		want   string
	}{
		"whole":               {"/it/", nil, 200, "it /"},
		"as a browser asks":   {"/ar/offices/potenza/", []string{"Sec-Fetch-Mode", "navigate", "Cookie", "who=me"}, 200, "ar /offices/potenza"},
		"unchanged":           {"/it/", []string{"If-None-Match", whole.Header.Get("ETag")}, 304, "it /"},
		"a form":              {"/it/appointments/new/", nil, 200, "it /appointments/new"},
		"a form, from a page": {"/it/appointments/new/?office=potenza", []string{"Referer", "https://help.example.org/it/offices/potenza/"}, 200, "it /appointments/new"},
		"from elsewhere":      {"/it/?fbclid=abc", []string{"Referer", "https://social.example.org/"}, 200, "it /"},
		"again":               {"/it/", []string{"Referer", "https://help.example.org/it/"}, 200, "it /"},
		"a search":            {"/it/search/?q=casa", nil, 200, "it /search"},
	} {
		answer := ask("GET", c.path, c.header...)
		if got := counted.since(); answer.StatusCode != c.status || !slices.Equal(got, []string{c.want}) {
			t.Errorf("%s: answered %d, and counted %q, want %q", name, answer.StatusCode, got, c.want)
		}
	}
}

// Given requests that show nobody a page, or one that is open already, none counts.
func TestWhatIsNoView(t *testing.T) {
	counted, ask := countedSite(t)
	for name, c := range map[string]struct {
		method, path string
		header       []string
	}{
		"only its head":           {"HEAD", "/it/", nil},
		"a form that is sent":     {"POST", "/api/feedback", nil},
		"a prefetch":              {"GET", "/it/", []string{"Sec-Purpose", "prefetch;prerender"}},
		"an older prefetch":       {"GET", "/it/", []string{"Purpose", "prefetch"}},
		"an older prefetch still": {"GET", "/it/", []string{"X-Moz", "prefetch"}},
		"a script's":              {"GET", "/it/", []string{"Sec-Fetch-Mode", "cors"}},
		"a part":                  {"GET", "/it/", []string{"Range", "bytes=0-9"}},
		"a step of a form":        {"GET", "/it/appointments/new/?office=potenza", []string{"Referer", "https://help.example.org/it/appointments/new/"}},
		"a search of the search":  {"GET", "/it/search/?q=casa", []string{"Referer", "https://help.example.org/it/search/"}},
		"no page":                 {"GET", "/it/nowhere/", nil},
		"a redirect":              {"GET", "/it/offices/potenza", nil},
		"the choice of language":  {"GET", "/", nil},
		"the page for requests":   {"GET", "/it/appointments/request/", nil},
		"a request's own page":    {"GET", "/it/appointments/K7QF-2M9X-4TBD/", nil},
		"for programs":            {"GET", "/api/slots", nil},
		"for robots":              {"GET", "/robots.txt", nil},
		"what a worker saves":     {"GET", "/it/offline.json", nil},
		"for who watches over it": {"GET", "/healthz", nil},
		"the desk, if asked here": {"GET", "/desk/", nil},
	} {
		answer := ask(c.method, c.path, c.header...)
		if got := counted.since(); len(got) > 0 {
			t.Errorf("%s: answered %d, and counted %q", name, answer.StatusCode, got)
		}
	}
}

// Given any number of invented addresses, nothing is counted, so that nobody can
// fill the memory with them.
func TestInventedAddressesAreNotCounted(t *testing.T) {
	counted, ask := countedSite(t)
	for n := range 200 {
		for _, path := range []string{"/it/%d/", "/it/offices/%d/", "/x%d/", "/it/offices/potenza/%d/", "/it/appointments/%d/", "/it//%d/../"} {
			ask("GET", fmt.Sprintf(path, n))
		}
		ask("GET", fmt.Sprintf("/it/?n=%d", n)) // one page, however it is asked
	}
	got := counted.since()
	slices.Sort(got)
	if got = slices.Compact(got); !slices.Equal(got, []string{"it /"}) {
		t.Errorf("counted %q, want only the page that exists", got)
	}
}
