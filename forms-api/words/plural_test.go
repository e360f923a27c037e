package words_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

// pluralForms are the forms that numbers of things take, by CLDR 48 ("Language
// Plural Rules", cardinal): for 0, 1, 2, 5, 11 and 21.
var pluralForms = map[string][6]string{
	"it":      {"other", "one", "other", "other", "other", "other"},
	"en":      {"other", "one", "other", "other", "other", "other"},
	"fr":      {"one", "one", "other", "other", "other", "other"},
	"es":      {"other", "one", "other", "other", "other", "other"},
	"ro":      {"few", "one", "few", "few", "few", "other"},
	"sq":      {"other", "one", "other", "other", "other", "other"},
	"ar":      {"zero", "one", "two", "few", "many", "many"},
	"uk":      {"many", "one", "few", "many", "many", "one"},
	"ru":      {"many", "one", "few", "many", "many", "one"},
	"zh-hans": {"other", "other", "other", "other", "other", "other"},
	"bn":      {"one", "one", "other", "other", "other", "other"},
	"pa":      {"one", "one", "other", "other", "other", "other"},
	"ur":      {"other", "one", "other", "other", "other", "other"},
	"fa":      {"one", "one", "other", "other", "other", "other"},
	"ps":      {"other", "one", "other", "other", "other", "other"},
	"ti":      {"one", "one", "other", "other", "other", "other"},
	"si":      {"one", "one", "other", "other", "other", "other"},
	"fil":     {"one", "one", "one", "one", "one", "one"},
}

var counted = [6]int{0, 1, 2, 5, 11, 21}

// speaksOfOneNumber tells that a form is taken by a single number, which it may
// therefore say in a word: "un minuto".
func speaksOfOneNumber(tag, form string) bool {
	switch form {
	case "zero", "two":
		return tag == "ar"
	case "one":
		switch tag {
		case "it", "en", "es", "ro", "sq", "ar", "ur", "ps":
			return true
		}
	}
	return false
}

func TestEveryNumberIsSaidInEveryLanguage(t *testing.T) {
	w := site(t)
	for tag, forms := range pluralForms {
		plurals := pluralMessages(t, tag)
		if len(plurals) == 0 {
			t.Errorf("%s has no message with a number", tag)
		}
		for key, message := range plurals {
			for i, n := range counted {
				said := w.Message(tag, key, map[string]any{"Count": n})
				if want := strings.ReplaceAll(message[forms[i]], "{{.Count}}", strconv.Itoa(n)); said != want {
					t.Errorf("%s: %s of %d is %q, want its form %q: %q", tag, key, n, said, forms[i], want)
				}
				if !speaksOfOneNumber(tag, forms[i]) && !strings.Contains(said, strconv.Itoa(n)) {
					t.Errorf("%s: %s of %d does not say the number: %q", tag, key, n, said)
				}
			}
		}
	}
}

// pluralMessages are the messages of a language that count something and ask for
// nothing else: their forms by name.
func pluralMessages(t *testing.T, tag string) map[string]map[string]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../i18n", tag+".toml"))
	if err != nil {
		t.Fatal(err)
	}
	var messages map[string]any // a message without forms is its text alone
	if err := toml.Unmarshal(text, &messages); err != nil {
		t.Fatal(err)
	}
	plurals := map[string]map[string]string{}
	for key, message := range messages {
		forms := textForms(message)
		other := forms["other"]
		if strings.Count(other, "{{") == 1 && strings.Contains(other, "{{.Count}}") && (forms["one"] != "" || tag == "zh-hans") {
			plurals[key] = forms
		}
	}
	return plurals
}

func textForms(message any) map[string]string {
	forms := map[string]string{}
	table, _ := message.(map[string]any)
	for form, text := range table {
		forms[form], _ = text.(string)
	}
	return forms
}
