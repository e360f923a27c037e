package main

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	formsapi "sportello/forms-api"
)

// Given a desk with requests in each state, ratings and what staff have written, the
// Nu HTML checker finds no error on any page that the desk shows anybody, in both of
// its languages, nor in what it answers to mistakes. Every GET route is among them.
func TestEveryPageOfTheDeskIsValidHTML(t *testing.T) {
	java := javaFor(t)
	p := startFullDesk(t)
	s := &sheets{t: t, p: p, dir: t.TempDir()}
	given := givenCasework(t, p, p.demoStaff[0])
	s.addMistake()
	s.addDoors()
	for _, role := range formsapi.Roles {
		visitor := s.addPagesOf(role, given)
		s.addDeskForms(visitor, role, given)
	}
	s.addMistake()
	s.check(java)
	for _, route := range unseen(t, s.names) {
		t.Errorf("no page of %s was checked", route)
	}
}

// permittedPages are addresses by what it takes to see them; who may not tries the first.
var permittedPages = map[formsapi.Permission][]string{
	"": {"/desk/", "/desk/account", "/desk/account/second-factor"},
	formsapi.ReadRequests: {
		"/desk/my-week", "/desk/?tab=new&sort=urgency&office=montelucci&from=2026-01-01", "/desk/?tab=mine", "/desk/?tab=waiting", "/desk/?tab=today",
		"/desk/?tab=overdue", "/desk/?tab=closed", "/desk/?tab=all&state=confirmed&who=me", "/desk/?tab=aside",
		"/desk/to-answer", "/desk/waiting", "/desk/misfits", "/desk/calls",
		"/desk/day?office=potenza", "/desk/day?office=montelucci&date=2026-01-01", "/desk/week?office=potenza", "/desk/my-week?language=ar",
		"/desk/feeds?office=potenza",
	},
	formsapi.WorkRequests: {
		"/desk/contacts/new?office=potenza", "/desk/contacts/new?office=montelucci&channel=telephone", "/desk/closures?office=potenza",
		"/desk/closures/check?office=potenza&reason=strike&from={tomorrow}&until={later}", "/desk/absences/check?office=potenza&languages=ar&from={tomorrow}&until={later}",
	},
	formsapi.ReadFeedback:   {"/desk/feedback", "/desk/feedback?language=it&office=potenza", "/desk/feedback/page?path=/it/&language=it"},
	formsapi.ReadReports:    {"/desk/reports", "/desk/reports?from={earlier}&until={tomorrow}&office=potenza"},
	formsapi.ExportReports:  {"/desk/reports/paper?from={earlier}&until={tomorrow}", "/desk/reports/funders/fami?from={earlier}&until={tomorrow}", "/desk/feedback/paper"},
	formsapi.ErasePerson:    {"/desk/erasures"},
	formsapi.ReadAccount:    {"/desk/accounts-log"},
	formsapi.TranslatePages: {"/desk/translations", "/desk/translations?language=ar", "/desk/translations?language=all", "/desk/translations/ar/offices/potenza"},
	formsapi.ManageStaff:    {"/desk/staff", "/desk/staff/{colleague}"},
}

// requestPages are those beneath the address of a request.
var requestPages = map[formsapi.Permission][]string{
	formsapi.ReadRequests: {"", "/slip"},
	formsapi.ReadAccount:  {"/trail", "/trail?of=person"},
	formsapi.ErasePerson:  {"/person", "/erasure"},
}

// addPagesOf adds what somebody with one role sees, in each language, and what they
// are told of what they may not see.
func (s *sheets) addPagesOf(role formsapi.Role, given deskwork) *http.Client {
	s.t.Helper()
	visitor := s.signsIn(string(role), role)
	looking := &http.Client{Jar: visitor.Jar, CheckRedirect: stays} // what leads elsewhere is no page
	for _, language := range formsapi.DeskLanguages {
		s.post(visitor, "/desk/language", url.Values{"language": {language}}, http.StatusOK)
		for permission, addresses := range permittedPages {
			status := http.StatusOK
			if permission != "" && !mayAs(role, permission) {
				addresses, status = addresses[:1], http.StatusForbidden
			}
			for _, at := range addresses {
				s.get(looking, given.in(at), status)
			}
		}
		for _, at := range given.pagesOfRequests(role) {
			s.get(looking, at, http.StatusOK)
		}
		s.get(looking, "/desk/nothing-here", http.StatusNotFound)
	}
	return visitor
}

func stays(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

func mayAs(role formsapi.Role, p formsapi.Permission) bool {
	return formsapi.Staff{Grants: []formsapi.Grant{{Role: role}}}.MayAnywhere(p)
}

// notPages are the GET routes that answer with something else than a page.
var notPages = map[string]bool{
	"GET /desk/styles/{name}": true, "GET /desk/scripts/{name}": true, "GET /desk/events": true,
	"GET /desk/appointments/{id}/person/file": true, "GET /desk/feedback/files/{format}": true,
	"GET /desk/reports/files/{format}": true, "GET /desk/translation-files/{language}/{page...}": true,
}

var routeInSource = regexp.MustCompile(`\{"(GET /desk/[^"]*)"`)

// unseen are the desk's routes to pages of which none was gathered. What the desk
// routes is its own: its table is read as it is written.
func unseen(t *testing.T, seen []string) (routes []string) {
	t.Helper()
	table, err := os.ReadFile("../../forms-api/desk/routes.go")
	if err != nil {
		t.Fatal(err)
	}
	mux, shown := http.NewServeMux(), map[string]bool{}
	found := routeInSource.FindAllStringSubmatch(string(table), -1)
	for _, m := range found {
		mux.Handle(m[1], http.NotFoundHandler())
	}
	for _, what := range seen {
		if strings.HasPrefix(what, "/desk/") && !strings.Contains(what, " ") { // not the answer to a form
			_, pattern := mux.Handler(httptest.NewRequest(http.MethodGet, what, nil))
			shown[pattern] = true
		}
	}
	for _, m := range found {
		if !shown[m[1]] && !notPages[m[1]] {
			routes = append(routes, m[1])
		}
	}
	if len(found) < 30 {
		t.Errorf("the desk's table has %d GET routes, want them all", len(found))
	}
	return routes
}
