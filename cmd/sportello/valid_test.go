package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// htmlCheckerPath is the Nu HTML checker that `npm ci` puts into the checkout.
const htmlCheckerPath = "../../node_modules/vnu-jar/build/dist/vnu.jar"

// sheets are pages as the program served them, gathered for one run of the checker.
type sheets struct {
	t     *testing.T
	p     *Program
	dir   string
	names []string // what each file shows: the first one is 0.html
}

func (s *sheets) add(what, page string) {
	s.t.Helper()
	writeFile(s.t, filepath.Join(s.dir, strconv.Itoa(len(s.names))+".html"), page)
	s.names = append(s.names, what)
}

// get adds the page at an address, which must answer with that status.
func (s *sheets) get(visitor *http.Client, at string, status int) {
	s.t.Helper()
	answer, err := visitor.Get("http://" + s.p.Addr() + at)
	if err != nil {
		s.t.Fatal(err)
	}
	s.keep(at, answer, status)
}

// post adds the page that a form leads to.
func (s *sheets) post(visitor *http.Client, at string, form url.Values, status int) {
	s.t.Helper()
	answer, err := visitor.PostForm("http://"+s.p.Addr()+at, form)
	if err != nil {
		s.t.Fatal(err)
	}
	s.keep(at+" with "+form.Encode(), answer, status)
}

func (s *sheets) keep(what string, answer *http.Response, status int) {
	s.t.Helper()
	page := bodyOf(s.t, answer)
	if kind := answer.Header.Get("Content-Type"); answer.StatusCode != status || !strings.HasPrefix(kind, "text/html") {
		s.t.Errorf("%s answers %s as %s, want %d and a page", what, answer.Status, kind, status)
	}
	s.add(what, page)
}

// Given every page of the site, and what the program answers in every language, the
// Nu HTML checker finds no error. It does find what is planted before and after
// them, so that its silence means something.
func TestEveryPageIsValidHTML(t *testing.T) {
	java := javaFor(t)
	s := &sheets{t: t, p: startProgram(t), dir: t.TempDir()}
	s.addMistake()
	s.addBuiltPages()
	for _, lang := range s.p.pages.current.edition.Load().Tags() {
		s.addAnswers(lang)
	}
	s.addRequests()
	s.addMistake()
	if len(s.names) < 150 {
		t.Errorf("%d pages are checked, fewer than three languages have", len(s.names))
	}
	s.check(java)
}

// check says what the checker finds beside the two mistakes that are planted.
func (s *sheets) check(java string) {
	s.t.Helper()
	planted := 0
	for _, e := range s.errors(java) {
		if e.what == mistaken {
			planted++
			continue
		}
		s.t.Error(e)
	}
	if planted != 2 {
		s.t.Errorf("of two mistakes that are planted, the checker sees %d", planted)
	}
}

const mistaken = "a page that has the same id twice"

func (s *sheets) addMistake() {
	s.t.Helper()
	s.add(mistaken, `<!doctype html><html lang="it"><title>x</title><p id="x">1</p><p id="x">2</p></html>`)
}

// addBuiltPages adds what the sitemap names and what it keeps to itself: the
// posters, the pages about danger, the page without a network, the thanks.
func (s *sheets) addBuiltPages() {
	s.t.Helper()
	served := map[string]bool{}
	err := fs.WalkDir(os.DirFS(s.p.pages.live.Serving()[0]), ".", func(name string, _ fs.DirEntry, err error) error {
		at := "/" + strings.TrimSuffix(name, "index.html")
		if err == nil && path.Base(name) == "index.html" && s.p.pages.live.HasPage(at) {
			served[at] = true
			s.get(http.DefaultClient, at, http.StatusOK)
		}
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	named := append(sitemap(s.t, "http://"+s.p.Addr()), "/", "/it/offices/potenza/poster/", "/en/needs/danger/", "/ar/offline/", "/it/feedback/thanks/")
	for _, at := range named {
		if !served[at] {
			s.t.Errorf("%s is not among the built pages", at)
		}
	}
}

// addAnswers adds what the program makes of built pages for one visitor.
func (s *sheets) addAnswers(lang string) {
	s.t.Helper()
	public, in := http.DefaultClient, "/"+lang
	s.get(public, in+"/nothing-here/", http.StatusNotFound)
	s.get(public, in+"/search/?q=potenza&need=sleep&open=now&city=Roma", http.StatusOK)
	s.get(public, in+"/search/?q=zzzz&door=open-door&city=Potenza&need=sleep&language=si", http.StatusOK)
	s.get(public, in+"/appointments/new/?office=potenza&service=orientation", http.StatusOK)
	s.get(public, in+"/appointments/new/?service=legal-advice", http.StatusOK)
	s.get(public, in+"/appointments/new/?office=potenza&service=orientation&slot=", http.StatusOK)
	answered := url.Values{"language": {lang}, "office": {"potenza"}, "service": {"orientation"}, "name": {"<b>"}, "phone": {"333 123 4567"}, "needs": {"wheelchair", "child-care"}, "consent": {"true"}}
	for _, step := range []string{"check", "service", "office", "slot", "about"} {
		answered.Set("step", step)
		s.post(public, "/api/appointments", answered, http.StatusOK)
	}
	s.get(public, in+"/appointments/find/?reference=0000", http.StatusNotFound)
	s.get(public, in+"/appointments/0000-0000-0000", http.StatusNotFound)
	s.post(public, "/api/appointments", url.Values{"language": {lang}}, http.StatusUnprocessableEntity)
	s.post(public, "/api/appointments", url.Values{
		"language": {lang}, "people": {"13"}, "phone": {"1"}, "email": {"<a@b"}, "reason": {strings.Repeat("<&\"", 300)}, "preferred_days": {"tue"},
	}, http.StatusUnprocessableEntity)
	s.post(public, "/api/feedback", url.Values{"language": {lang}, "page": {in + "/offices/potenza/"}}, http.StatusUnprocessableEntity)
	s.post(public, "/api/feedback", url.Values{"language": {lang}, "page": {in + "/nowhere/"}, "rating": {"6"}}, http.StatusUnprocessableEntity)
	s.post(public, "/api/feedback", url.Values{"language": {lang}, "page": {in + "/"}, "rating": {"2"}, "aspect": {"lost"}, "comment": {"<b>"}}, http.StatusOK)
}

// addRequests adds the own pages of people with requests in several states: one is
// agreed, one declined, one was kept, and one answered, a minute ago.
func (s *sheets) addRequests() {
	s.t.Helper()
	const answered = 3
	ada := formsapi.Staff{ID: uuid.New(), Grants: []formsapi.Grant{{Role: formsapi.RoleCoordinator}}}
	var references []string
	for range answered + 1 {
		references = append(references, asks(s.t, s.p))
	}
	all, err := s.p.store.Appointments(s.t.Context(), formsapi.AppointmentFilter{Limit: 9})
	if err != nil || len(all) != len(references) {
		s.t.Fatalf("%d requests, %v", len(all), err)
	}
	works := s.p.workAppointments(func() time.Time { return time.Now().Add(-time.Minute) })
	day := unclosed(s.t, s.p, time.Now().In(formsapi.TallyZone()).AddDate(0, 0, 7))
	for n, decision := range []formsapi.Decision{
		{Event: formsapi.EventConfirm, Start: day.Format("2006-01-02T") + "10:30", Outside: true},
		{Event: formsapi.EventDecline, Reason: formsapi.DeclineReasons[0]},
		{Event: formsapi.EventRecord, Outcome: formsapi.OutcomeHelped},
	} {
		decision.ID, decision.Version = all[n].ID, all[n].Version
		if err := works.Decide(s.t.Context(), ada, decision); err != nil {
			s.t.Fatal(err)
		}
	}
	answers := &formsapi.AnswerRequests{Work: works, Words: siteWords{s.p.pages.current}}
	reply := formsapi.Answer{ID: all[answered].ID, Version: all[answered].Version, Way: formsapi.ReplyOnPaper, Text: "<b>Buongiorno", Language: "it"}
	if err := answers.Send(s.t.Context(), ada, reply); err != nil {
		s.t.Fatal(err)
	}
	for _, reference := range references {
		s.addOwnPages(reference)
	}
}

// addOwnPages adds what the person sees of a request: what is not possible now leads back.
func (s *sheets) addOwnPages(reference string) {
	s.t.Helper()
	for _, lang := range []string{"it", "ar"} {
		at := "/" + lang + "/appointments/" + reference
		for _, action := range []string{"", "/change", "/cancel", "/contact", "/answers", "/experience"} {
			s.get(http.DefaultClient, at+action, http.StatusOK)
		}
	}
}

// javaFor finds what runs the checker. Without Java the test is skipped, unless
// SPORTELLO_HTML_CHECKER=required, which CI sets.
func javaFor(t *testing.T) string {
	t.Helper()
	java, err := exec.LookPath("java")
	if err != nil {
		if os.Getenv("SPORTELLO_HTML_CHECKER") == "required" {
			t.Fatal("the HTML checker is required, and Java is missing")
		}
		t.Skip("no Java here: the HTML checker is skipped")
	}
	if _, err := os.Stat(htmlCheckerPath); err != nil {
		t.Fatalf("vnu-jar is missing, run npm ci: %v", err)
	}
	return java
}

// An htmlError is one place where a page is not valid.
type htmlError struct {
	what           string // the page
	line           int
	message, where string
}

func (e htmlError) String() string {
	return fmt.Sprintf("%s, line %d: %s\n    %s", e.what, e.line, e.message, strings.TrimSpace(e.where))
}

// errors runs the checker once over all that was gathered.
func (s *sheets) errors(java string) (found []htmlError) {
	s.t.Helper()
	ctx, stop := context.WithTimeout(s.t.Context(), 5*time.Minute)
	defer stop()
	checker := exec.CommandContext(ctx, java, "-Xss1m", "-jar", htmlCheckerPath, "--format", "json", "--stdout", "--errors-only", s.dir)
	checker.Stderr = io.Discard
	out, err := checker.Output()
	var finds *exec.ExitError // it ends with 1 when it has found something
	if err != nil && !errors.As(err, &finds) {
		s.t.Fatal(err)
	}
	var report struct {
		Messages []struct {
			URL, Message, Extract string
			LastLine              int
		}
	}
	if err := json.Unmarshal(out, &report); err != nil {
		s.t.Fatalf("the checker says no JSON: %v\n%.500s", err, out)
	}
	for _, m := range report.Messages {
		n, err := strconv.Atoi(strings.TrimSuffix(path.Base(m.URL), ".html"))
		if err != nil || n >= len(s.names) {
			s.t.Fatalf("the checker itself fails: %+v", m)
		}
		found = append(found, htmlError{s.names[n], m.LastLine, m.Message, m.Extract})
	}
	return found
}
