package desk_test

import (
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
	"sportello/forms-api/desk"
)

// routeOf is the route that a row of the walks is about: what follows tells rows of
// the same route apart.
func routeOf(row string) string {
	route, _, _ := strings.Cut(row, " // ")
	return route
}

// unwalked compares the desk's routes with a table of walks, both ways.
func unwalked(routes []string, table map[string]walk) (complaints []string) {
	named := map[string]bool{}
	for row := range table {
		named[routeOf(row)] = true
		if !slices.Contains(routes, routeOf(row)) {
			complaints = append(complaints, "the desk has no "+row)
		}
	}
	for _, route := range routes {
		if !named[route] {
			complaints = append(complaints, "nobody has said who may use "+route+": add it to walks")
		}
	}
	slices.Sort(complaints)
	return complaints
}

func TestTheWalkNamesEveryRoute(t *testing.T) {
	for _, complaint := range unwalked(desk.Patterns(), walks) {
		t.Error(complaint)
	}
}

// Given a route that somebody adds without a row, or a row that is lost, the walk
// fails; likewise for a row whose route is gone.
func TestTheWalkFailsForARouteWithoutARow(t *testing.T) {
	const added = "GET /desk/secrets"
	var routes []string
	for _, row := range rows() {
		routes = append(routes, routeOf(row))
	}
	slices.Sort(routes)
	routes = slices.Compact(routes)
	if got := unwalked(append(slices.Clone(routes), added), walks); !slices.Equal(got, []string{"nobody has said who may use " + added + ": add it to walks"}) {
		t.Errorf("of a route that was added the walk says %q", got)
	}
	for row := range walks {
		rest := map[string]walk{}
		for other, w := range walks {
			if routeOf(other) != routeOf(row) {
				rest[other] = w
			}
		}
		if got := unwalked(routes, rest); len(got) != 1 || !strings.Contains(got[0], routeOf(row)+":") {
			t.Errorf("without the row of %s the walk says %q", row, got)
		}
	}
	gone := map[string]walk{"GET /desk/gone": {}}
	if got := unwalked(nil, gone); !slices.Equal(got, []string{"the desk has no GET /desk/gone"}) {
		t.Errorf("of a row without a route the walk says %q", got)
	}
}

// Given a route of which nobody has said who may use it, no desk is made.
func TestARouteNeedsADecision(t *testing.T) {
	defer func() {
		if said := fmt.Sprint(recover()); !strings.Contains(said, "/desk/secrets does not say who may use it") {
			t.Errorf("a desk is made with it: %s", said)
		}
	}()
	givenDesk(t, func(c *desk.Config) { desk.NewUndecided(*c) })
}

// A walker is a colleague at a browser, who signs in again before the session is
// too old.
type walker struct {
	colleague
	*visitor
	since time.Time
}

const renewAfter = formsapi.SessionLife - time.Hour

func (w *walker) signIn(h *help) {
	w.since, w.visitor = h.clock.now(), h.visitor()
	if w.grants != nil {
		w.visitor = h.signedIn(formsapi.Staff{Email: mailbox(w.name)})
	}
}

func givenWalkers(h *help) []*walker {
	all := make([]*walker, len(colleagues))
	for i, c := range colleagues {
		if all[i] = (&walker{colleague: c}); c.grants != nil {
			h.givenStaff(c.name, c.grants...)
		}
		all[i].signIn(h)
	}
	return all
}

func rows() []string { return slices.Sorted(maps.Keys(walks)) }

// endings are the routes after which nobody is signed in.
var endings = regexp.MustCompile(`/(sign-out|end-all)$`)

// Every address × role × office: who is at the office of the thing in question,
// who is at another.
func TestEveryRouteAnswersEveryRole(t *testing.T) {
	h := givenDesk(t, func(c *desk.Config) { c.Limits = false })
	people := givenWalkers(h)
	for _, row := range rows() {
		w := walks[row]
		for i, who := range people {
			if h.clock.now().Sub(who.since) > renewAfter {
				who.signIn(h)
			}
			if got := who.try(routeOf(row), w.path(h), w.form); got != w.answers[i] {
				t.Errorf("%s answers %s to %s, not %s", row, got, who.name, w.answers[i])
			}
			if endings.MatchString(row) {
				who.signIn(h)
			}
		}
	}
}

// wildcards are the parts of an address that name a thing.
var wildcards = regexp.MustCompile(`\{[a-z]+(\.\.\.)?\}`)

// ofNoOffice are the routes whose wildcards name what belongs to no office: the format
// of a file, a page of the site.
var ofNoOffice = []string{
	"GET /desk/feedback/files/{format}", "GET /desk/translation-files/{language}/{page...}",
	"GET /desk/translations/{language}/{page...}", "POST /desk/translations/{language}/{page...}",
}

// ofNobody is what a row answers to one of colleagues about a thing that there is not:
// as it does to the same role at another office, so that nobody learns from the answer
// what there is. What belongs to no office is not found by those who may use the address.
func ofNobody(w walk, route string, i int) string {
	answer := w.answers[elsewhere(i)]
	if slices.Contains(ofNoOffice, route) && (answer == "200" || answer == "303") {
		return "404"
	}
	return answer
}

// Given a thing that is nobody's, since there is none, an address says nothing of it.
func TestWhatIsNobodysIsAnsweredAsWhatIsAnothers(t *testing.T) {
	h := givenDesk(t, func(c *desk.Config) { c.Limits = false })
	people := givenWalkers(h)
	for _, row := range rows() {
		w, route := walks[row], routeOf(row)
		if !wildcards.MatchString(route) {
			continue
		}
		path := wildcards.ReplaceAllStringFunc(route[strings.Index(route, "/"):], func(string) string { return uuid.NewString() })
		for i, who := range people {
			if got, want := who.try(route, path, w.form), ofNobody(w, route, i); got != want {
				t.Errorf("%s of nobody answers %s to %s, not %s", row, got, who.name, want)
			}
		}
	}
}

// What belongs to no office is answered alike to a role here and elsewhere.
func TestWhatBelongsToNoOfficeIsTheSameForAll(t *testing.T) {
	for _, row := range rows() {
		for i := range colleagues {
			if w := walks[row]; slices.Contains(ofNoOffice, routeOf(row)) && w.answers[i] != w.answers[elsewhere(i)] {
				t.Errorf("%s is answered otherwise elsewhere to %s", row, colleagues[i].name)
			}
		}
	}
}

// elsewhere is the colleague of the same role at another office.
func elsewhere(i int) int {
	if i == 0 || i > 4 {
		return i
	}
	return i + 4
}

// try is the answer to a colleague who uses a route.
func (w *walker) try(route, path string, form []string) string {
	method, _, named := strings.Cut(route, " ")
	if !named {
		method = http.MethodGet
	}
	return w.ask(method, path, form)
}

// ask is the answer to a colleague: "in" is a way to sign-in, else the status.
func (w *walker) ask(method, path string, form []string) string {
	p := w.send(method, path, formOf(form...))
	if strings.HasPrefix(p.header.Get("Location"), "/desk/sign-in?next=") && p.status == http.StatusSeeOther && w.grants == nil {
		return "in"
	}
	return fmt.Sprint(p.status)
}
