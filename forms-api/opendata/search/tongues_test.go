package search_test

import (
	"testing"

	"sportello/forms-api/opendata/search"
)

// Given a page in each language of the site, people find it by what they type:
// other letters of the same sound, without accents, a part of a
// word, or of a line that has no spaces; and not by what is another word.
func TestEveryLanguageFindsItsOwn(t *testing.T) {
	for language, c := range map[string]struct {
		title  string
		typed  []string
		others []string // find nothing
	}{
		"fr":      {"Aide pour la santé", []string{"sante", "SANTÉ", "l’aide"}, []string{"école"}},
		"es":      {"Ayuda para niños", []string{"ninos", "niño", "AYUDA"}, []string{"trabajo"}},
		"ro":      {"Școală și sănătate", []string{"scoala", "şcoală", "sanat"}, []string{"muncă"}},
		"sq":      {"Ndihmë për shëndetin", []string{"ndihme", "shendetin"}, []string{"punë"}},
		"uk":      {"Допомога: сім’я і здоровʼя", []string{"сімя", "здоров'я", "ДОПОМ"}, []string{"робота"}},
		"ru":      {"Помощь с жильём", []string{"жильем", "помощ"}, []string{"работа"}},
		"zh-hans": {"法律咨询和帮助", []string{"咨询", "法律", "帮助", "律咨", "法律帮助"}, []string{"工作"}},
		"bn":      {"আইনি সাহায্য ও বাসস্থান", []string{"সাহায্য", "বাস", "আইনি"}, []string{"কাজ"}},
		"pa":      {"ਕਾਨੂੰਨੀ ਸਲਾਹ ਸ਼ਹਿਰ ਵਿੱਚ", []string{"ਸਲਾਹ", "ਸ\u0a3cਹਿਰ", "ਕਾਨੂੰ"}, []string{"ਕੰਮ"}},
		"ur":      {"قانونی مدد اور ہسپتال", []string{"قانوني", "هسپتال", "مدد"}, []string{"نوکری"}},
		"fa":      {"کمک حقوقی: می\u200cخواهم", []string{"كمك", "حقوقي", "میخواهم"}, []string{"خانه"}},
		"ps":      {"حقوقي مرسته او روغتون", []string{"حقوقی", "مرسته", "روغت"}, []string{"کار"}},
		"ti":      {"ሓገዝ ሕጊ፡ስራሕ", []string{"ሓገዝ", "ሥራሕ", "ሕጊ"}, []string{"ቤት"}},
		"si":      {"නීතිමය උපකාර ශ්\u200dරී", []string{"උපකාර", "ශ්රී", "නීති"}, []string{"රැකියා"}},
		"fil":     {"Tulong sa mga papeles", []string{"TULONG", "papel"}, []string{"trabaho"}},
	} {
		page := search.Document{Page: search.Page{URL: "/" + language + "/", Title: c.title}}
		index := search.New([]search.Document{page}, search.DefaultLimit)
		for _, typed := range c.typed {
			if len(index.Search(typed, 0)) != 1 {
				t.Errorf("in %s %q does not find %q", language, typed, c.title)
			}
		}
		for _, other := range c.others {
			if len(index.Search(other, 0)) > 0 {
				t.Errorf("in %s %q finds %q", language, other, c.title)
			}
		}
	}
}
