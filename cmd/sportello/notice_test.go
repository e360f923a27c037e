package main

import (
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"sportello/forms-api/translation"
)

// Given a page in each state of a translation, its reader is told what holds, in one
// line and in their own language, with a link to the Italian page; and nothing where
// there is nothing to tell.
func TestTheReaderIsToldWhatATranslationIs(t *testing.T) {
	town := bilingual(t)
	const italian = "+++\ntitle = \"Una pagina\"\ndescription = \"Una frase.\"\nlastmod = 2026-11-20\n+++\n\nIl testo.\n"
	now := translation.Text{Title: "Una pagina", Description: "Una frase.", Body: []byte("Il testo.\n")}.Digest()
	states := map[string]struct{ mark, told string }{
		"behind":     {"of = \"0000000000000000\"\non = 2026-11-01\nby = \"machine\"\n", "The Italian page is newer than this translation (20 November 2026) · Page in Italian"},
		"machine":    {"of = \"" + now + "\"\non = 2026-11-21\nby = \"machine\"\n", "Translated by a machine, not yet checked by a person · Page in Italian"},
		"human":      {"of = \"" + now + "\"\non = 2026-11-21\nby = \"human\"\n", "Nobody has compared this translation with the Italian yet · Page in Italian"},
		"reviewed":   {"of = \"" + now + "\"\non = 2026-11-21\nby = \"machine\"\nreviewed_by = \"Ada\"\nreviewed = 2026-11-21\n", ""},
		"unmarked":   {"", "Nobody has compared this translation with the Italian yet · Page in Italian"},
		"of-nothing": {"of = \"" + now + "\"\non = 2026-11-21\nby = \"human\"\n", ""},
	}
	for name, state := range states {
		page := "+++\ntitle = \"A page\"\ndescription = \"A sentence.\"\n"
		if state.mark != "" {
			page += "\n[translation]\n" + state.mark
		}
		writeFile(t, filepath.Join(town, "content/pages", name, "index.en.md"), page+"+++\n\nThe text.\n")
		if name != "of-nothing" {
			writeFile(t, filepath.Join(town, "content/pages", name, "index.it.md"), italian)
		}
	}
	p := startIn(t, town)
	for name, state := range states {
		page := pageAt(t, p, "/en/pages/"+name+"/")
		if told := strings.Join(textOf(page.all("main .translation")), "|"); told != state.told {
			t.Errorf("of a page that is %s it is told %q, want %q", name, told, state.told)
		}
		if state.told != "" {
			page.has(".translation a[href='/it/pages/" + name + "/']")
		}
		if name != "of-nothing" {
			pageAt(t, p, "/it/pages/"+name+"/").lacks(".translation")
		}
	}
}

// Given a form in a language that nobody has reviewed, its mistakes are told first,
// before that line; and the page of a request has it without a link, for its address
// is nobody's in Italian.
func TestTheNoticeStandsBehindMistakes(t *testing.T) {
	p := startIn(t, bilingual(t))
	form := url.Values{"office": {"hall"}, "service": {"help"}, "name": {""}, "phone": {"333 123 4567"}, "language": {"en"}}
	wrong := refused(t, p, "/api/appointments", form)
	wrong.has("main > .error-summary:first-child ~ .translation")
	form.Set("name", "Prova")
	form.Set("consent", "true")
	got := send(t, p, sent{path: "/api/appointments", contentType: asForm, body: form.Encode()})
	own := pageAt(t, p, got.location)
	own.has("main .translation")
	own.lacks(".translation a")
}
