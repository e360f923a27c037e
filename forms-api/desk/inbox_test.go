package desk_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

var coordinator = formsapi.Grant{Role: formsapi.RoleCoordinator}

func named(name string) func(*formsapi.AppointmentRequest) {
	return func(r *formsapi.AppointmentRequest) { r.Name = name }
}

func of(office, language string) func(*formsapi.AppointmentRequest) {
	return func(r *formsapi.AppointmentRequest) { r.Office, r.Language = office, language }
}

// Given somebody who speaks another language than that of their pages, the list names
// both: what they speak is sealed, and the filter goes by the other. Where they speak the
// language of their pages, it stands once.
func TestTheInboxNamesTheLanguageOfThePages(t *testing.T) {
	h := givenDesk(t)
	speaks := func(r *formsapi.AppointmentRequest) { r.SpokenLanguage, r.Interpreter = "ti", true }
	h.givenRequest(named("Amina"), of("potenza", "it"), speaks)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	p := v.get("/desk/?tab=all&language=it").says("[for=language]", "Language of the page").has("tbody tr", 1)
	p.says("[data-label=Language]", "Tigrinya with interpreter Language of the page: Italian")
	h.givenRequest(named("Bilal"), of("potenza", "en"), func(r *formsapi.AppointmentRequest) { r.SpokenLanguage = "en" })
	h.givenRequest(named("Chiara"), of("potenza", "en"))
	v.get("/desk/?tab=all&language=en").has("tbody tr", 2).has("[data-label=Language] .small", 0)
}

func TestTheInboxHasTabsAndFilters(t *testing.T) {
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
	h.decide(lucia, formsapi.Decision{ID: given, Version: 2, Event: formsapi.EventUrgency, Urgency: "urgent"})

	v := h.signedIn(lucia)
	for address, want := range map[string]string{
		"/desk/":                                  "Amina",
		"/desk/?tab=all":                          "Dario Chiara Bilal Amina",
		"/desk/?tab=all&sort=oldest":              "Amina Bilal Chiara Dario",
		"/desk/?tab=all&sort=dreamt":              "Dario Chiara Bilal Amina",
		"/desk/?tab=dreamt":                       "Amina",
		"/desk/?tab=closed":                       "Dario",
		"/desk/?tab=all&state=declined":           "Dario",
		"/desk/?tab=all&office=potenza":           "Dario Chiara Amina",
		"/desk/?tab=all&office=nowhere":           "Dario Chiara Bilal Amina",
		"/desk/?tab=all&service=legal-advice":     "Dario Chiara Bilal Amina",
		"/desk/?tab=all&service=dreamt":           "Dario Chiara Bilal Amina",
		"/desk/?tab=all&state=confirmed":          "Bilal",
		"/desk/?tab=all&state=dreamt":             "Dario Chiara Bilal Amina",
		"/desk/?tab=all&language=en":              "Chiara Bilal",
		"/desk/?tab=all&urgency=urgent":           "Chiara",
		"/desk/?tab=all&urgency=low":              "",
		"/desk/?tab=all&who=nobody":               "Dario Bilal Amina",
		"/desk/?tab=all&who=me":                   "",
		"/desk/?tab=all&who=" + marco.ID.String(): "Chiara",
		"/desk/?tab=all&from=2026-03-02":          "Dario Chiara Bilal Amina",
		"/desk/?tab=all&from=2026-03-03":          "",
		"/desk/?tab=all&until=2026-03-01":         "",
		"/desk/?tab=all&until=soon":               "Dario Chiara Bilal Amina",
		"/desk/?tab=mine":                         "",
		"/desk/?tab=aside":                        "Robot",
		"/desk/?after=not-a-cursor":               "Amina",
		"/desk/?after=1_2_x&before=_":             "Amina",
	} {
		if got := v.get(address).is(http.StatusOK).text("tbody th a"); got != want {
			t.Errorf("%s lists %q, not %q", address, got, want)
		}
	}
	h.signedIn(marco).get("/desk/?tab=all").says("tbody", "Chiara").has("#office", 0).lacks("Bilal")
	if got := h.signedIn(marco).get("/desk/?tab=mine").text("tbody th a"); got != "Chiara" {
		t.Errorf("Marco's own are %q", got)
	}
}

func TestInboxRowSaysWhoWhenWhereAndWhoWorksOnIt(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	id := h.givenRequest(named("أمينة بن علي"), of("montelucci", "ar"))
	h.decide(lucia, formsapi.Decision{ID: id, Version: 1, Event: formsapi.EventConfirm, Start: "2026-03-05T10:30", Outside: true})
	h.decide(lucia, formsapi.Decision{ID: id, Version: 2, Event: formsapi.EventAssign, To: lucia.ID})
	p := h.signedIn(lucia).get("/desk/?tab=mine")
	p.says("tbody th bdi", "أمينة بن علي")
	if got := p.attr("tbody th bdi", "lang"); got != "ar" {
		t.Errorf("the name is marked as %q", got)
	}
	p.says("tbody", "Today, 10:01 Legal advice Montelucci street Arabic Confirmed Appointment: 05/03/2026, 10:30 05/03/2026, 11:00 you")
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
	one := shows(v.get("/desk/?sort=newest"), "N119", "N070", 50).has("[rel=prev]", 0).says("[rel=next]", "Next page")
	two := shows(v.get(one.attr("[rel=next]", "href")), "N069", "N020", 50).says("[rel=prev]", "Previous page")
	three := shows(v.get(two.attr("[rel=next]", "href")), "N019", "N000", 20).has("[rel=next]", 0)
	two = shows(v.get(three.attr("[rel=prev]", "href")), "N069", "N020", 50)
	shows(v.get(two.attr("[rel=prev]", "href")), "N119", "N070", 50).has("[rel=prev]", 0).has("[rel=next]", 1)

	filtered := shows(v.get("/desk/?sort=newest&office=potenza"), "N118", "N020", 50)
	shows(v.get(filtered.attr("[rel=next]", "href")), "N018", "N000", 10)
}

func TestInboxPagesOfSeveralOffices(t *testing.T) {
	h := givenDesk(t)
	both := h.givenStaff("Marco", operator, formsapi.Grant{Role: formsapi.RoleOperator, Office: "montelucci"})
	for i := range 60 {
		h.givenRequest(named(fmt.Sprintf("N%03d", i)), of([]string{"potenza", "montelucci"}[i%2], "it"))
	}
	v := h.signedIn(both)
	one := v.get("/desk/?sort=newest").has("tbody tr", 50).says("tbody tr:first-child", "N059")
	two := v.get(one.attr("[rel=next]", "href")).has("tbody tr", 10).says("tbody tr:last-child", "N000")
	v.get(two.attr("[rel=prev]", "href")).has("tbody tr", 50).says("tbody tr:first-child", "N059").says("tbody tr:last-child", "N010")
}

func TestEmptyInboxTeaches(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	for tab, says := range map[string]string{
		"new": "their request appears here", "mine": "I work on it", "waiting": "We wait for nobody", "today": "Nothing else is due today",
		"overdue": "Nothing is late", "closed": "saying what came of it", "all": "New contact", "aside": "Nothing was set aside",
	} {
		v.get("/desk/?tab="+tab).says(".empty", says).has(`.tabs [aria-current="page"]`, 1)
	}
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

// Given requests at every stage, each stands in the tabs that it belongs to, and the
// tabs say how many there are, with the same filter.
func TestTabsSayWhatThereIsToDo(t *testing.T) {
	h := givenDesk(t)
	lucia, marco := h.givenStaff("Lucia", coordinator), h.givenStaff("Marco", operator)
	h.givenRequest(named("Amina"))
	late := h.givenRequest(named("Bilal"))
	h.decide(lucia, formsapi.Decision{ID: late, Version: 1, Event: formsapi.EventDue, Due: "2026-03-02T10:30"})
	today := h.givenRequest(named("Chiara"))
	h.decide(lucia, formsapi.Decision{ID: today, Version: 1, Event: formsapi.EventDue, Due: "2026-03-02T18:00"})
	h.decide(lucia, formsapi.Decision{ID: today, Version: 2, Event: formsapi.EventFlag, To: marco.ID})
	offered := h.givenRequest(named("Dario"))
	h.decide(lucia, formsapi.Decision{ID: offered, Version: 1, Event: formsapi.EventPropose, Start: "2026-03-05T10:30", Outside: true})
	h.clock.pass(time.Hour)

	v := h.signedIn(marco)
	p := v.get("/desk/").says(".tabs", "New 3 Mine 1 Waiting for the person 1 Due today 1 Overdue 1 Closed All")
	for tab, want := range map[string]string{"mine": "Chiara", "waiting": "Dario", "today": "Chiara", "overdue": "Bilal"} {
		if got := v.get("/desk/?tab=" + tab).text("tbody th a"); got != want {
			t.Errorf("%s lists %q, not %q", tab, got, want)
		}
	}
	p.has("tr.new", 3).has("tr .overdue", 1)
	v.get("/desk/?language=en").says(".tabs", "New 0 Mine 0 Waiting for the person 0").has(`.tabs a[href="/desk/?language=en&tab=mine"]`, 1)
}

// Given more than anybody counts, a tab says so.
func TestTabsCountUpToAHundred(t *testing.T) {
	h := givenDesk(t)
	for range 101 {
		h.givenRequest()
	}
	h.signedIn(h.givenStaff("Marco", operator)).get("/desk/").says(".tabs", "New 100+ Mine 0")
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
		v.post("/desk/find", "search", typed).leadsTo("/desk/appointments/" + id.String())
	}
	for _, typed := range []string{"nonsense", "0000-0000-0000"} {
		p := v.post("/desk/find", "search", typed).is(http.StatusOK).says(".empty", "No request of your offices").has("tbody tr", 0)
		if got := p.attr("#search", "value"); got != typed {
			t.Errorf("%q was not kept: %q", typed, got)
		}
	}
	elsewhere := h.signedIn(h.givenStaff("Piero", formsapi.Grant{Role: formsapi.RoleOperator, Office: "montelucci"}))
	elsewhere.post("/desk/find", "search", code).is(http.StatusOK).says(".empty", "No request of your offices")
}

// Given people in several scripts, one field finds them by telephone, by e-mail and by
// whole words of the name; who only sounds alike stands apart.
func TestOneFieldFindsAPerson(t *testing.T) {
	h := givenDesk(t)
	h.givenRequest(named("Amina Benali"), reachedBy("call", "333 123 4567", ""))
	h.givenRequest(named("أمينة بن علي"), reachedBy("email", "", "amina@example.org"))
	v := h.signedIn(h.givenStaff("Marco", operator))
	for typed, want := range map[string]string{
		"+39 333 1234567": "Amina Benali", "AMINA@example.org": "أمينة بن علي", "benali": "Amina Benali",
	} {
		if got := v.post("/desk/find", "search", typed).is(http.StatusOK).text("tbody th a"); got != want {
			t.Errorf("%q finds %q", typed, got)
		}
	}
	v.post("/desk/find", "search", "Amina").is(http.StatusOK).has("table", 2).says("h2", "sound alike")
	v.post("/desk/find", "search", " ").is(http.StatusUnprocessableEntity).says("#error-search", "Type what you are looking for")
	v.post("/desk/find", "search", strings.Repeat("x", 201)).is(http.StatusUnprocessableEntity).says("#error-search", "at most 200")
}

// Given a mediator without a request, their empty tabs teach no step that they cannot take;
// of one who came without an outcome, the list says what is missing.
func TestTheInboxSaysWhatIsToDo(t *testing.T) {
	h := givenDesk(t)
	lucia := h.givenStaff("Lucia", coordinator)
	mina := h.signedIn(h.givenStaff("Mina", formsapi.Grant{Role: formsapi.RoleMediator}))
	mina.get("/desk/?tab=mine").says(".empty", "that an operator gives you").lacks("I work on it")
	mina.get("/desk/").says(".empty", "An operator takes them on").lacks("take it on")
	mina.get("/desk/?tab=all").says(".empty", "write notes and note calls").lacks("New contact")
	h.signedIn(lucia).get("/desk/?tab=mine").says(".empty", "I work on it")

	id := h.givenRequest(asksFor(tuesdayAtTen), named("Amina"))
	h.decide(lucia, formsapi.Decision{ID: id, Version: 1, Event: formsapi.EventConfirm})
	h.clock.pass(24 * time.Hour)
	h.signedIn(lucia).get("/desk/?tab=all").lacks("outcome not said")
	h.decide(lucia, formsapi.Decision{ID: id, Version: 2, Event: formsapi.EventAttend})
	h.signedIn(lucia).get("/desk/?tab=all").says("tbody", "outcome not said")
}
