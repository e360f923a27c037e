package desk_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"

	formsapi "sportello/forms-api"
	"sportello/forms-api/desk"
	"sportello/forms-api/words"
)

func TestBothLanguagesSayTheSame(t *testing.T) {
	loaded, err := words.Load(desk.I18n)
	if err != nil {
		t.Fatal(err)
	}
	for _, gap := range loaded.Gaps() {
		t.Error(gap)
	}
	if got := loaded.Languages(); !slices.Equal(got, desk.Languages) {
		t.Errorf("there are words in %q, the desk speaks %q", got, desk.Languages)
	}
}

// families are the keys that are put together: a prefix, and what may follow.
var families = map[string][]string{
	"state-name-": texts(formsapi.States),
	"history-":    {"request", "confirm", "decline"},
	"notice-":     {"confirm", "decline", "assign"},
	"step-":       texts(formsapi.EventsFor(formsapi.Requested, formsapi.ActorStaff)),
	"do-":         texts(formsapi.EventsFor(formsapi.Requested, formsapi.ActorStaff)),
	"decline-":    formsapi.DeclineReasons,
	"part-":       formsapi.PartsOfDay,
	"contact-":    formsapi.ContactWays,
	"need-":       formsapi.NeedsOnVisit,
	"aspect-":     append(slices.Clone(formsapi.GoodAspects), formsapi.BadAspects...),
	"role-name-":  texts(formsapi.Roles),
	"role-hint-":  texts(formsapi.Roles),
	"rating-":     {"1", "2", "3", "4", "5"},
	"problem-":    {"403", "404", "409", "422", "500", "503"},
}

func texts[T ~string](of []T) []string {
	var plain []string
	for _, t := range of {
		plain = append(plain, string(t))
	}
	return plain
}

var (
	inTemplate = regexp.MustCompile(`\.T \(?(?:print )?"([a-z0-9-]+)"`)
	literal    = regexp.MustCompile(`"([a-z][a-z0-9-]*)"`)
	rootKey    = regexp.MustCompile(`(?:Key: |nil, )"([a-z-]+)"`)
)

// rootFiles hold the keys of what the use cases refuse.
var rootFiles = []string{"../appointment_work.go", "../appointment_read.go", "../rating_read.go", "../staff_accounts.go", "../staff_first.go", "../sqlite/problem.go"}

func TestEveryKeyIsUsedAndEveryUseHasWords(t *testing.T) {
	loaded, err := words.Load(desk.I18n)
	if err != nil {
		t.Fatal(err)
	}
	needed := neededKeys(t)
	for key, where := range needed {
		if _, isFamily := families[key]; !isFamily && !slices.Contains(loaded.Keys(), key) {
			t.Errorf("%s says %q, which has no words", where, key)
		}
	}
	said := saidInCode(t)
	for _, key := range loaded.Keys() {
		if needed[key] == "" && !said[key] {
			t.Errorf("nothing says %q", key)
		}
	}
}

// neededKeys are those that templates, families and the use cases name, each
// with where.
func neededKeys(t *testing.T) map[string]string {
	t.Helper()
	needed := map[string]string{}
	for _, file := range glob(t, "templates/*.html") {
		for _, found := range inTemplate.FindAllStringSubmatch(read(t, file), -1) {
			needed[found[1]] = file
		}
	}
	for prefix, codes := range families {
		for _, code := range codes {
			needed[prefix+code] = "the family " + strconv.Quote(prefix)
		}
	}
	for _, file := range rootFiles {
		for _, found := range rootKey.FindAllStringSubmatch(read(t, file), -1) {
			needed[found[1]] = file
		}
	}
	delete(needed, "error-idempotency-conflict") // a form of the desk has no idempotency key
	return needed
}

// saidInCode are all short texts in the desk's code; a message key is one of them.
func saidInCode(t *testing.T) map[string]bool {
	t.Helper()
	said := map[string]bool{}
	for _, file := range sources(t) {
		for _, found := range literal.FindAllStringSubmatch(read(t, file), -1) {
			said[found[1]] = true
		}
	}
	return said
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: no files (%v)", pattern, err)
	}
	return files
}

func read(t *testing.T, file string) string {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
