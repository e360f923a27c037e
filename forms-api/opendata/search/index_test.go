package search_test

import (
	"slices"
	"strings"
	"testing"

	"sportello/forms-api/opendata/search"
)

func TestEveryPageIsFoundByItsOwnTitle(t *testing.T) {
	for language, documents := range sites(t) {
		index := indexed(language, documents)
		for _, d := range documents {
			for _, query := range []string{d.Title, strings.ToUpper(d.Title), search.Fold(d.Title)} {
				if hits := index.Search(query, 1); len(hits) == 0 || search.Fold(hits[0].Title) != search.Fold(d.Title) {
					t.Errorf("%s: %q finds %v first", language, query, hits)
				}
			}
		}
	}
}

func TestEveryPageIsFoundByItsItalianTitle(t *testing.T) {
	for language, documents := range sites(t) {
		index := indexed(language, documents)
		for _, d := range documents {
			hits := index.Search(d.Italian, 3)
			if d.Italian != "" && !slices.ContainsFunc(hits, func(h search.Hit) bool { return h.URL == d.URL }) {
				t.Errorf("%s: %q does not find %s among the first three, but %v", language, d.Italian, d.URL, hits)
			}
		}
	}
}

// While a title is typed, its page is among the hits from the third letter on.
func TestPagesAreFoundWhileTyping(t *testing.T) {
	for language, documents := range sites(t) {
		index := indexed(language, documents)
		for _, d := range documents {
			for end := range d.Title {
				typed := d.Title[:end]
				hits := index.Search(typed, 0)
				if len([]rune(search.Fold(typed))) > 2 && !slices.ContainsFunc(hits, func(h search.Hit) bool { return h.URL == d.URL }) {
					t.Errorf("%s: %q does not find %q", language, typed, d.Title)
				}
			}
		}
	}
}

func page(url, title, description, body string) search.Document {
	return search.Document{Page: search.Page{URL: url, Title: title, Description: description}, Body: body}
}

func TestRanking(t *testing.T) {
	legal := page("/legal", "Legal advice", "Talk about a problem with the law.", "A lawyer listens. Bring your papers.")
	legal.Italian = "Consulenza legale avvocato"
	school := page("/school", "School", "Learn the language.", "Ask for advice about lawful work in e-mail.")
	potenza := page("/potenza", "Potenza", "Advice on everything.", "l’ufficio, папка сім’я")
	work := page("/work", "Work", "Find work.", "Papers for your work.")
	index := search.New([]search.Document{school, potenza, legal, work}, search.DefaultLimit)
	for _, c := range []struct {
		why, query string
		want       []string
	}{
		{"title before description before body", "advice", []string{"/legal", "/potenza", "/school"}},
		{"a word that is typed so far", "adv", []string{"/legal", "/potenza", "/school"}},
		{"all words before some", "work papers", []string{"/work", "/school", "/legal"}},
		{"a whole word before one that it begins", "law", []string{"/legal", "/school"}},
		{"the Italian word", "avvocato", []string{"/legal"}},
		{"the Italian word without its end", "consul", []string{"/legal"}},
		{"without the apostrophe", "сімя", []string{"/potenza"}},
		{"with another apostrophe", "сім'я", []string{"/potenza"}},
		{"after the article", "ufficio", []string{"/potenza"}},
		{"without the hyphen", "email", []string{"/school"}},
		{"nothing", "zebra", nil},
		{"no word", "؟ !", nil},
		{"no query", "", nil},
	} {
		var got []string
		for _, h := range index.Search(c.query, 0) {
			got = append(got, h.URL)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q finds %v, want %v", c.why, c.query, got, c.want)
		}
	}
	if got := index.Search("advice", 2); len(got) != 2 {
		t.Errorf("a limit of 2 gives %d hits", len(got))
	}
}

// "office" is on every page: it must not hide that only one of them is about law.
func TestVeryCommonWordsDecideNothing(t *testing.T) {
	var documents []search.Document
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		documents = append(documents, page("/"+name, "Office "+name, "", "the office of the town"))
	}
	documents = append(documents, page("/law", "Law", "", "a lawyer comes to the office"))
	index := search.New(documents, search.DefaultLimit)
	if hits := index.Search("office lawyer", 0); len(hits) != 1 || hits[0].URL != "/law" {
		t.Errorf("found %v", hits)
	}
	if hits := index.Search("the office", 0); len(hits) != len(documents) || hits[len(hits)-1].URL != "/law" {
		t.Errorf("by common words alone are found %v", hits)
	}
}

// Given questions as people type them, what only their small words, their elisions
// or the beginnings of longer words are on is no answer.
func TestSmallWordsAndElisionsFindNothing(t *testing.T) {
	documents := []search.Document{
		page("/law", "Consulenza legale", "Un aiuto dell’avvocato.", "Come fare: la carta d’argento, dove avere dei consigli, l’asilo dalla legge."),
		page("/school", "Scuola", "", "Come fare con l’italiano, il lavoro, le leggi della città, 24 ore."),
		page("/home", "Casa, CV e lavoro", "", "Delle case, come averle. Працюємо з сім’єю. ሥራ 法律帮助"),
	}
	index := search.New(documents, search.DefaultLimit, "come avere la il", "l d dell della dove")
	for query, want := range map[string]string{
		"come avere la cittadinanza": "",
		"l’identità":                 "",
		"d'identità":                 "",
		"dell’abbonamento":           "",
		"sc":                         "", // two letters are no beginning
		"із":                         "",
		"carta d'identità":           "/law", // by its card
		"l'asilo nido":               "/law",
		"dell’avvocato":              "/law",
		"dove avvoc":                 "/law",
		"cv":                         "/home",
		"24":                         "/school",
		"ሥ":                          "/home", // a syllable is one
		"法":                          "/home",
		"帮助":                         "/home",
		"come":                       "/law /school /home", // nothing else is asked
	} {
		var got []string
		for _, h := range index.Search(query, 0) {
			got = append(got, h.URL)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q finds %v, want %q", query, got, want)
		}
	}
}

func TestAnEmptySiteFindsNothing(t *testing.T) {
	if hits := search.New(nil, search.DefaultLimit).Search("legal", 0); len(hits) != 0 {
		t.Errorf("found %v", hits)
	}
}
