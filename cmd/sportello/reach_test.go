package main

import (
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// textAt is the text of the elements at an address, one a line.
func textAt(t *testing.T, address, selector string) string {
	t.Helper()
	return strings.Join(textOf(elementsAt(t, address, selector)), "\n")
}

// From an office each of its services leads to what it needs, and nobody is sent
// in a circle: where documents are not known, that is said, with the telephone.
func TestWhatToBringLeadsSomewhere(t *testing.T) {
	site := startSite(t)
	for _, language := range []string{"it", "en", "ar"} {
		for office, services := range map[string]int{"potenza": 5, "montelucci": 6, "roma-sportello-unico": 8} {
			at := site + "/" + language + "/offices/" + office + "/"
			links := elementsAt(t, at, "section[aria-labelledby=bring] a[href*='#needed']")
			if len(links) != services || len(elementsAt(t, at, "section[aria-labelledby=bring] a[href^='tel:']")) != 1 {
				t.Errorf("%s links to what %d services need, want %d and one telephone", at, len(links), services)
			}
			for _, link := range links {
				if len(elementsAt(t, site+pathOf(t, attribute(link, "href")), "#needed")) != 1 {
					t.Errorf("%s leads to nothing at %s", at, attribute(link, "href"))
				}
			}
		}
	}
	for service, sentence := range map[string]string{"it/services/legal-advice": "Non sappiamo quali documenti servono", "en/services/reception": "We do not know which documents"} {
		if text := textAt(t, site+"/"+service+"/", ".prose"); !strings.Contains(text, sentence) {
			t.Errorf("%s does not say %q", service, sentence)
		}
	}
}

// A helpline says what keeps people from calling: what it costs, whether somebody
// is there at night, and which languages are spoken.
func TestHelplinesSayWhatACallIs(t *testing.T) {
	site := startSite(t)
	for language, want := range map[string][]string{
		"it": {"La chiamata è gratis", "Rispondono giorno e notte", "arabo", "Parlano molte lingue"},
		"en": {"The call is free", "day and night", "Arabic", "many languages"},
		"ar": {"المكالمة مجانية", "ليلًا ونهارًا", "العربية", "لغات كثيرة"},
	} {
		text := textAt(t, site+"/"+language+"/"+dangerPage, ".helplines li")
		for _, words := range want {
			if !strings.Contains(text, words) {
				t.Errorf("%s: the helplines do not say %q: %s", language, words, text)
			}
		}
	}
}

// News of which nobody knows the year is kept, and not passed off as new.
func TestNewsWithoutAYearIsNotOnTheHomePage(t *testing.T) {
	site := startSite(t)
	const undated = "/it/news/working-group-meeting/"
	if links := elementsAt(t, site+"/it/", "a[href='"+undated+"']"); len(links) > 0 {
		t.Error("the home page shows it as news")
	}
	if dated := elementsAt(t, site+"/it/", "section[aria-labelledby=news] time"); len(dated) == 0 {
		t.Error("the home page shows no news with a date")
	}
	if text := textAt(t, site+undated, ".prose"); !strings.Contains(text, "Non sappiamo in quale anno") {
		t.Errorf("its page says %q", text)
	}
}

// A poster says how one is received, until when it was right and where it came
// from.
func TestAPosterSaysWhatComesFirst(t *testing.T) {
	text := textAt(t, startSite(t)+"/en/offices/roma-sportello-unico/poster/", "main")
	for _, words := range []string{"Telephone before you come.", "For an appointment, telephone this office.", "/en/offices/roma-sportello-unico/", "Printed with what we knew on"} {
		if !strings.Contains(text, words) {
			t.Errorf("the poster does not say %q", words)
		}
	}
}

// Beneath each code stands the language's own name and, in it, what to do with the
// code; where there are too many languages for that on one sheet, it is said once,
// in the poster's own.
func TestAPosterSaysWhatItsCodesAreFor(t *testing.T) {
	const poster = "/en/offices/potenza/poster/"
	own := unchanged(t)
	own.site = town(t)
	for site, languages := range map[string][]string{startSite(t): languagesHere(t), "http://" + servingOn(t, own).Addr(): siteLanguages} {
		listed := listedLanguages(t)
		for _, tag := range languages {
			if text := textAt(t, site+poster, ".poster-codes li[lang="+tag+"]"); !strings.Contains(text, listed[tag].Label) {
				t.Errorf("beneath the code of %s stands %q", tag, text)
			}
		}
		for tag, scan := range map[string]string{"it": "Inquadra il codice", "en": "Point your phone", "ar": "وجّه كاميرا"} {
			beneath := strings.Contains(textAt(t, site+poster, ".poster-codes li[lang="+tag+"]"), scan)
			above := strings.Contains(textAt(t, site+poster, ".poster-codes"), scan) && !beneath
			if few := len(languages) == len(siteLanguages); beneath != few || above != (tag == "en" && !few) {
				t.Errorf("of %d languages, %s says what to do beneath its code: %t, above all: %t", len(languages), tag, beneath, above)
			}
		}
	}
}

// One office page has one way to ask for an appointment, not one for each service;
// and equal days are one line of its table.
func TestAnOfficePageRepeatsNothing(t *testing.T) {
	site := startSite(t)
	if n := len(elementsAt(t, site+"/it/offices/potenza/", "main a[data-element=appointment-booking]")); n != 1 {
		t.Errorf("an appointment is offered %d times, want once", n)
	}
	if rows := textAt(t, site+"/it/offices/roma-sportello-unico/", ".week tbody tr"); !strings.Contains(rows, "Lunedì–venerdì") || strings.Contains(rows, "Martedì") {
		t.Errorf("the week of the telephone is\n%s", rows)
	}
	if day := textAt(t, site+"/it/offices/potenza/", ".week tbody"); !strings.Contains(day, "08:30–12:00, 16:30–18:00") {
		t.Errorf("two intervals of a day run into one another: %s", day)
	}
}

// Where the city of an office is not known, that is said; and the offices can be
// narrowed down where they are listed.
func TestTheListOfOffices(t *testing.T) {
	at := startSite(t) + "/it/offices/"
	cards := elementsAt(t, at, ".cards .card")
	unknown := 0
	for _, card := range cards {
		link := cascadia.Query(card, cascadia.MustCompile("h3 a"))
		says := strings.Contains(textOf([]*html.Node{card})[0], "Non sappiamo in quale città")
		if says != strings.Contains(attribute(link, "href"), "montelucci") {
			t.Errorf("of %s it is said that the city is unknown: %t", attribute(link, "href"), says)
		}
		unknown++
	}
	if unknown != 3 || len(elementsAt(t, at, "form[data-form=filter] select[name=need]")) != 1 {
		t.Errorf("%d offices are listed, with a filter or without", unknown)
	}
}
