package desk_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	formsapi "sportello/forms-api"
)

var coordinator = formsapi.Grant{Role: formsapi.RoleCoordinator}

func named(name string) func(*formsapi.AppointmentRequest) {
	return func(r *formsapi.AppointmentRequest) { r.Name = name }
}

func of(office, language string) func(*formsapi.AppointmentRequest) {
	return func(r *formsapi.AppointmentRequest) { r.Office, r.Language = office, language }
}

func TestInboxListsNewestFirstAndFilters(t *testing.T) {
	h := givenDesk(t)
	lucia, marco := h.givenStaff("Lucia", coordinator), h.givenStaff("Marco", operator)
	h.givenRequest(named("Amina"))
	confirmed := h.givenRequest(named("Bilal"), of("montelucci", "en"))
	given := h.givenRequest(named("Chiara"), of("potenza", "en"))
	declined := h.givenRequest(named("Dario"))
	h.decide(lucia, formsapi.Decision{ID: declined, Version: 1, Event: formsapi.EventDecline, Reason: "other"})
	h.givenRequest(named("Robot"), func(r *formsapi.AppointmentRequest) { r.Honeypot = "x" })
	h.decide(lucia, formsapi.Decision{ID: confirmed, Version: 1, Event: formsapi.EventConfirm, Start: "2026-03-05T10:30", Outside: true})
	h.decide(lucia, formsapi.Decision{ID: given, Version: 1, Event: formsapi.EventAssign, To: marco.ID})

	for address, want := range map[string]string{
		"/desk/":                              "Chiara Bilal Amina",
		"/desk/?state=all":                    "Dario Chiara Bilal Amina",
		"/desk/?state=all&language=it":        "Dario Amina",
		"/desk/?state=declined":               "Dario",
		"/desk/?office=potenza":               "Chiara Amina",
		"/desk/?office=nowhere":               "Chiara Bilal Amina",
		"/desk/?state=confirmed":              "Bilal",
		"/desk/?state=dreamt":                 "Chiara Bilal Amina",
		"/desk/?language=en":                  "Chiara Bilal",
		"/desk/?language=en&office=potenza":   "Chiara",
		"/desk/?who=nobody":                   "Bilal Amina",
		"/desk/?who=me":                       "",
		"/desk/?set-aside=true":               "Robot",
		"/desk/?after=not-a-cursor":           "Chiara Bilal Amina",
		"/desk/?who=nobody&state=waiting":     "Amina",
		"/desk/?set-aside=true&state=decided": "Robot",
	} {
		if got := h.signedIn(lucia).get(address).is(http.StatusOK).text("tbody th a"); got != want {
			t.Errorf("%s lists %q, not %q", address, got, want)
		}
	}
	h.signedIn(marco).get("/desk/").says("tbody", "Chiara").has("#office", 0).lacks("Bilal")
	if got := h.signedIn(marco).get("/desk/?who=me").text("tbody th a"); got != "Chiara" {
		t.Errorf("Marco's own are %q", got)
	}
}

func TestInboxRowSaysWhoWhenWhereAndWhoWorksOnIt(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	id := h.givenRequest(named("أمينة بن علي"), of("montelucci", "ar"))
	h.decide(lucia, formsapi.Decision{ID: id, Version: 1, Event: formsapi.EventConfirm, Start: "2026-03-05T10:30", Outside: true})
	h.decide(lucia, formsapi.Decision{ID: id, Version: 2, Event: formsapi.EventAssign, To: lucia.ID})
	p := h.signedIn(lucia).get("/desk/")
	p.says("tbody th bdi", "أمينة بن علي")
	if got := p.attr("tbody th bdi", "lang"); got != "ar" {
		t.Errorf("the name is marked as %q", got)
	}
	p.says("tbody", "Today, 10:01 Legal advice Montelucci street Arabic Confirmed Appointment: 05/03/2026, 10:30 you")
	p.says(".state-confirmed", "Confirmed")
}

func TestInboxPagesBackAndForth(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	for i := range 120 {
		h.givenRequest(named(fmt.Sprintf("N%03d", i)), of([]string{"potenza", "montelucci"}[i%2], "it"))
	}
	v := h.signedIn(lucia)
	shows := func(p *page, first, last string, rows int) *page {
		t.Helper()
		p.has("tbody tr", rows).says("tbody tr:first-child", first).says("tbody tr:last-child", last)
		return p
	}
	one := shows(v.get("/desk/"), "N119", "N070", 50).has("[rel=prev]", 0)
	two := shows(v.get(one.attr("[rel=next]", "href")), "N069", "N020", 50)
	three := shows(v.get(two.attr("[rel=next]", "href")), "N019", "N000", 20).has("[rel=next]", 0)
	two = shows(v.get(three.attr("[rel=prev]", "href")), "N069", "N020", 50)
	shows(v.get(two.attr("[rel=prev]", "href")), "N119", "N070", 50).has("[rel=prev]", 0).has("[rel=next]", 1)

	filtered := shows(v.get("/desk/?office=potenza"), "N118", "N020", 50)
	shows(v.get(filtered.attr("[rel=next]", "href")), "N018", "N000", 10)
}

func TestInboxPagesOfSeveralOffices(t *testing.T) {
	h := givenDesk(t)
	both := h.givenStaff("Marco", operator, formsapi.Grant{Role: formsapi.RoleOperator, Office: "montelucci"})
	for i := range 60 {
		h.givenRequest(named(fmt.Sprintf("N%03d", i)), of([]string{"potenza", "montelucci"}[i%2], "it"))
	}
	v := h.signedIn(both)
	one := v.get("/desk/").has("tbody tr", 50).says("tbody tr:first-child", "N059")
	two := v.get(one.attr("[rel=next]", "href")).has("tbody tr", 10).says("tbody tr:last-child", "N000")
	v.get(two.attr("[rel=prev]", "href")).has("tbody tr", 50).says("tbody tr:first-child", "N059").says("tbody tr:last-child", "N010")
}

func TestEmptyInboxTeaches(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	v.get("/desk/").says(".empty", "their request appears here")
	v.get("/desk/?state=declined").says(".empty", "No request matches").has(`.empty a[href="/desk/"]`, 1)

	h.givenRequest()
	admin := h.signedIn(h.givenStaff("Ada", formsapi.Grant{Role: formsapi.RoleAdministrator}))
	admin.get("/desk/").is(http.StatusOK).says("main", "does not read people’s requests").has("table", 0).has("form.filter", 0).lacks("Amina")
}

func (h *help) decide(by formsapi.Staff, d formsapi.Decision) {
	h.t.Helper()
	if err := h.work.Decide(h.t.Context(), by, d); err != nil {
		h.t.Fatal(err)
	}
}

// Given a code that somebody says or shows, typed as people type it or read from
// paper by a scanner, their request opens; a code of another office is none.
func TestARequestIsFoundByItsCode(t *testing.T) {
	h := givenDesk(t)
	id := h.givenRequest()
	read, err := h.work.Read(t.Context(), root, id)
	if err != nil {
		t.Fatal(err)
	}
	code := read.Reference.String()
	v := h.signedIn(h.givenStaff("Marco", operator))
	for _, typed := range []string{code, strings.ToLower(strings.ReplaceAll(code, "-", " ")), "https://help.example.org/it/appointments/" + code} {
		v.post("/desk/find", "reference", typed).leadsTo("/desk/appointments/" + id.String())
	}
	for _, typed := range []string{"", "nonsense", "0000-0000-0000"} {
		p := v.post("/desk/find", "reference", typed).is(http.StatusUnprocessableEntity).says("#error-reference", "No request of your offices has this code").has("tbody tr", 1)
		if got := p.attr("#reference", "value"); got != typed {
			t.Errorf("%q was not kept: %q", typed, got)
		}
	}
	elsewhere := h.signedIn(h.givenStaff("Piero", formsapi.Grant{Role: formsapi.RoleOperator, Office: "montelucci"}))
	elsewhere.post("/desk/find", "reference", code).is(http.StatusUnprocessableEntity).says("#error-reference", "No request of your offices")
}

// Given requests that are done with, the inbox opens without them, and one link
// leads to all and back, within what it was narrowed to.
func TestTheInboxOpensWithWhatIsOpen(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	h.givenRequest(named("Amina"))
	done := h.givenRequest(named("Dario"))
	h.decide(lucia, formsapi.Decision{ID: done, Version: 1, Event: formsapi.EventDecline, Reason: "other"})
	v := h.signedIn(lucia)
	p := v.get("/desk/?office=potenza").says("tbody", "Amina").says(".shown", "These are the open requests").has("details.filters[open]", 1)
	p = v.get(p.attr(".shown a", "href")).says("tbody tr:first-child", "Dario").says("tbody tr:last-child", "Amina").says(".shown", "closed ones too")
	if back := p.attr(".shown a", "href"); back != "/desk/?office=potenza" {
		t.Errorf("back leads to %s", back)
	}
	v.get("/desk/").has("details.filters[open]", 0).lacks("Dario")
}
