package main

import (
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	formsapi "sportello/forms-api"
)

// translated are the languages of the town in which somebody translates: two of a
// script that runs the other way, or that needs more room.
var translated = []string{"it", "en", "ar", "bn"}

// translators is a town in these languages, with its own pages.
func translators(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := makeTown(dir, func(settings string) string {
		return languageTable.ReplaceAllStringFunc(settings, func(table string) string {
			if slices.Contains(translated, languageTable.FindStringSubmatch(table)[1]) {
				return table
			}
			return table + "disabled = true\n"
		})
	}); err != nil {
		t.Fatal(err)
	}
	return dir
}

// A mediator without scripts opens the Arabic page of an office, corrects a sentence,
// slips in a telephone number, is told so, and marks the page as reviewed.
func TestBrowserTranslation(t *testing.T) {
	b, town := browser(t), translators(t)
	if err := os.Remove(filepath.Join(town, "content/services/interpreting/index.bn.md")); err != nil {
		t.Fatal(err)
	}
	p := startIn(t, town)
	s := formsapi.Staff{Name: "Zahra", Email: "zahra@example.org", Language: "it", Grants: []formsapi.Grant{{Role: formsapi.RoleMediator}}}
	token, err := p.accounts.Invite(t.Context(), s, formsapi.ByCommand)
	if err != nil {
		t.Fatal(err)
	}
	tab := newTab(t, b, "http://"+p.Addr(), widths[1])
	tab.withoutScripts()
	tab.open("/desk/invitation?" + url.Values{"token": {token}}.Encode())
	write(tab, "password", "una frase lunga")
	write(tab, "repeated", "una frase lunga")
	tab.press(`form[action="/desk/invitation"] button`)

	for _, path := range []string{"/desk/translations?language=all", "/desk/translations?language=bn", "/desk/translations?language=ar&state=current", "/desk/translations?language=ar"} {
		tab.open(path)
		looksRight(tab, path)
	}
	inEveryLight(tab, "translations")
	tab.press(`table a[href="/desk/translations/ar/offices/potenza"]`)
	looksRight(tab, "an Arabic page")
	tab.resize(390)
	tab.fits("an Arabic page on a phone")
	tab.accessible("an Arabic page on a phone")
	tab.resize(widths[1])
	if turned := evaluate[bool](tab, `[...document.querySelectorAll(".sheet textarea")].every(t => getComputedStyle(t).direction === "rtl" && t.lang === "ar")
		&& [...document.querySelectorAll(".source .words")].every(p => getComputedStyle(p).direction === "ltr" && p.lang === "it")`); !turned {
		t.Error("the two sides do not run as their scripts do")
	}
	if beside := evaluate[bool](tab, `(() => { const of = s => document.querySelector(s).getBoundingClientRect(); return of("#source-title").right <= of("#title").left && of("#source-title").top < of("#title").bottom; })()`); !beside {
		t.Error("on a wide screen the two texts do not stand side by side")
	}

	correct := func(from, to string) {
		t.Helper()
		if done := evaluate[bool](tab, `(() => { const t = [...document.querySelectorAll(".sheet textarea")].find(t => t.value.includes(`+quote(from)+`)); if (t) t.value = t.value.replace(`+quote(from)+`, `+quote(to)+`); return !!t; })()`); !done {
			t.Fatalf("nothing says %q", from)
		}
	}
	const sentence, better, slip = "يدلّك أحد العاملين على الخدمة التي تحتاج إليها", "يرشدك أحد العاملين إلى الخدمة التي تحتاج إليها", " 0971 415508"
	correct(sentence, better+slip)
	tab.press(`button[value=save]`)
	hasFocus(tab, ".errors")
	looksRight(tab, "an Arabic page refused")
	inEveryLight(tab, "an Arabic page refused")
	if said := tab.text(".errors"); !strings.Contains(said, "0971 415508") {
		t.Errorf("the summary says %q", said)
	}
	correct(slip, "")
	tab.press(`button[value=review]`)
	looksRight(tab, "an Arabic page reviewed")
	if said := tab.text(".notice"); !strings.Contains(said, "Salvato") {
		t.Errorf("it says %q", said)
	}
	if said := tab.text(".summary"); !strings.Contains(said, "Riletta da Zahra") {
		t.Errorf("the page is %q", said)
	}
	file := pageText(t, filepath.Join(town, "content/offices/potenza/index.ar.md"))
	if !strings.Contains(file, better) || strings.Contains(file, "415508") || !strings.Contains(file, `reviewed_by = "Zahra"`) {
		t.Errorf("the file says\n%s", file)
	}
	eventually(t, "a reader sees it", func() bool { return strings.Contains(shown(t, p, "/ar/offices/potenza/"), better) })

	tab.open("/desk/translations/bn/services/legal-advice")
	looksRight(tab, "a Bengali page")
	tab.quiet("422")
	meetsAnotherFile(tab, town)
	begins(tab)
}

// inEveryLight looks at a page in the dark, and with a reader's own few colours.
func inEveryLight(tab *tab, what string) {
	tab.t.Helper()
	for _, l := range lights {
		tab.shine(l)
		if l.forced == "none" {
			tab.accessible(what + " in " + l.name)
			tab.shoot("desk-" + l.name + "-" + strings.ReplaceAll(what, " ", "-"))
		} else {
			tab.accessible(what+" in "+l.name, "color-contrast")
			if lost := evaluate[string](tab, edgeless); lost != "" {
				tab.t.Errorf("%s in %s: only a colour shows %s", what, l.name, lost)
			}
		}
	}
	tab.shine(light{scheme: "light", forced: "none"})
}

// meetsAnotherFile saves a page that somebody else has changed meanwhile.
func meetsAnotherFile(tab *tab, town string) {
	tab.t.Helper()
	file := filepath.Join(town, "content/services/legal-advice/index.bn.md")
	writeFile(tab.t, file, pageText(tab.t, file)+"\n")
	tab.press(`button[value=save]`)
	looksRight(tab, "a page that has changed")
	if both := evaluate[int](tab, `document.querySelectorAll("textarea[readonly][lang=bn]").length`); both != 2 {
		tab.t.Errorf("%d texts are shown", both)
	}
	tab.quiet("409")
}

// begins opens a page that is not there yet, at the English desk, and saves too early.
func begins(tab *tab) {
	tab.t.Helper()
	tab.open("/desk/translations?language=bn")
	tab.press(`form[action="/desk/language"] button`)
	looksRight(tab, "translations in English")
	tab.press(`.works a[href="/desk/translations/bn/services/interpreting"]`)
	looksRight(tab, "a page to begin")
	tab.press(`button[value=save]`)
	looksRight(tab, "a page begun too early")
	if said := tab.text(".errors"); !strings.Contains(said, "This is not translated yet") {
		tab.t.Errorf("the summary says %q", said)
	}
	tab.quiet("422")
}

func quote(s string) string { return "`" + s + "`" }
