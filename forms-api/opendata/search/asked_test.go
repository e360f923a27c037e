package search_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"sportello/forms-api/opendata/search"
)

// A question is what people type, and the pages that answer it, the best first.
type question struct{ asked, want string }

// answered holds the index, and the browser's module, against the questions.
func answered(t *testing.T, index *search.Index, questions []question) {
	t.Helper()
	var all []string
	for _, q := range questions {
		all = append(all, q.asked)
		var got []string
		for _, h := range index.Search(q.asked, 0) {
			got = append(got, h.URL)
		}
		if strings.Join(got, " ") != q.want {
			t.Errorf("%q finds %v, want %q", q.asked, got, q.want)
		}
	}
	for n, got := range inNode(t, nodeHere(t), index, all) {
		if want := answerOf(index, all[n]); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: the browser has\n%v, the server\n%v", all[n], got, want)
		}
	}
}

// Given Arabic with what is written as one with its words, a word is found with
// other such parts and with none, and one's own (my papers) by the thing.
func TestArabicIsFoundWithoutWhatIsWrittenAsOneWithIt(t *testing.T) {
	answered(t, search.New([]search.Document{
		page("/papers", "مساعدة في الأوراق وتسجيل السكن", "والإقامة", "للأسرة وبالمدرسة"),
		page("/sleep", "مكان للنوم", "", "الى والدك"),
		page("/school", "المدرسة واللغة الإيطالية", "", "فالعمل كالعمل"),
	}, search.DefaultLimit), []question{
		{"أوراق", "/papers"},
		{"الاوراق", "/papers"},
		{"أوراقي", "/papers"},
		{"أوراقنا", "/papers"},
		{"بأوراقي", ""}, // ب without the article is often the word's own
		{"نوم", "/sleep"},
		{"النوم", "/sleep"},
		{"وللنوم", "/sleep"},
		{"سكن", "/papers"},
		{"سكنك", "/papers"},
		{"مدرسة", "/school /papers"},
		{"مدرسه", "/school /papers"},
		{"مدرستي", "/school /papers"},
		{"المدر", "/school /papers"}, // typed so far
		{"الم", "/school"},
		{"إقامة", "/papers"},
		{"اقامتي", "/papers"},
		{"ايطالية", "/school"},
		{"بالايطالية", "/school"},
		{"اسرتهم", "/papers"},
		{"عمل", "/school"},
		{"والد", "/sleep"}, // begins with no article
		{"لي", ""},
	})
}

// Given words with a slip in them, those that are meant are found, if nothing
// else is: one slip from five letters on, two from eight.
func TestSlipsAreForgiven(t *testing.T) {
	answered(t, search.New([]search.Document{
		page("/legal", "Un avvocato", "", "A lawyer. Адвокат. محامي 0971"),
		page("/papers", "Permesso e residenza", "", "permessi casa"),
		page("/potenza", "Potenza", "", "法律 ትግርኛ বাংলাদেশী cosa"),
	}, search.DefaultLimit, "cosa"), []question{
		{"avocato", "/legal"},   // a letter too few
		{"avvvocato", "/legal"}, // one too much
		{"Potensa", "/potenza"}, // a wrong one
		{"laywer", "/legal"},    // two that have changed places
		{"permeso", "/papers"},
		{"residensa", "/papers"},
		{"resitensa", "/papers"}, // two, in a long word
		{"rezitensa", ""},
		{"potnesa", ""}, // two, in a short one
		{"адвакат", "/legal"},
		{"محاني", "/legal"},
		{"cassa", "/papers"},
		{"csa", ""},   // too short to tell
		{"cossa", ""}, // a common word is not meant
		{"cosa avocato", "/legal"},
		{"casa avocato", "/papers"}, // something is found
		{"0972", ""},
		{"ትግርኞ", ""},
		{"বাংলাদেশি", ""},
	})
}

func TestPeoplesOwnWordsAreAsGoodAsTheTitle(t *testing.T) {
	sleep := page("/sleep", "A place to sleep", "", "")
	sleep.Words = "house casa"
	legal := page("/legal", "Legal help", "", "the house of justice")
	index := search.New([]search.Document{legal, sleep}, 0) // in the index whatever its limit
	answered(t, index, []question{{"house", "/sleep"}, {"casa", "/sleep"}, {"hous", "/sleep"}})
	answered(t, search.New([]search.Document{legal, sleep}, search.DefaultLimit), []question{{"house", "/sleep /legal"}, {"sleep", "/sleep"}})
}

// Given the site's own pages, what people call a thing leads to it: the need is
// the first that is found.
func TestTheSiteAnswersPeoplesOwnWords(t *testing.T) {
	all := sites(t)
	for language, needs := range map[string]map[string]string{
		"it": {
			"sleep":      "casa, alloggio, affitto, un posto letto",
			"danger":     "marito, mio marito mi picchia, violenza",
			"legal-help": "asilo politico, espulsione, tribunale, avocato",
			"health":     "medico, dottore, ospedale",
			"papers":     "passaporto, permeso, residensa, come avere la cittadinanza",
			"work":       "curriculum",
		},
		"en": {
			"sleep":      "shelter, house, bed, homeless, hostel, casa",
			"danger":     "husband, my husband hits me",
			"legal-help": "laywer, asylum",
			"health":     "doctor, ospedale",
			"papers":     "visa, passaporto",
		},
		"ar": {
			"sleep":              "بيت, نوم, النوم, casa",
			"danger":             "زوجي, زوجي يضربني",
			"legal-help":         "لجوء",
			"health":             "طبيب",
			"papers":             "أوراق, أوراقي, سكني و إقامة",
			"school-and-italian": "مدرسة, ايطالية",
		},
	} {
		index := indexed(language, all[language])
		for need, asked := range needs {
			for _, query := range strings.Split(asked, ", ") {
				first := []string{}
				for _, h := range index.Search(query, 1) {
					first = append(first, h.URL)
				}
				if !slices.Equal(first, []string{"/" + language + "/needs/" + need + "/"}) {
					t.Errorf("%s: %q finds %v first, want the need %s", language, query, first, need)
				}
			}
		}
	}
}

// forgiven are queries that browser and server read further than they are typed.
var forgiven = strings.Split("avocato,permeso,residensa,Potensa,laywer,uffciio,cosa avocato,ofice,ospadele,документы,dokumenti,"+
	"أوراق,أوراقي,نوم,النوم,وللنوم,سكن,سكنك,مدرسة,مدرستي,إقامة,اقامتي,ايطالية,محاني,بيتنا,زوجي يضربني,کمک,والدین", ",")
