package main

import (
	"context"
	"crypto/sha256"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// hamlet is a town's folder as docs/content.md has it, and nothing more.
func hamlet(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"hugo.toml":      "[languages.it]\n",
		"sportello.toml": "",
		"static/.keep":   "",
		"content/organisations/town/organisation.toml": "name = \"Comune del borgo\"\n",
		"content/services/help/service.toml":           "topics = [\"immigration\"]\nstatus = \"active\"\n",
		"content/services/help/index.it.md":            plainPage("Aiuto") + "\n## A chi {#who}\n\n## Come {#how}\n\n## Cosa serve {#needed}\n\n## Cosa si ottiene {#result}\n",
		"content/offices/hall/office.toml":             "organisation = \"town\"\nservices = [\"help\"]\n[[telephones]]\nnumber = \"0971 415507\"\n[hours.counter]\nwed = [\"08:30-12:00\"]\n[booking]\nmode = \"request\"\n",
		"content/offices/hall/index.it.md":             plainPage("Municipio"),
	} {
		writeFile(t, filepath.Join(dir, name), text)
	}
	return dir
}

func plainPage(title string) string {
	return "+++\ntitle = \"" + title + "\"\ndescription = \"Una frase.\"\n+++\n\nIn piazza.\n"
}

// A folder without one page of the forms takes appointments all the same.
func TestATownThatWritesOnlyItsOwnTakesAppointments(t *testing.T) {
	dir := t.TempDir()
	f := folders{site: hamlet(t), data: filepath.Join(dir, "var"), keys: filepath.Join(dir, "keys.toml")}
	p := servingOn(t, f)
	if ask := shown(t, p, "/it/offices/hall/"); !strings.Contains(ask, "/it/appointments/new/?") {
		t.Error("the office's page does not lead to the form")
	}
	form := url.Values{"office": {"hall"}, "service": {"help"}, "name": {"Prova"}, "phone": {"333 123 4567"}, "language": {"it"}, "consent": {"true"}}
	got := send(t, p, sent{path: "/api/appointments", contentType: asForm, body: form.Encode()})
	if got.status != http.StatusSeeOther {
		t.Fatalf("a request is answered %d: %.300s", got.status, got.body)
	}
	if own := shown(t, p, got.location); !strings.Contains(own, "Municipio") {
		t.Error("the request's own page does not name the office")
	}
	if wrong := send(t, p, sent{path: "/api/appointments", contentType: asForm, body: typed(form, "consent", "")}); wrong.status != http.StatusUnprocessableEntity {
		t.Errorf("a request without consent is answered %d", wrong.status)
	}
	rated := send(t, p, sent{path: "/api/feedback", contentType: asForm, body: url.Values{"page": {"/it/"}, "rating": {"5"}, "language": {"it"}}.Encode()})
	if thanks := shown(t, p, rated.location); rated.status != http.StatusSeeOther || !strings.Contains(thanks, "Grazie") {
		t.Errorf("a rating is answered %d to %q", rated.status, rated.location)
	}
	all, err := p.store.Appointments(context.Background(), formsapi.AppointmentFilter{Limit: 2})
	if err != nil || len(all) != 1 || len(all[0].PrivacyNotice) != sha256.Size {
		t.Errorf("stored are %v, %v; want one request with the version of the notice", all, err)
	}
	footerLeadsSomewhere(t, p)
}

func footerLeadsSomewhere(t *testing.T, p *Program) {
	t.Helper()
	links := pageAt(t, p, "/it/").all("footer a[href]")
	if len(links) == 0 {
		t.Error("the footer has no link")
	}
	for _, a := range links {
		for _, attribute := range a.Attr {
			if attribute.Key == "href" {
				u, err := url.Parse(attribute.Val)
				if err != nil {
					t.Fatal(err)
				}
				pageAt(t, p, u.Path)
			}
		}
	}
}

// One change of words, languages and colours: pages, forms and desk follow
// together, without a restart.
func TestWordsLanguagesAndStylesFollowAnEdit(t *testing.T) {
	dir := t.TempDir()
	own := folders{site: hamlet(t), data: filepath.Join(dir, "var"), keys: filepath.Join(dir, "keys.toml")}
	writeFile(t, filepath.Join(own.site, "hugo.toml"), "[languages.it]\n[languages.ar]\n")
	p := servingOn(t, own)
	const italian = `{"office": "hall", "service": "help", "name": "Prova", "phone": "333 123 4567", "language": "it", "consent": true}`
	refusal := func() string {
		return send(t, p, sent{path: "/api/appointments", contentType: asJSON, body: strings.Replace(italian, "true", "false", 1)}).body
	}
	style := regexp.MustCompile(`/desk/styles/[^"]+`)
	before := style.FindString(shown(t, p, "/desk/sign-in"))
	arabic := strings.Replace(italian, `"language": "it"`, `"language": "ar"`, 1)
	if got := send(t, p, sent{path: "/api/appointments", contentType: asJSON, body: arabic}); got.status != http.StatusCreated {
		t.Fatalf("a request in Arabic is answered %d %s", got.status, got.body)
	}

	writeFile(t, filepath.Join(own.site, "i18n/it.toml"), "error-consent-missing = \"Prima leggi le nostre parole nuove\"\n")
	writeFile(t, filepath.Join(own.site, "assets/css/tokens.css"), ":root { --accent: purple }\n")
	writeFile(t, filepath.Join(own.site, "hugo.toml"), "[languages.it]\n")

	eventually(t, "a refusal is in the new words", func() bool { return strings.Contains(refusal(), "parole nuove") })
	eventually(t, "the desk has the new colours", func() bool {
		path := style.FindString(shown(t, p, "/desk/sign-in"))
		return path != before && strings.Contains(shown(t, p, path), "--accent: purple")
	})
	if got := send(t, p, sent{path: "/api/appointments", contentType: asJSON, body: arabic}); got.status != http.StatusUnprocessableEntity {
		t.Errorf("a request in a language that the site no longer has is answered %d", got.status)
	}
	if answer, err := http.Get("http://" + p.Addr() + "/ar/"); err != nil || answer.StatusCode != http.StatusNotFound {
		t.Errorf("the pages in that language are still there: %v, %v", answer.Status, err)
	}
}

// What has ended must say so on the next day, without an edit and without a restart.
func TestTheSiteIsBuiltAgainAtMidnight(t *testing.T) {
	var clock atomic.Pointer[time.Time]
	set := func(at time.Time) { clock.Store(&at) }
	set(time.Date(2026, 11, 22, 22, 59, 0, 0, time.UTC)) // a minute to midnight in Italy
	dir := t.TempDir()
	f := folders{site: hamlet(t), data: filepath.Join(dir, "var"), keys: filepath.Join(dir, "keys.toml")}
	writeFile(t, filepath.Join(f.site, "content/projects/today/project.toml"), "ends = 2026-11-22\n")
	writeFile(t, filepath.Join(f.site, "content/projects/today/index.it.md"), plainPage("Oggi"))
	p, stop, err := runWith(settings{folders: f, listen: "127.0.0.1:0", limits: true, now: func() time.Time { return *clock.Load() }})
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	running := shown(t, p, "/it/projects/today/")
	set(time.Date(2026, 11, 22, 23, 0, 1, 0, time.UTC))
	eventually(t, "the project says that it has ended", func() bool { return shown(t, p, "/it/projects/today/") != running })
	if page := shown(t, p, "/it/projects/today/"); !strings.Contains(page, "22 novembre 2026") {
		t.Error("the page does not say when")
	}
}
