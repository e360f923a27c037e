package desk_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	formsapi "sportello/forms-api"
	"sportello/forms-api/desk"
)

// everything is what somebody may hold who is alone in an office.
var everything = []formsapi.Grant{coordinator, administrator, {Role: formsapi.RoleMediator}, {Role: formsapi.RoleOperator}}

// inHeaders is what every answer says to browsers and proxies, each as the beginning of
// a header or a part of it.
var inHeaders = map[string][]string{
	"Content-Security-Policy":      {"default-src 'none'", "script-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"},
	"Cache-Control":                {"no-store"},
	"Referrer-Policy":              {"same-origin"},
	"X-Content-Type-Options":       {"nosniff"},
	"X-Robots-Tag":                 {"noindex"},
	"Cross-Origin-Opener-Policy":   {"same-origin"},
	"Cross-Origin-Resource-Policy": {"same-origin"},
}

func lacksHeaders(p *page) (lacking []string) {
	for name, parts := range inHeaders {
		for _, part := range parts {
			if !strings.Contains(p.header.Get(name), part) {
				lacking = append(lacking, name+": "+part)
			}
		}
	}
	slices.Sort(lacking)
	return lacking
}

// Every answer of every route keeps pages out of caches, frames and search engines, and
// scripts of others out of pages: to who is signed in and who is not, done or refused,
// a page, a file or a way on.
func TestEveryAnswerHasTheHeaders(t *testing.T) {
	h := givenDesk(t, func(c *desk.Config) { c.Limits = false })
	rita := h.givenStaff("Rita", everything...)
	in := h.signedIn(rita)
	for _, row := range rows() {
		w := walks[row]
		method, _, named := strings.Cut(routeOf(row), " ")
		if !named {
			method = http.MethodGet
		}
		for _, v := range []*visitor{h.visitor(), in} {
			if lacking := lacksHeaders(v.send(method, w.path(h), formOf(w.form...))); len(lacking) > 0 {
				t.Errorf("%s lacks %q", row, lacking)
			}
		}
		if endings.MatchString(row) {
			in = h.signedIn(rita)
		}
	}
	for _, path := range []string{"/desk//staff", "/desk/../desk/staff", "/desk/%2e%2e/x"} {
		if lacking := lacksHeaders(h.visitor().get(path)); len(lacking) > 0 {
			t.Errorf("%s lacks %q", path, lacking)
		}
	}
}

// Given a form that another site sends in the name of somebody who is signed in, no route
// takes it, and nothing happens.
func TestNoRouteTakesAnotherSitesForm(t *testing.T) {
	h := givenDesk(t, func(c *desk.Config) { c.Limits = false })
	v := h.signedIn(h.givenStaff("Rita", everything...))
	for _, row := range rows() {
		if !strings.HasPrefix(row, "POST ") {
			continue
		}
		path := walks[row].path(h)
		before := h.standing()
		for _, from := range [][2]string{
			{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://elsewhere.example"}, {"Origin", "null"},
		} {
			v.header.Set(from[0], from[1])
			v.post(path, walks[row].form...).is(http.StatusForbidden).says("main", "came from another site")
			v.header.Del(from[0])
		}
		h.unchanged("a form of another site at "+row, before)
		v.get("/desk/account").is(http.StatusOK) // nor are they signed out
	}
}

// Given a form with an address to go on at, no route leads off the desk.
func TestNoRouteLeadsOffTheDesk(t *testing.T) {
	h := givenDesk(t, func(c *desk.Config) { c.Limits = false })
	rita := h.givenStaff("Rita", everything...)
	v := h.signedIn(rita)
	for _, row := range rows() {
		w := walks[row]
		if !strings.HasPrefix(row, "POST ") {
			continue
		}
		for _, next := range []string{"https://evil.example/", "//evil.example/desk/", `/\evil.example/`, "/desk/..//evil.example/"} {
			p := v.post(w.path(h), append([]string{"next", next}, w.form...)...)
			if to := p.header.Get("Location"); p.status == http.StatusSeeOther && (!strings.HasPrefix(to, "/desk/") || strings.Contains(to, "evil")) {
				t.Errorf("%s with %q leads to %s", row, next, to)
			}
			if endings.MatchString(row) {
				v = h.signedIn(rita)
			}
		}
	}
}
