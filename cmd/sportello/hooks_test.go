package main

import (
	"context"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	formsapi "sportello/forms-api"
)

// The hooks by which the program fills pages (docs/architecture.md, "The page is
// the template") are tried on the pages that Hugo really built.

// filled is an answer's page.
type filled struct {
	t    *testing.T
	what string
	root *html.Node
}

func (f filled) all(selector string) []*html.Node {
	return cascadia.QueryAll(f.root, cascadia.MustCompile(selector))
}

func (f filled) has(selectors ...string) {
	f.t.Helper()
	for _, s := range selectors {
		if len(f.all(s)) == 0 {
			f.t.Errorf("%s: there is no %s", f.what, s)
		}
	}
}

func (f filled) lacks(selector string) {
	f.t.Helper()
	if n := len(f.all(selector)); n > 0 {
		f.t.Errorf("%s: %s is there %d times", f.what, selector, n)
	}
}

// pageAt reads a page of the program.
func pageAt(t *testing.T, p *Program, at string) filled {
	t.Helper()
	answer, err := http.Get("http://" + p.Addr() + at)
	if err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode != http.StatusOK {
		t.Errorf("%s: %s", at, answer.Status)
	}
	return parsed(t, at, bodyOf(t, answer))
}

// refused sends a form that must come back filled.
func refused(t *testing.T, p *Program, at string, form url.Values) filled {
	t.Helper()
	got := send(t, p, sent{path: at, contentType: asForm, body: form.Encode()})
	if got.status != http.StatusUnprocessableEntity {
		t.Errorf("%s with %v: %d, want 422", at, form, got.status)
	}
	return parsed(t, at+" with "+form.Encode(), got.body)
}

func parsed(t *testing.T, what, body string) filled {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return filled{t, what, root}
}

func TestTheBuiltFormHasEveryFieldOfTheContract(t *testing.T) {
	p := startProgram(t)
	for _, lang := range p.pages.current.edition.Load().Tags() {
		form := pageAt(t, p, "/"+lang+"/appointments/new/?office=potenza&service=orientation&slot=")
		form.has("html[lang="+lang+"]", "main > template[data-error-summary]:first-child")
		form.lacks(`[name=form_token][value=""]`)
		fromOffice := pageAt(t, p, "/"+lang+"/appointments/new/?office=potenza")
		fromOffice.has("form[data-step=service] [data-answer=office] [data-value]", "[data-at=potenza]")
		fromOffice.lacks("[data-at]:not([data-at=potenza])")
		for _, field := range strings.Fields("office service preferred_days preferred_part people reason name phone email contact " +
			"discreet language spoken_language interpreter needs consent form_token website") {
			form.has("form[data-form=appointment] [name=" + field + "]")
		}
		wrong := refused(t, p, "/api/appointments", url.Values{
			"language": {lang}, "people": {"13"}, "reason": {strings.Repeat("x", 501)}, "phone": {"1"},
		})
		for _, field := range strings.Fields("office service people reason name phone consent") {
			wrong.has("#error-"+field, `[aria-describedby~="error-`+field+`"]`, "[data-field="+field+"].field-invalid", `.error-summary a[href^="#`+field+`"]`)
		}
	}
}

func TestEveryBuiltPageCanBeRated(t *testing.T) {
	p := startProgram(t)
	pages := os.DirFS(p.pages.live.Serving()[0])
	rated := 0
	err := fs.WalkDir(pages, ".", func(name string, _ fs.DirEntry, err error) error {
		at := "/" + strings.TrimSuffix(name, "index.html")
		if err != nil || path.Base(name) != "index.html" || !p.pages.live.HasPage(at) || len(pageAt(t, p, at).all("form[data-form=rating]")) == 0 {
			return err
		}
		rated++
		lang, _, _ := strings.Cut(name, "/")
		refused(t, p, "/api/feedback", url.Values{"page": {at}, "language": {lang}, "rating": {"6"}, "comment": {"kept"}}).has(
			"html[lang="+lang+"]", "#comment", "#error-rating", `input[name=page][value="`+at+`"]`, ".error-summary a[href='#rating-1']")
		return nil
	})
	if err != nil || rated < 60 {
		t.Errorf("%d pages can be rated, %v; want those of three languages", rated, err)
	}
}

func TestTheBuiltPageOfARequest(t *testing.T) {
	p := startProgram(t)
	got := send(t, p, sent{path: "/api/appointments", contentType: asForm, body: goodForm.Encode()})
	reference := path.Base(got.location)
	shows := func(state formsapi.State) {
		for _, lang := range p.pages.current.edition.Load().Tags() {
			own := pageAt(t, p, "/"+lang+"/appointments/"+reference)
			own.has("html[lang="+lang+"]", "[data-show~="+string(state)+"]", "[data-slot=reference]", "[data-office=montelucci]")
			for _, wrong := range []string{"[data-show]:not([data-show~=" + string(state) + "])", "[data-office=potenza]", "[href$='/appointments/request/']", "form[data-form=rating]"} {
				own.lacks(wrong)
			}
		}
	}
	shows(formsapi.Waiting)
	rome, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	day := unclosed(t, p, time.Now().In(rome).AddDate(0, 0, 7))
	confirmed(t, p, day.Format("2006-01-02T")+"10:30")
	shows(formsapi.Confirmed)
	own := pageAt(t, p, "/it/appointments/"+reference)
	if text, want := textOf(own.all("[data-slot=date]")), (siteWords{p.pages.current}).Date("it", day, rome); !slices.Contains(text, want) {
		t.Errorf("the page says %q, want %q", text, want)
	}
	if text := textOf(own.all("[data-slot=time]")); !slices.Contains(text, "10:30") {
		t.Errorf("the page says %q, want the hour", text)
	}
}

// Given any state, the built page has a title, a sentence and what happens next,
// and no two states are worded alike in any language.
func TestEveryStateHasItsOwnWords(t *testing.T) {
	p := startProgram(t)
	for _, lang := range p.pages.current.edition.Load().Tags() {
		content, err := fs.ReadFile(os.DirFS(p.pages.live.Serving()[0]), lang+"/appointments/request/index.html")
		if err != nil {
			t.Fatal(err)
		}
		built, said := parsed(t, lang, string(content)), map[string]formsapi.State{}
		for _, state := range formsapi.States {
			shown := "[data-show=" + string(state) + "]"
			built.has(".state"+shown+" h2", ".state"+shown+" p", "section "+shown)
			for _, words := range textOf(built.all(".state" + shown + " > h2, .state" + shown + " > p:not([data-slot]):not([data-when])")) {
				if before, twice := said[words]; twice || words == "" {
					t.Errorf("%s: %s and %s both say %q", lang, before, state, words)
				}
				said[words] = state
			}
		}
		for _, action := range strings.Fields("accept refuse wait cancel change contact correct") {
			built.has("template[data-action=" + action + "] form[method=post] [type=submit]")
		}
	}
}

func textOf(nodes []*html.Node) (texts []string) {
	for _, n := range nodes {
		var b strings.Builder
		for d := range n.Descendants() {
			if d.Type == html.TextNode {
				b.WriteString(d.Data)
			}
		}
		texts = append(texts, strings.TrimSpace(b.String()))
	}
	return texts
}

// unclosed is a day, or one before it, on which Via Montelucci has no closure and no
// holiday: nobody can be given a time on one.
func unclosed(t *testing.T, p *Program, day time.Time) time.Time {
	t.Helper()
	office, known := (facts{p.pages.current}).Office("montelucci")
	if !known {
		t.Fatal("there is no office of Via Montelucci")
	}
	for {
		at := formsapi.WallTimeAt(day, office.Zone).Midnight()
		if len(office.ClosuresBetween(at, at.AddDays(1))) == 0 {
			return day
		}
		day = day.AddDate(0, 0, -1)
	}
}

// confirmed lets somebody of the desk confirm the only request.
func confirmed(t *testing.T, p *Program, start string) {
	t.Helper()
	ctx := context.Background()
	const password = "a long sentence of a password"
	token, err := p.accounts.Invite(ctx, formsapi.Staff{Email: "ada@example.org", Name: "Ada", Language: "it", Grants: formsapi.FirstGrants}, formsapi.ByCommand)
	if err != nil {
		t.Fatal(err)
	}
	ada, err := p.accounts.Accept(ctx, token, password, password)
	if err != nil {
		t.Fatal(err)
	}
	all, err := p.store.Appointments(ctx, formsapi.AppointmentFilter{Limit: 2})
	if err != nil || len(all) != 1 {
		t.Fatalf("%d requests, %v", len(all), err)
	}
	decision := formsapi.Decision{ID: all[0].ID, Version: all[0].Version, Event: formsapi.EventConfirm, Start: start, Outside: true}
	if err := p.workAppointments(time.Now).Decide(ctx, ada, decision); err != nil {
		t.Fatal(err)
	}
}
