package desk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sportello/forms-api/desk"
)

// asked are the names under which addresses of the desk ask for something.
var asked = []string{
	"after", "as", "at", "before", "date", "from", "language", "name", "next", "of", "office", "path", "people", "request", "search", "service", "since",
	"sort", "state", "tab", "token", "until", "urgency", "who",
}

// Given an address in which somebody typed nonsense, it is answered as well as it can be,
// and is no error of ours: the log would be full of them.
func TestNonsenseInAnAddressIsNoError(t *testing.T) {
	h := givenDesk(t, func(c *desk.Config) { c.Limits = false })
	v := h.signedIn(h.givenStaff("Rita", everything...))
	for _, address := range h.addresses() {
		path, query, _ := strings.Cut(address, "?")
		for _, name := range asked {
			for _, nonsense := range []string{"\x00'\xff", "99999999999999999999-99-99_" + strings.Repeat("9", 3000)} {
				q, err := url.ParseQuery(query)
				if err != nil {
					t.Fatal(err)
				}
				q.Set(name, nonsense)
				if p := v.get(path + "?" + q.Encode()); p.status >= http.StatusInternalServerError {
					t.Errorf("%s with %s=%.30q is answered %d", path, name, nonsense, p.status)
				}
			}
		}
	}
}

// Given a form in which somebody sends nonsense in every field, likewise.
func TestNonsenseInAFormIsNoError(t *testing.T) {
	h := givenDesk(t, func(c *desk.Config) { c.Limits = false })
	rita := h.givenStaff("Rita", everything...)
	v := h.signedIn(rita)
	for _, row := range rows() {
		if !strings.HasPrefix(row, "POST ") || endings.MatchString(row) {
			continue
		}
		w := walks[row]
		for _, nonsense := range []string{"\x00'\xff", "99999999999999999999-99-99", strings.Repeat("9", 3000)} {
			for i := 0; i < len(w.form); i += 2 {
				form := formOf(w.form...)
				form[w.form[i]] = []string{nonsense, nonsense}
				if p := v.send(http.MethodPost, w.path(h), form); p.status >= http.StatusInternalServerError {
					t.Errorf("%s with %s=%.30q is answered %d", row, w.form[i], nonsense, p.status)
				}
			}
		}
	}
}
