package desk_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"sportello/forms-api/desk"
)

// methods are those that a browser or a script may send, and one that nobody knows.
var methods = []string{
	http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions, http.MethodTrace, "PURGE",
}

// Given an address that is read, HEAD is answered to every role as GET is: it is the
// same route, with the same right.
func TestHeadHasTheRightsOfGet(t *testing.T) {
	h := givenDesk(t, func(c *desk.Config) { c.Limits = false })
	people := givenWalkers(h)
	for _, row := range rows() {
		w := walks[row]
		if !strings.HasPrefix(row, "GET ") {
			continue
		}
		for i, who := range people {
			if got := who.ask(http.MethodHead, w.path(h), nil); got != w.answers[i] {
				t.Errorf("HEAD of %s answers %s to %s, not %s", row, got, who.name, w.answers[i])
			}
		}
	}
}

// Given a thing that there is, a method without a route at its address finds nothing, not
// even for who holds every role, and changes nothing.
func TestAMethodWithoutARouteFindsNothing(t *testing.T) {
	h := givenDesk(t, func(c *desk.Config) { c.Limits = false })
	nobody, all := h.visitor(), h.signedIn(h.givenStaff("Rita", everything...))
	for _, row := range rows() {
		_, pattern, named := strings.Cut(routeOf(row), " ")
		if !named || strings.Contains(row, " // ") {
			continue
		}
		path := walks[row].path(h)
		before := h.standing()
		for _, method := range methods {
			if slices.Contains(desk.Patterns(), method+" "+pattern) {
				continue
			}
			if got := nobody.send(method, path, formOf("version", "1")); !strings.HasPrefix(got.header.Get("Location"), "/desk/sign-in?next=") {
				t.Errorf("%s %s answers %d to who is not signed in", method, pattern, got.status)
			}
			if got := all.send(method, path, formOf("version", "1")); got.status != http.StatusNotFound {
				t.Errorf("%s %s answers %d", method, pattern, got.status)
			}
		}
		h.unchanged("asking with other methods at "+pattern, before)
	}
}
