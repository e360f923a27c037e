package main

import (
	"context"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"sportello/cmd/sportello/internal/site"
	formsapi "sportello/forms-api"
)

func TestADemonstrationIsFullAndSaysThatItIsOne(t *testing.T) {
	own := unchanged(t)
	own.site = town(t)
	p, stop, err := runWith(settings{folders: own, listen: "127.0.0.1:0", limits: true, demo: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	}()
	ctx := context.Background()
	all, err := p.store.Appointments(ctx, formsapi.AppointmentFilter{Limit: 500})
	if err != nil || len(all) == 500 {
		t.Fatalf("%d requests are listed, %v; want all", len(all), err)
	}
	states, languages := map[formsapi.State]int{}, map[string]int{}
	for _, a := range all {
		states[a.State]++
		languages[a.Language]++
	}
	for _, state := range formsapi.States {
		if states[state] < 3 {
			t.Errorf("%d requests are %s, want a few", states[state], state)
		}
	}
	for _, tag := range p.pages.current.edition.Load().Tags() {
		if languages[tag] == 0 {
			t.Errorf("no request is in %q", tag)
		}
	}
	desk := p.workAppointments(time.Now)
	coordinator := p.demoStaff[0]
	if misfits, err := desk.CountMisfits(ctx, coordinator); err != nil || misfits == 0 {
		t.Errorf("%d appointments count on a mediator who does not come, %v; want some", misfits, err)
	}
	if calls, err := p.callList().Count(ctx, coordinator); err != nil || calls == 0 {
		t.Errorf("%d people are to be called, %v; want some", calls, err)
	}
	booked := 0
	agreed := []formsapi.State{formsapi.Confirmed, formsapi.Attended, formsapi.NotAttended}
	for _, a := range all {
		if a.Office != "potenza" || !slices.Contains(agreed, a.State) {
			continue
		}
		if history, err := p.store.AppointmentHistory(ctx, a.ID); err == nil && history[0].Event == formsapi.EventBook {
			booked++
		}
	}
	if booked < 8 {
		t.Errorf("%d people took a time where it is agreed at once, want several", booked)
	}
	if facts, err := p.pages.builder.FactsOf(p.settings.site); err != nil || slices.ContainsFunc(facts.Offices(), func(o formsapi.Office) bool { return len(o.Mediators) > 0 }) {
		t.Errorf("an office of the site has the invented mediators, %v", err)
	}
	if rated, err := p.store.PageFeedback(ctx); err != nil || len(rated) < 20 {
		t.Errorf("%d pages are rated, %v; want many", len(rated), err)
	}
	checkDemoReport(t, p, coordinator)
	if page := shown(t, p, "/it/"); !strings.Contains(page, "Dimostrazione") {
		t.Error("the page does not say that it is a demonstration")
	}
	if len(p.demoStaff) < 3 {
		t.Fatalf("%d people work here, want one of each kind", len(p.demoStaff))
	}
	for _, s := range p.demoStaff {
		if works, err := p.people().StaffByID(t.Context(), s.ID); err != nil || !works.Works() {
			t.Errorf("nothing can be given to %s (%v)", s.Name, err)
		}
		staff := visitor(t)
		signIn := posted(t, staff, p, "/desk/sign-in", url.Values{"email": {s.Email}, "password": {p.demoPassword}})
		if !strings.Contains(signIn, "demo") || !strings.Contains(signIn, s.Name) {
			t.Errorf("%s is not shown in at a desk that says it is a demonstration", s.Email)
		}
	}
	report, err := p.store.Verify(ctx, p.ring)
	if err != nil || len(report.Findings) > 0 {
		t.Errorf("the invented records: %q, %v", report.Findings, err)
	}
}

// checkDemoReport has a report of the last quarter tell how many came, and each
// outcome that a contact at the counter can have.
func checkDemoReport(t *testing.T, p *Program, reader formsapi.Staff) {
	t.Helper()
	now := time.Now()
	r, err := p.makeReports().Read(t.Context(), reader, formsapi.ReportQuery{
		From: now.AddDate(0, 0, -90).Format(time.DateOnly), Until: now.Format(time.DateOnly),
	})
	if err != nil {
		t.Fatal(err)
	}
	if r.Total.Persons.As != formsapi.Told || r.Total.Persons.N < 50 || r.Experience.Count.As != formsapi.Told {
		t.Errorf("the report of a quarter tells %+v persons and %+v answers, want their numbers", r.Total.Persons, r.Experience.Count)
	}
	for _, outcome := range []formsapi.Outcome{formsapi.OutcomeHelped, formsapi.OutcomeInformed, formsapi.OutcomeNothing} {
		if g, ok := r.Of(formsapi.ByOutcome).Group(string(outcome)); !ok || g.Contacts.N == 0 {
			t.Errorf("no contact is told with the outcome %q", outcome)
		}
	}
}

// Given a site in all languages, somebody invented uses its pages in each of them;
// where it lacks theirs, they use another that they read.
func TestADemonstrationHasSomebodyOfEveryLanguage(t *testing.T) {
	for name, c := range map[string]struct{ has, used []string }{
		"all languages": {allLanguages, allLanguages},
		"three":         {siteLanguages, siteLanguages},
		"no Italian":    {[]string{"en"}, []string{"it", "en"}},
	} {
		var languages []site.Language
		for _, tag := range c.has {
			languages = append(languages, site.Language{Tag: tag})
		}
		served := &current{}
		served.edition.Store(&site.Edition{Languages: languages})
		d := &demonstration{words: siteWords{served}}
		used := map[string]bool{}
		for _, person := range demoPeople {
			used[d.pageLanguage(person)] = true
		}
		if got := slices.Sorted(maps.Keys(used)); !slices.Equal(got, slices.Sorted(slices.Values(c.used))) {
			t.Errorf("with %s, pages are used in %v, want %v", name, got, c.used)
		}
	}
}

func TestTheFirstLinkMakesTheFirstAccountOnce(t *testing.T) {
	p := serving(t)
	token, err := p.accounts.InviteFirst(context.Background())
	if err != nil || token == "" {
		t.Fatalf("InviteFirst: %q, %v", token, err)
	}
	path := "/desk/invitation?" + url.Values{"token": {token}}.Encode()
	if form := shown(t, p, path); !strings.Contains(form, `name="email"`) {
		t.Errorf("the first invitation does not ask for an e-mail:\n%s", form)
	}
	account := url.Values{
		"token": {token}, "email": {"Ada@example.org"}, "name": {"Ada"},
		"password": {"short"}, "repeated": {"short"},
	}
	if page := posted(t, visitor(t), p, "/desk/invitation", account); !strings.Contains(page, "Ada@example.org") {
		t.Error("after a password that is too short the e-mail has to be typed again")
	}
	account["password"], account["repeated"] = []string{"a longer password"}, []string{"a longer password"}
	if page := posted(t, visitor(t), p, "/desk/invitation", account); !strings.Contains(page, "Ada") || !strings.Contains(page, "/desk/sign-out") {
		t.Errorf("the new account is not signed in:\n%s", page)
	}
	all, err := p.store.StaffList(context.Background())
	if err != nil || len(all) != 1 || all[0].Email != "ada@example.org" {
		t.Fatalf("the accounts are %+v, %v", all, err)
	}
	if !all[0].MayAnywhere(formsapi.ManageStaff) || !all[0].May(formsapi.WorkRequests, "potenza") {
		t.Errorf("the first account may not do everything: %v", all[0].Grants)
	}
	account["email"] = []string{"eve@example.org"}
	posted(t, visitor(t), p, "/desk/invitation", account)
	if again, err := p.store.CountStaff(context.Background()); err != nil || again != 1 {
		t.Errorf("the link made a second account: %d, %v", again, err)
	}
	if token, err := p.accounts.InviteFirst(context.Background()); err != nil || token != "" {
		t.Errorf("with staff there is another first link: %q, %v", token, err)
	}
}

// visitor is a browser with its own cookies.
func visitor(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar}
}

// posted sends a form and returns the page that it leads to.
func posted(t *testing.T, c *http.Client, p *Program, path string, form url.Values) string {
	t.Helper()
	answer, err := c.PostForm("http://"+p.Addr()+path, form)
	if err != nil {
		t.Fatal(err)
	}
	return bodyOf(t, answer)
}
