package desk_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
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
	"GET /desk/styles/{name}":  {everybody("404"), at("/desk/styles/other.css"), nil},
	"GET /desk/scripts/{name}": {everybody("404"), at("/desk/scripts/other.js"), nil},
	"GET /desk/sign-in":        {[9]string{"200", "303", "303", "303", "303", "303", "303", "303", "303"}, at("/desk/sign-in"), nil},
	"POST /desk/sign-in":       {everybody("403"), at("/desk/sign-in"), []string{"email", "x@example.org", "password", "wrong"}},
	"GET /desk/sign-in/code":   {strangers, at("/desk/sign-in/code"), nil},
	"POST /desk/sign-in/code":  {strangers, at("/desk/sign-in/code"), []string{"code", "123456"}},
	"POST /desk/sign-out":      {everybody("303"), at("/desk/sign-out"), nil},
	"GET /desk/invitation":     {everybody("404"), at("/desk/invitation?token=none"), nil},
	"POST /desk/invitation":    {everybody("404"), at("/desk/invitation"), []string{"token", "none"}},
	"POST /desk/language":      {everybody("303"), at("/desk/language"), []string{"language", "it"}},

	"GET /desk/account":                       {signedInAll("200"), at("/desk/account"), nil},
	"POST /desk/account":                      {signedInAll("422"), at("/desk/account"), []string{"name", " ", "language", "it"}},
	"POST /desk/account/languages":            {signedInAll("422"), at("/desk/account/languages"), []string{"speaks", "nonsense"}},
	"POST /desk/account/password":             {signedInAll("403"), at("/desk/account/password"), []string{"current", "wrong", "password", password, "repeated", password}},
	"GET /desk/account/second-factor":         {settingUp, at("/desk/account/second-factor"), nil},
	"POST /desk/account/second-factor":        {[9]string{"in", "303", "303", "303", "303", "303", "303", "303", "303"}, at("/desk/account/second-factor"), []string{"code", "x"}}, // nobody has begun
	"POST /desk/account/second-factor/remove": {signedInAll("422"), at("/desk/account/second-factor/remove"), []string{"code", "x"}},
	"POST /desk/account/recovery-codes":       {signedInAll("403"), at("/desk/account/recovery-codes"), []string{"code", "ABCDE-FGHJK"}},
	"POST /desk/account/sessions/{id}/end":    {signedInAll("303"), aSession, nil},
	"POST /desk/account/sessions/end-others":  {signedInAll("303"), at("/desk/account/sessions/end-others"), nil},
	"POST /desk/account/sessions/end-all":     {signedInAll("303"), at("/desk/account/sessions/end-all"), nil},

	"GET /desk/{$}":               {[9]string{"in", "200", "200", "200", "200", "200", "200", "200", "200"}, at("/desk/"), nil},
	"GET /desk/appointments/{id}": {[9]string{"in", "200", "200", "200", "404", "404", "404", "404", "404"}, aRequest(""), nil},
	"POST /desk/appointments/{id}/{event}": {
		[9]string{"in", "303", "403", "303", "404", "404", "404", "404", "404"}, aRequest("/decline"), []string{"version", "1", "reason", "other"},
	},
	"POST /desk/appointments/{id}/{event} // who came": {
		[9]string{"in", "409", "409", "409", "404", "404", "404", "404", "404"}, aRequest("/attend"), []string{"version", "1"}, // it waits: nobody could have come
	},
	"GET /desk/events": {[9]string{"204", "422", "422", "422", "403", "422", "422", "422", "403"}, at("/desk/events"), nil}, // one that begins goes on
	"POST /desk/appointments/{id}/notes": {
		[9]string{"403", "303", "303", "303", "404", "404", "404", "404", "404"}, aRequest("/notes"), []string{"note", "Called twice."}, // who is signed out gets back what they typed
	},
	"POST /desk/appointments/{id}/notes/{note}/strike": {[9]string{"in", "403", "403", "403", "404", "404", "404", "404", "404"}, aNote, nil}, // another's
	"POST /desk/appointments/{id}/drafts/{kind}":       {[9]string{"in", "204", "204", "204", "404", "404", "404", "404", "404"}, aRequest("/drafts/note"), []string{"text", "Called"}},
	"POST /desk/appointments/{id}/reply": { // who is signed out gets back what they typed
		[9]string{"403", "303", "403", "303", "404", "404", "404", "404", "404"}, aRequest("/reply"),
		[]string{"version", "1", "way", "print", "language", "it", "text", "Buongiorno."},
	},
	"POST /desk/appointments/{id}/reply // a call": { // whoever notes may tell somebody by telephone
		[9]string{"in", "303", "303", "303", "404", "404", "404", "404", "404"}, aTelephone,
		[]string{"version", "1", "way", "telephone", "language", "it", "result", "told"},
	},
	"GET /desk/appointments/{id}/reply/{version}": {[9]string{"in", "200", "200", "200", "404", "404", "404", "404", "404"}, anAnswer, nil},
	"GET /desk/appointments/{id}/experience":      {[9]string{"in", "200", "200", "200", "404", "404", "404", "404", "404"}, aVisit, nil},
	"POST /desk/appointments/{id}/experience": {
		[9]string{"in", "303", "303", "303", "404", "404", "404", "404", "404"}, aVisit, []string{"helped", "4", "treated", "5"},
	},
	"POST /desk/find": {
		[9]string{"in", "200", "200", "200", "403", "200", "200", "200", "403"}, at("/desk/find"), []string{"search", "K7QF-2M9X-4TBD"},
	},
	"POST /desk/hand-over": { // nothing is ticked
		[9]string{"in", "422", "403", "422", "403", "422", "403", "422", "403"}, at("/desk/hand-over?tab=all&who=closed"), []string{"to", "nobody"},
	},
	"GET /desk/appointments/{id}/slip":        {[9]string{"in", "200", "200", "200", "404", "404", "404", "404", "404"}, aRequest("/slip"), nil},
	"GET /desk/appointments/{id}/trail":       {accountants, aRequest("/trail"), nil},
	"GET /desk/appointments/{id}/person":      {accountants, aRequest("/person"), nil},
	"GET /desk/appointments/{id}/person/file": {accountants, aRequestsFile, nil},
	"GET /desk/appointments/{id}/erasure":     {accountants, aRequest("/erasure"), nil},
	"POST /desk/appointments/{id}/erasure":    {[9]string{"in", "403", "403", "409", "404", "404", "404", "404", "404"}, aRequest("/erasure"), nil},
	"GET /desk/accounts-log":                  {[9]string{"in", "403", "403", "200", "403", "403", "403", "200", "403"}, at("/desk/accounts-log"), nil},
	"GET /desk/erasures":                      {[9]string{"in", "403", "403", "200", "403", "403", "403", "200", "403"}, at("/desk/erasures"), nil},
	"POST /desk/erasures/{id}/confirm":        {[9]string{"in", "403", "403", "303", "403", "403", "403", "404", "403"}, anErasure("/confirm"), nil},
	"POST /desk/erasures/{id}/revoke":         {[9]string{"in", "403", "403", "303", "403", "403", "403", "404", "403"}, anErasure("/revoke"), nil},

	"GET /desk/to-answer": {readers, at("/desk/to-answer"), nil},
	"GET /desk/waiting":   {readers, at("/desk/waiting"), nil},
	"GET /desk/misfits":   {readers, at("/desk/misfits"), nil},
	"GET /desk/calls":     {readers, at("/desk/calls"), nil},
	"POST /desk/calls/{appointment}/{message}": {
		[9]string{"in", "303", "303", "303", "404", "404", "404", "404", "404"}, aCall, nil,
	},
	"POST /desk/calls/{appointment}/{message}/no-answer": {
		[9]string{"in", "303", "303", "303", "404", "404", "404", "404", "404"}, aCallInVain, nil,
	},
	"GET /desk/day":     {readersHere, at("/desk/day?office=potenza"), nil},
	"GET /desk/week":    {readersHere, at("/desk/week?office=potenza"), nil},
	"GET /desk/my-week": {readers, at("/desk/my-week"), nil},
	"GET /desk/feeds":   {readersHere, at("/desk/feeds?office=potenza"), nil},
	"POST /desk/feeds":  {readersHere, at("/desk/feeds"), []string{"office", "potenza"}},
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
	"POST /desk/feedback/read": {
		[9]string{"in", "303", "303", "303", "403", "404", "404", "404", "403"}, aComment, []string{"next", "/desk/feedback"},
	},
	"GET /desk/feedback/paper":          {reporters, at("/desk/feedback/paper"), nil},
	"GET /desk/feedback/files/{format}": {reporters, at("/desk/feedback/files/csv"), nil},

	"GET /desk/reports":                                {reportersHere, at("/desk/reports?office=potenza"), nil},
	"GET /desk/reports // of all":                      {reporters, at("/desk/reports"), nil},
	"GET /desk/reports/paper":                          {reportersHere, at("/desk/reports/paper?office=potenza"), nil},
	"GET /desk/reports/files/{format}":                 {reportersHere, at("/desk/reports/files/xlsx?office=potenza"), nil},
	"GET /desk/reports/funders/{name}":                 {reportersHere, at("/desk/reports/funders/fami?office=potenza"), nil},
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
	"GET /desk/staff/{id}":                {[9]string{"in", "404", "404", "404", "200", "404", "404", "404", "404"}, anAccount(""), nil},
	"POST /desk/staff/{id}/grants":        {managersChange, anAccount("/grants"), []string{"grant", "mediator:potenza"}},
	"POST /desk/staff/{id}/second-factor": {managersChange, anAccount("/second-factor"), nil},
	"POST /desk/staff/{id}/link":          {[9]string{"in", "403", "403", "403", "200", "403", "403", "403", "404"}, anAccount("/link"), nil},
	"POST /desk/staff/{id}/disable":       {[9]string{"in", "403", "403", "403", "303", "403", "403", "403", "404"}, anAccount("/disable"), nil},
	"POST /desk/staff/{id}/reopen":        {[9]string{"in", "403", "403", "403", "409", "403", "403", "403", "404"}, anAccount("/reopen"), nil}, // it is open

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

	reporters     = [9]string{"in", "403", "403", "200", "403", "403", "403", "200", "403"}
	reportersHere = [9]string{"in", "403", "403", "200", "403", "403", "403", "404", "403"}

	managersChange = [9]string{"in", "403", "403", "403", "303", "403", "403", "403", "404"}

	// Nobody of the walk has given a password and owes a code: each begins anew.
	strangers = [9]string{"in", "303", "303", "303", "303", "303", "303", "303", "303"}

	// Who needs a second factor has one in the walk, and no other to set up.
	settingUp = [9]string{"in", "200", "200", "303", "303", "200", "200", "303", "303"}
)

func everybody(answer string) (all [9]string) {
	for i := range all {
		all[i] = answer
	}
	return all
}

// signedInAll is the answer to everybody but who is not signed in.
func signedInAll(answer string) [9]string {
	all := everybody(answer)
	all[0] = "in"
	return all
}

func at(path string) func(*help) string { return func(*help) string { return path } }

func aRequest(step string) func(*help) string {
	return func(h *help) string { return "/desk/appointments/" + h.givenRequest().String() + step }
}

// aNote is on a request at Potenza, of somebody else.
func aNote(h *help) string {
	id := h.givenRequest()
	if err := h.work.AddNote(h.t.Context(), root, id, "Called."); err != nil {
		h.t.Fatal(err)
	}
	notes, err := h.work.Notes(h.t.Context(), root, id)
	if err != nil || len(notes) != 1 {
		h.t.Fatalf("%d notes, %v", len(notes), err)
	}
	return "/desk/appointments/" + id.String() + "/notes/" + notes[0].ID.String() + "/strike"
}

func aRatedPage(h *help) string {
	h.givenRating(formsapi.PageRating{Page: "/it/", Language: "it", Rating: 2})
	return "/desk/feedback/page?path=/it/&language=it"
}

// aComment is one on a page of Potenza's.
func aComment(h *help) string {
	h.givenRating(formsapi.PageRating{Page: "/it/offices/potenza/", Language: "it", Rating: 2, Comment: "x"})
	all, err := h.store.Ratings(h.t.Context(), formsapi.RatingFilter{Page: "/it/offices/potenza/", Limit: 1})
	if err != nil || len(all) != 1 {
		h.t.Fatalf("%d ratings, %v", len(all), err)
	}
	return "/desk/feedback/read?rating=" + all[0].ID.String()
}

// aTelephone is where somebody who can be called is answered.
func aTelephone(h *help) string {
	id := h.givenRequest(func(r *formsapi.AppointmentRequest) { r.Contact, r.Phone = formsapi.ContactCall, "333 123 4567" })
	return "/desk/appointments/" + id.String() + "/reply"
}

// anAnswer is one to print, of a request at Potenza.
func anAnswer(h *help) string {
	id := h.givenRequest()
	err := h.answers.Send(h.t.Context(), root, formsapi.Answer{ID: id, Version: 1, Way: formsapi.ReplyOnPaper, Text: "Buongiorno.", Language: "it"})
	if err != nil {
		h.t.Fatal(err)
	}
	return "/desk/appointments/" + id.String() + "/reply/2"
}

// aVisit is of somebody who was helped at Potenza, and can say what they think of it.
func aVisit(h *help) string { return "/desk/appointments/" + h.givenVisit().String() + "/experience" }

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

// aSession is another colleague's.
func aSession(h *help) string {
	other := h.givenStaff("Other "+uuid.NewString(), operator)
	h.signedIn(other)
	open, err := h.accounts.Sessions(h.t.Context(), other)
	if err != nil || len(open) != 1 {
		h.t.Fatalf("%d sessions, %v", len(open), err)
	}
	return "/desk/account/sessions/" + open[0].ID.String() + "/end"
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
	if len(registrations) != 1 || registrations[0] != "routes_access.go" {
		t.Errorf("handlers are registered in %q, not once in routes_access.go", registrations)
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
