package main

import (
	"maps"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"sportello/forms-api/words"
)

// bookingModes are what sending can mean, each with where it does on the real
// site, and with the words for it.
var bookingModes = map[string]struct {
	office         string
	waits          bool
	says, sendWith string
}{
	"request": {"montelucci", false, "sending-asks", "send-request"},
	"instant": {"potenza", false, "sending-books", "book-appointment"},
	"wait":    {"montelucci", true, "sending-waits", "send-request"},
}

// postedPage sends a form and reads the page that comes back, or that it leads to.
func postedPage(t *testing.T, at string, form url.Values) filled {
	t.Helper()
	got, err := http.PostForm(at, form)
	if err != nil {
		t.Fatal(err)
	}
	if got.StatusCode != http.StatusOK {
		t.Fatalf("%s is answered %s", at, got.Status)
	}
	return parsed(t, got.Request.URL.Path, bodyOf(t, got))
}

// theText is what the only element for a selector says.
func (f filled) theText(selector string) string {
	f.t.Helper()
	texts := textOf(f.all(selector))
	if len(texts) != 1 {
		f.t.Errorf("%s: there are %d of %s", f.what, len(texts), selector)
		return ""
	}
	return strings.Join(strings.Fields(texts[0]), " ")
}

// Given all answers, the last step of the real form says in each language whether
// sending asks, books or joins the waiting list, on the page and on the button; and
// the page of the request says by when the office answers.
func TestTheRealFormSaysWhatSendingMeans(t *testing.T) {
	site := startSiteAt(t, bookingDay)
	said, err := words.Load(os.DirFS("../../i18n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, mode := range slices.Sorted(maps.Keys(bookingModes)) {
		for _, lang := range siteLanguages {
			t.Run(mode+" in "+lang, func(t *testing.T) {
				m := bookingModes[mode]
				form := url.Values{"office": {m.office}, "service": {"legal-advice"}, "slot": {""}, "name": {"Amina"}, "contact": {"none"}, "language": {lang}, "consent": {"true"}, "step": {"check"}}
				if !m.waits {
					form.Set("slot", firstFree(t, site, m.office))
				}
				check := postedPage(t, site+"/api/appointments", form)
				if got, want := check.theText("form[data-step=check] p > span[data-mode]"), said.Message(lang, m.says, nil); got != want {
					t.Errorf("it says %q, want %q", got, want)
				}
				if got, want := check.theText("form[data-step=check] button.button:not([name])"), said.Message(lang, m.sendWith, nil); got != want {
					t.Errorf("the button says %q, want %q", got, want)
				}
				form.Del("step")
				own := postedPage(t, site+"/api/appointments", form)
				saysByWhenOnce(t, own, mode == "request")
				postedPage(t, site+own.what+"/cancel", nil).has("[data-show=cancelled-by-person]")
			})
		}
	}
}

// saysByWhenOnce checks that who waits for an answer is told once by when it comes.
func saysByWhenOnce(t *testing.T, own filled, asked bool) {
	t.Helper()
	if !asked {
		own.lacks("[data-slot=hold]")
		return
	}
	hold := own.theText(".state [data-slot=hold]")
	_, until, _ := strings.Cut(hold, ": ")
	until, _, _ = strings.Cut(until, ".")
	if n := strings.Count(own.theText("main"), until); until == "" || n != 1 {
		t.Errorf("%q of %q is on the page %d times", until, hold, n)
	}
}

// Given a time at an office that confirms, and at one that books, the real page of
// changing says before anything is sent what becomes of it.
func TestTheRealPageOfChangingSaysWhatBecomesOfTheTime(t *testing.T) {
	site := startSiteAt(t, bookingDay)
	said, err := words.Load(os.DirFS("../../i18n"))
	if err != nil {
		t.Fatal(err)
	}
	for office, with := range map[string]struct{ begins, button string }{
		"montelucci": {"old-time-given-up", "ask-this-time"}, "potenza": {"old-time-kept", "do-it-change"},
	} {
		form := url.Values{"office": {office}, "service": {"legal-advice"}, "slot": {firstFree(t, site, office)}, "name": {"Amina"}, "contact": {"none"}, "language": {"it"}, "consent": {"true"}}
		own := postedPage(t, site+"/api/appointments", form)
		date := own.theText(".state [data-slot=date]")
		for _, lang := range siteLanguages {
			at := strings.Replace(own.what, "/it/", "/"+lang+"/", 1) + "/change"
			got, err := http.Get(site + at)
			if err != nil {
				t.Fatal(err)
			}
			page := parsed(t, at, bodyOf(t, got))
			begins, _, _ := strings.Cut(said.Message(lang, with.begins, map[string]any{"When": "WHEN", "Until": "UNTIL"}), "WHEN")
			if told := page.theText("form .callout[data-slot=old-time]"); !strings.HasPrefix(told, begins) || office == "montelucci" && lang == "it" && !strings.Contains(told, date) {
				t.Errorf("%s: %q is said of %s", at, told, date)
			}
			if button, want := page.theText("form button.button:not([name])"), said.Message(lang, with.button, nil); button != want {
				t.Errorf("%s: the button says %q, want %q", at, button, want)
			}
		}
	}
}
