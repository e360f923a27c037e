package desk_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
	"sportello/forms-api/desk"
)

// colleague is somebody who tries every route, at the office of the request in
// question ("potenza") or at another.
type colleague struct {
	name   string
	grants []formsapi.Grant
}

var colleagues = []colleague{
	{"nobody", nil},
	{"operator", []formsapi.Grant{{Role: formsapi.RoleOperator, Office: "potenza"}}},
	{"mediator", []formsapi.Grant{{Role: formsapi.RoleMediator, Office: "potenza"}}},
	{"coordinator", []formsapi.Grant{{Role: formsapi.RoleCoordinator, Office: "potenza"}}},
	{"administrator", []formsapi.Grant{{Role: formsapi.RoleAdministrator}}},
	{"operator elsewhere", []formsapi.Grant{{Role: formsapi.RoleOperator, Office: "montelucci"}}},
	{"mediator elsewhere", []formsapi.Grant{{Role: formsapi.RoleMediator, Office: "montelucci"}}},
	{"coordinator elsewhere", []formsapi.Grant{{Role: formsapi.RoleCoordinator, Office: "montelucci"}}},
	{"administrator elsewhere", []formsapi.Grant{{Role: formsapi.RoleAdministrator, Office: "montelucci"}}},
}

// An answer to a route, for each of colleagues in turn. "in" is a way to
// sign-in, any number a status.
type walk struct {
	answers [9]string
	path    func(*help) string
	form    []string
}

var walks = map[string]walk{
	"GET /desk/styles/{name}": {everybody("404"), at("/desk/styles/other.css"), nil},
	"GET /desk/sign-in":       {[9]string{"200", "303", "303", "303", "303", "303", "303", "303", "303"}, at("/desk/sign-in"), nil},
	"POST /desk/sign-in":      {everybody("403"), at("/desk/sign-in"), []string{"email", "x@example.org", "password", "wrong"}},
	"POST /desk/sign-out":     {everybody("303"), at("/desk/sign-out"), nil},
	"GET /desk/invitation":    {everybody("404"), at("/desk/invitation?token=none"), nil},
	"POST /desk/invitation":   {everybody("404"), at("/desk/invitation"), []string{"token", "none"}},
	"POST /desk/language":     {everybody("303"), at("/desk/language"), []string{"language", "it"}},

	"GET /desk/{$}":               {[9]string{"in", "200", "200", "200", "200", "200", "200", "200", "200"}, at("/desk/"), nil},
	"GET /desk/appointments/{id}": {[9]string{"in", "200", "200", "200", "404", "404", "404", "404", "404"}, aRequest(""), nil},
	"POST /desk/appointments/{id}/{event}": {
		[9]string{"in", "303", "403", "303", "404", "404", "404", "404", "404"}, aRequest("/decline"), []string{"version", "1", "reason", "other"},
	},
	"POST /desk/find": {
		[9]string{"in", "422", "422", "422", "403", "422", "422", "422", "403"}, at("/desk/find"), []string{"reference", "K7QF-2M9X-4TBD"},
	},
	"GET /desk/appointments/{id}/slip": {[9]string{"in", "200", "200", "200", "404", "404", "404", "404", "404"}, aRequest("/slip"), nil},
	"GET /desk/to-answer":              {readers, at("/desk/to-answer"), nil},
	"GET /desk/waiting":                {readers, at("/desk/waiting"), nil},
	"GET /desk/misfits":                {readers, at("/desk/misfits"), nil},
	"GET /desk/calls":                  {readers, at("/desk/calls"), nil},
	"POST /desk/calls/{appointment}/{message}": {
		[9]string{"in", "303", "404", "303", "404", "404", "404", "404", "404"}, aCall, nil,
	},
	"POST /desk/calls/{appointment}/{message}/no-answer": {
		[9]string{"in", "303", "404", "303", "404", "404", "404", "404", "404"}, aCallInVain, nil,
	},
	"GET /desk/day":    {readersHere, at("/desk/day?office=potenza"), nil},
	"GET /desk/feeds":  {readersHere, at("/desk/feeds?office=potenza"), nil},
	"POST /desk/feeds": {readersHere, at("/desk/feeds"), []string{"office", "potenza"}},
	"POST /desk/feeds/{id}/revoke": {
		[9]string{"in", "303", "303", "303", "403", "404", "404", "404", "403"}, aFeed, []string{"office", "potenza"},
	},
	"GET /desk/contacts/new": {workersHere, at("/desk/contacts/new?office=potenza"), nil},
	"POST /desk/contacts": {
		workersChange, at("/desk/contacts"),
		[]string{"office", "potenza", "channel", "counter", "service", "legal-advice", "language", "it", "outcome", "helped"},
	},
	"GET /desk/closures": {workersHere, at("/desk/closures?office=potenza"), nil},
	"GET /desk/closures/check": {
		workersHere, at("/desk/closures/check?office=potenza&from=2026-03-04&reason=strike"), nil,
	},
	"POST /desk/closures": {workersChange, at("/desk/closures"), []string{"office", "potenza", "from", "2026-03-04", "reason", "strike"}},
	"POST /desk/closures/reopen": {
		workersChange, aClosure, []string{"office", "potenza", "from", "2026-03-20T00:00", "until", "2026-03-21T00:00", "reason", "strike"},
	},
	"GET /desk/absences/check": {
		workersHere, at("/desk/absences/check?office=potenza&from=2026-03-04&languages=ar"), nil,
	},
	"POST /desk/absences": {workersChange, at("/desk/absences"), []string{"office", "potenza", "from", "2026-03-04", "languages", "ar"}},
	"POST /desk/absences/end": {
		workersChange, anAbsence, []string{"office", "potenza", "from", "2026-03-20T00:00", "until", "2026-03-21T00:00", "languages", "ar"},
	},

	"GET /desk/feedback":      {[9]string{"in", "200", "200", "200", "403", "200", "200", "200", "403"}, at("/desk/feedback"), nil},
	"GET /desk/feedback/page": {[9]string{"in", "200", "200", "200", "403", "200", "200", "200", "403"}, aRatedPage, nil},

	"GET /desk/translations":                           {translators, at("/desk/translations"), nil},
	"GET /desk/translations/{language}/{page...}":      {translators, at("/desk/translations/ar/offices/potenza"), nil},
	"GET /desk/translation-files/{language}/{page...}": {translators, at("/desk/translation-files/ar/offices/potenza?name=kept.md"), nil},
	"POST /desk/translations/{language}/{page...}": { // who is signed out gets back what they typed
		[9]string{"403", "403", "303", "303", "403", "403", "303", "303", "403"}, at("/desk/translations/ar/offices/potenza"),
		[]string{"title", "x", "block", "x", "block", "y"},
	},

	"GET /desk/staff": {[9]string{"in", "403", "403", "403", "200", "403", "403", "403", "200"}, at("/desk/staff"), nil},
	"POST /desk/staff": {
		[9]string{"in", "403", "403", "403", "422", "403", "403", "403", "403"}, at("/desk/staff"), []string{"role", "operator", "office", "potenza"},
	},
	"POST /desk/staff/{id}/link":    {[9]string{"in", "403", "403", "403", "200", "403", "403", "403", "404"}, anAccount("/link"), nil},
	"POST /desk/staff/{id}/disable": {[9]string{"in", "403", "403", "403", "303", "403", "403", "403", "404"}, anAccount("/disable"), nil},

	"/desk/": {[9]string{"in", "404", "404", "404", "404", "404", "404", "404", "404"}, at("/desk/nowhere"), nil},
}

// Who may use what is about Potenza: who reads there, and who works there. At
// another office it is as if it did not exist.
var (
	translators   = [9]string{"in", "403", "200", "200", "403", "403", "200", "200", "403"} // words belong to no office
	readers       = [9]string{"in", "200", "200", "200", "403", "200", "200", "200", "403"} // each sees their own offices
	readersHere   = [9]string{"in", "200", "200", "200", "403", "404", "404", "404", "403"}
	workersHere   = [9]string{"in", "200", "403", "200", "403", "404", "403", "404", "403"}
	workersChange = [9]string{"in", "303", "403", "303", "403", "404", "403", "404", "403"}
)

func everybody(answer string) (all [9]string) {
	for i := range all {
		all[i] = answer
	}
	return all
}

func at(path string) func(*help) string { return func(*help) string { return path } }

func aRequest(step string) func(*help) string {
	return func(h *help) string { return "/desk/appointments/" + h.givenRequest().String() + step }
}

func aRatedPage(h *help) string {
	h.givenRating(formsapi.PageRating{Page: "/it/", Language: "it", Rating: 2})
	return "/desk/feedback/page?path=/it/&language=it"
}

func aCallInVain(h *help) string { return aCall(h) + "/no-answer" }

// aCall is a message that somebody at Potenza is to be told by telephone.
func aCall(h *help) string {
	id := h.givenRequest(func(r *formsapi.AppointmentRequest) { r.Contact, r.Phone = formsapi.ContactCall, "333 123 4567" })
	h.decide(root, formsapi.Decision{ID: id, Version: 1, Event: formsapi.EventDecline, Reason: "other"})
	all, err := h.store.MessagesOf(h.t.Context(), id)
	if err != nil || len(all) != 1 {
		h.t.Fatalf("%d messages, %v", len(all), err)
	}
	return "/desk/calls/" + id.String() + "/" + all[0].ID.String()
}

func aFeed(h *help) string {
	maker := h.givenStaff("Maker "+uuid.NewString(), coordinator)
	if _, err := h.feeds.Make(h.t.Context(), maker, "potenza"); err != nil {
		h.t.Fatal(err)
	}
	all, err := h.feeds.List(h.t.Context(), maker, "potenza")
	if err != nil {
		h.t.Fatal(err)
	}
	return "/desk/feeds/" + all[0].ID.String() + "/revoke"
}

// root is somebody who may work everywhere.
var root = formsapi.Staff{ID: uuid.Must(uuid.NewV7()), Grants: []formsapi.Grant{coordinator}}

// day20 is a whole day of March.
var day20 = formsapi.NewWallTime(2026, time.March, 20, 0)

func aClosure(h *help) string {
	c := formsapi.Closure{From: day20, Until: day20 + 24*60, WholeDays: true, Reason: formsapi.ClosedForStrike}
	if _, err := h.closing.Close(h.t.Context(), root, formsapi.Closing{Office: "potenza", Closure: c}); err != nil {
		h.t.Fatal(err)
	}
	return "/desk/closures/reopen"
}

func anAbsence(h *help) string {
	a := formsapi.Absence{Languages: []string{"ar"}, From: day20, Until: day20 + 24*60}
	if err := h.absences.Note(h.t.Context(), root, "potenza", a); err != nil {
		h.t.Fatal(err)
	}
	return "/desk/absences/end"
}

// anAccount is of an operator at Potenza.
func anAccount(step string) func(*help) string {
	return func(h *help) string {
		s := formsapi.Staff{Name: "New", Email: uuid.NewString() + "@example.org", Language: "it", Grants: []formsapi.Grant{{Role: formsapi.RoleOperator, Office: "potenza"}}}
		if _, err := h.accounts.Invite(h.t.Context(), s, formsapi.ByCommand); err != nil {
			h.t.Fatal(err)
		}
		stored, err := h.store.StaffByEmail(h.t.Context(), s.Email)
		if err != nil {
			h.t.Fatal(err)
		}
		return "/desk/staff/" + stored.ID.String() + step
	}
}

func TestEveryRouteAnswersEveryRole(t *testing.T) {
	h := givenDesk(t, func(c *desk.Config) { c.Limits = false })
	people := make([]*visitor, len(colleagues))
	renew := func(i int) {
		if people[i] = h.visitor(); colleagues[i].grants != nil {
			people[i].post("/desk/sign-in", "email", mailbox(colleagues[i].name), "password", password).is(http.StatusSeeOther)
		}
	}
	for i, c := range colleagues {
		if c.grants != nil {
			h.givenStaff(c.name, c.grants...)
		}
		renew(i)
	}
	for _, pattern := range desk.Patterns() {
		w, known := walks[pattern]
		if !known {
			t.Errorf("nobody has said who may use %s: add it to walks", pattern)
			continue
		}
		for i, c := range colleagues {
			if got := people[i].try(pattern, w, h); got != w.answers[i] {
				t.Errorf("%s answers %s to %s, not %s", pattern, got, c.name, w.answers[i])
			}
			if strings.HasSuffix(pattern, "/sign-out") {
				renew(i)
			}
		}
	}
	if len(walks) != len(desk.Patterns()) {
		t.Errorf("%d routes are walked, the desk has %d", len(walks), len(desk.Patterns()))
	}
}

func (v *visitor) try(pattern string, w walk, h *help) string {
	send := v.get
	if strings.HasPrefix(pattern, "POST") {
		send = func(path string) *page { return v.post(path, w.form...) }
	}
	p := send(w.path(h))
	if strings.HasPrefix(p.header.Get("Location"), "/desk/sign-in?next=") {
		return "in"
	}
	return map[int]string{200: "200", 303: "303", 403: "403", 404: "404", 422: "422"}[p.status]
}

// A handler that is not in the table would escape the walk, so the one place
// that registers handlers is the one that reads the table.
func TestOnlyTheTableRegistersHandlers(t *testing.T) {
	var registrations []string
	for _, name := range sources(t) {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.SelectorExpr); ok && (call.Sel.Name == "Handle" || call.Sel.Name == "HandleFunc") {
				registrations = append(registrations, name)
			}
			return true
		})
	}
	if len(registrations) != 1 || registrations[0] != "routes.go" {
		t.Errorf("handlers are registered in %q, not once in routes.go", registrations)
	}
}

// sources are the files of the package itself.
func sources(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(files, func(f string) bool { return strings.HasSuffix(f, "_test.go") })
}
