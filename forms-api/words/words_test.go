package words_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"sportello/forms-api/words"
)

// site is the words that the program ships with.
func site(t *testing.T) *words.Words {
	t.Helper()
	w, err := words.Load(os.DirFS("../../i18n"))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// village is a small folder with what a good one must not have.
func village(t *testing.T, files map[string]string) *words.Words {
	t.Helper()
	folder := fstest.MapFS{}
	for name, content := range files {
		folder[name] = &fstest.MapFile{Data: []byte(content)}
	}
	w, err := words.Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestTheWordsHaveNoGaps(t *testing.T) {
	for _, gap := range site(t).Gaps() {
		t.Error(gap)
	}
}

func TestGapsAreFound(t *testing.T) {
	w := village(t, map[string]string{
		"it.toml": "hello = 'Ciao {{.Name}}'\nbye = 'Addio'\nlast = 'Ultimo'",
		"en.toml": "hello = 'Hello {{.Nome}}'\nbye = ''\nextra = 'More'",
	})
	want := []string{
		"en.toml: bye is empty",
		"en.toml: hello has the placeholders [Nome], the Italian has [Name]",
		"en.toml: last is missing",
		"en.toml: extra is not in it.toml",
	}
	if got := w.Gaps(); !slices.Equal(got, want) {
		t.Errorf("gaps are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestNothingIsEverSaidEmpty(t *testing.T) {
	w := village(t, map[string]string{
		"it.toml": "hello = 'Ciao'\nempty = ''",
		"en.toml": "more = 'More'\nempty = ''",
	})
	for key, want := range map[string]string{"hello": "Ciao", "empty": "[empty]", "unknown": "[unknown]"} {
		if got := w.Message("en", key, nil); got != want {
			t.Errorf("%s in English is said as %q, want %q", key, got, want)
		}
		if _, err := w.Lookup("en", key, nil); !errors.Is(err, words.ErrNoWords) {
			t.Errorf("looking %s up gives %v, want ErrNoWords", key, err)
		}
	}
}

func TestAPlaceholderWithoutArgumentIsAnError(t *testing.T) {
	w := village(t, map[string]string{"it.toml": "limit = 'Al massimo {{.Max}}'"})
	if said, err := w.Lookup("it", "limit", nil); err == nil {
		t.Errorf("a missing argument is said as %q", said)
	}
	if said, _ := w.Lookup("it", "limit", map[string]any{"Max": 3}); said != "Al massimo 3" {
		t.Errorf("said %q", said)
	}
}

func TestCountChoosesThePluralForm(t *testing.T) {
	w := village(t, map[string]string{
		"it.toml": "days = { one = '{{.Count}} giorno', other = '{{.Count}} giorni' }",
		"ar.toml": "days = { zero = 'صفر', one = 'يوم', two = 'يومان', few = '{{.Count}} أيام', many = '{{.Count}} يومًا', other = '{{.Count}} يوم' }",
	})
	for count, want := range map[int]string{1: "1 giorno", 2: "2 giorni"} {
		if got := w.Message("it", "days", map[string]any{"Count": count}); got != want {
			t.Errorf("%d days are %q, want %q", count, got, want)
		}
	}
	for count, want := range map[int]string{0: "صفر", 2: "يومان", 5: "5 أيام", 11: "11 يومًا", 100: "100 يوم"} {
		if got := w.Message("ar", "days", map[string]any{"Count": count}); got != want {
			t.Errorf("%d days are %q, want %q", count, got, want)
		}
	}
}

func TestItalianIsNeeded(t *testing.T) {
	_, err := words.Load(fstest.MapFS{"en.toml": {Data: []byte("hello = 'Hello'")}})
	if err == nil {
		t.Error("a folder without Italian words loads")
	}
}

func TestAFileThatIsNoTOMLIsNamed(t *testing.T) {
	_, err := words.Load(fstest.MapFS{"it.toml": {Data: []byte("hello = ")}})
	if err == nil || !strings.Contains(err.Error(), "it.toml") {
		t.Errorf("the error is %v", err)
	}
}

func TestLanguagesStandItalianFirst(t *testing.T) {
	w := site(t)
	if got, want := w.Languages()[0], "it"; got != want {
		t.Errorf("the first language is %s", got)
	}
	if !w.Site("ar") || w.Site("AR") || w.Site("") || w.Site("xx") {
		t.Error("the site's languages are not told apart by their tags")
	}
}

func TestDatesAreOfTheLanguageAndTheZone(t *testing.T) {
	rome, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC) // half past midnight in Rome
	w := site(t)
	for lang, want := range map[string]string{
		"it": "lunedì 23 novembre 2026",
		"en": "Monday, 23 November 2026",
		"ar": "الاثنين، 23 نوفمبر 2026",
	} {
		if got := w.Date(lang, at, rome); got != want {
			t.Errorf("in %s the date is %q, want %q", lang, got, want)
		}
		if got := w.Time(lang, at, rome); got != "00:30" {
			t.Errorf("in %s the time is %q", lang, got)
		}
	}
	if got := w.Weekday("ar", time.Monday); got != "الاثنين" {
		t.Errorf("Monday is %q", got)
	}
}

func TestATownsOwnWordsReplaceThePrograms(t *testing.T) {
	w, err := words.Load(
		fstest.MapFS{"it.toml": {Data: []byte("hello = 'Ciao'\nbye = 'Addio'")}},
		fstest.MapFS{"it.toml": {Data: []byte("hello = 'Salve'")}},
	)
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{"hello": "Salve", "bye": "Addio"} {
		if got := w.Message("it", key, nil); got != want {
			t.Errorf("%s is said as %q, want %q", key, got, want)
		}
	}
}
