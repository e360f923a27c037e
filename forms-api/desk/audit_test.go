package desk_test

import (
	"net/http"
	"strings"
	"testing"

	formsapi "sportello/forms-api"
	"sportello/forms-api/desk"
)

// Routes that show nothing of anybody but the visitor, or whose use case writes an
// entry of its own, by how: "request" for the page of one request, "own" for what
// changes something, "nothing" for what has nobody's data on it.
var accounted = map[string]string{
	"GET /desk/styles/{name}":                            "nothing",
	"GET /desk/scripts/{name}":                           "nothing",
	"GET /desk/events":                                   "nothing", // how many
	"POST /desk/appointments/{id}/notes":                 "own",
	"POST /desk/appointments/{id}/notes/{note}/strike":   "own",
	"POST /desk/appointments/{id}/drafts/{kind}":         "nothing", // the visitor's own words
	"GET /desk/sign-in":                                  "nothing",
	"POST /desk/sign-in":                                 "own",
	"GET /desk/sign-in/code":                             "nothing",
	"POST /desk/sign-in/code":                            "own",
	"POST /desk/sign-out":                                "own",
	"GET /desk/invitation":                               "nothing",
	"POST /desk/invitation":                              "own",
	"POST /desk/language":                                "nothing",
	"GET /desk/account":                                  "nothing",
	"POST /desk/account":                                 "own",
	"POST /desk/account/languages":                       "own",
	"POST /desk/account/password":                        "own",
	"GET /desk/account/second-factor":                    "nothing",
	"POST /desk/account/second-factor":                   "own",
	"POST /desk/account/second-factor/remove":            "own",
	"POST /desk/account/recovery-codes":                  "own",
	"POST /desk/account/sessions/{id}/end":               "own",
	"POST /desk/account/sessions/end-others":             "own",
	"POST /desk/account/sessions/end-all":                "own",
	"GET /desk/appointments/{id}":                        "request",
	"GET /desk/appointments/{id}/slip":                   "request",
	"GET /desk/appointments/{id}/reply/{version}":        "request",
	"POST /desk/appointments/{id}/reply":                 "own",
	"GET /desk/appointments/{id}/experience":             "nothing", // two questions
	"POST /desk/appointments/{id}/experience":            "nothing", // an entry would have the moment of an answer that nobody is to find
	"GET /desk/appointments/{id}/trail":                  "request",
	"GET /desk/appointments/{id}/person":                 "request",
	"GET /desk/appointments/{id}/person/file":            "request",
	"GET /desk/appointments/{id}/erasure":                "request",
	"POST /desk/appointments/{id}/erasure":               "own",
	"POST /desk/appointments/{id}/{event}":               "own",
	"POST /desk/erasures/{id}/confirm":                   "own",
	"POST /desk/erasures/{id}/revoke":                    "own",
	"GET /desk/contacts/new":                             "nothing",
	"POST /desk/contacts":                                "own",
	"GET /desk/closures":                                 "nothing",
	"POST /desk/closures":                                "own",
	"POST /desk/closures/reopen":                         "own",
	"POST /desk/absences":                                "own",
	"POST /desk/absences/end":                            "own",
	"GET /desk/feeds":                                    "nothing",
	"POST /desk/feeds":                                   "own",
	"POST /desk/feeds/{id}/revoke":                       "own",
	"POST /desk/calls/{appointment}/{message}":           "own",
	"POST /desk/calls/{appointment}/{message}/no-answer": "own",
	"GET /desk/feedback":                                 "nothing", // averages
	"POST /desk/feedback/read":                           "own",
	"GET /desk/feedback/paper":                           "own",
	"GET /desk/feedback/files/{format}":                  "own",
	"GET /desk/reports":                                  "nothing", // sums
	"GET /desk/reports/paper":                            "nothing",
	"GET /desk/reports/files/{format}":                   "own",
	"GET /desk/reports/funders/{name}":                   "own",
	"GET /desk/translations":                             "nothing",
	"GET /desk/translations/{language}/{page...}":        "nothing",
	"POST /desk/translations/{language}/{page...}":       "own",
	"GET /desk/translation-files/{language}/{page...}":   "nothing",
	"POST /desk/staff":                                   "own",
	"GET /desk/staff/{id}":                               "nothing", // a colleague's rights
	"POST /desk/staff/{id}/grants":                       "own",
	"POST /desk/staff/{id}/second-factor":                "own",
	"POST /desk/staff/{id}/link":                         "own",
	"POST /desk/staff/{id}/disable":                      "own",
	"POST /desk/staff/{id}/reopen":                       "own",
	"/desk/":                                             "nothing",
}

// Given the desk's routes, each is accounted for in one of these ways; who adds one
// says in which.
func TestEveryRouteIsAccountedFor(t *testing.T) {
	for _, pattern := range desk.Patterns() {
		list, other := desk.ListOf(pattern), accounted[pattern]
		if (list == "") == (other == "") {
			t.Errorf("%s: a list called %q, and otherwise %q: want one of the two (audit_lists.go, or accounted in audit_test.go)", pattern, list, other)
		}
	}
	for pattern := range accounted {
		if !strings.Contains(strings.Join(desk.Patterns(), "\n"), pattern) {
			t.Errorf("the desk has no %s", pattern)
		}
	}
}

// Given a coordinator who opens every page with somebody's data on it, the log has an
// entry of theirs for each: of a list which one it was, of a request at that request.
// What was searched for, and any name, is nowhere in it.
func TestReadingIsInTheLog(t *testing.T) {
	h := givenDesk(t, func(c *desk.Config) { c.Limits = false })
	ada := h.givenStaff("Ada", coordinator, formsapi.Grant{Role: formsapi.RoleAdministrator})
	v := h.signedIn(ada)
	for _, pattern := range desk.Patterns() {
		list, kind := desk.ListOf(pattern), accounted[pattern]
		if list == "" && kind != "request" {
			continue
		}
		w, walked := walks[pattern]
		if !walked {
			t.Errorf("nobody walks %s", pattern)
			continue
		}
		path := w.path(h)
		before := len(h.log())
		method, _, _ := strings.Cut(pattern, " ")
		if method == http.MethodPost {
			v.post(path, w.form...)
		} else {
			v.get(path).is(http.StatusOK)
		}
		about := ""
		if list == "" {
			about = strings.Split(path, "/")[3]
		}
		if !hasRead(h.log()[before:], ada, list, about) {
			t.Errorf("%s leaves %+v in the log", path, h.log()[before:])
		}
	}
	for _, e := range h.log() {
		for _, secret := range []string{"Amina", "Benali", "K7QF"} {
			if strings.Contains(e.Detail+e.Subject+e.Office, secret) {
				t.Errorf("the log says %q: %+v", secret, e)
			}
		}
	}
}

// hasRead tells whether somebody opened a list, or something of a request.
func hasRead(entries []formsapi.AuditEntry, by formsapi.Staff, list, request string) bool {
	for _, e := range entries {
		isList := e.Action == formsapi.ActionList && e.Detail == list && request == ""
		if e.By == by.ID.String() && (isList || request != "" && e.Subject == request) {
			return true
		}
	}
	return false
}

func (h *help) log() (entries []formsapi.AuditEntry) {
	h.t.Helper()
	var last int64
	for {
		rows, err := h.store.AuditEntries(h.t.Context(), last, 500)
		if err != nil {
			h.t.Fatal(err)
		}
		if len(rows) == 0 {
			return entries
		}
		for _, r := range rows {
			entries, last = append(entries, r.AuditEntry), r.Seq
		}
	}
}

// Given a request that several people worked on, a coordinator reads in words who
// did what, the newest first, of it and of the person; an operator is refused.
func TestTheTrailIsReadInWords(t *testing.T) {
	h := givenDesk(t)
	ada, ivo := h.givenStaff("Ada", coordinator), h.givenStaff("Ivo", operator)
	phone := func(r *formsapi.AppointmentRequest) { r.Contact, r.Phone = formsapi.ContactMessage, "333 123 4567" }
	id, other := h.givenRequest(phone), h.givenRequest(phone)
	h.signedIn(ivo).get("/desk/appointments/"+id.String()).is(http.StatusOK).has(`a[href$="/trail"]`, 0)
	h.decide(ivo, formsapi.Decision{ID: other, Version: 1, Event: formsapi.EventDecline, Reason: "other"})
	v := h.signedIn(ada)
	request := v.get("/desk/appointments/" + id.String()).is(http.StatusOK)
	trail := v.get(request.attr(`a[href$="/trail"]`, "href")).is(http.StatusOK)
	trail.says("tbody", "you read the request").says("tbody", "Ivo read the request").says("tbody", "the person").lacks("declined the request")
	v.get(trail.attr(`a[href$="of=person"]`, "href")).says("main", "2 requests").says("tbody", "Ivo declined the request").has("tbody a", 2)
	h.signedIn(ivo).get("/desk/appointments/" + id.String() + "/trail").is(http.StatusForbidden)
}

// Given more entries than a page has, the rest is on the next ones.
func TestTheTrailHasPages(t *testing.T) {
	h := givenDesk(t)
	ada := h.givenStaff("Ada", coordinator)
	id := h.givenRequest()
	for range 60 {
		if _, err := h.work.Read(t.Context(), ada, id); err != nil {
			t.Fatal(err)
		}
	}
	v := h.signedIn(ada)
	first := v.get("/desk/appointments/"+id.String()+"/trail").has("tbody tr", 50)
	v.get(first.attr(".pager a[rel=next]", "href")).has("tbody tr", 11).says("tbody", "the person").has(".pager a[rel=next]", 0).has(".pager a", 1)
}
