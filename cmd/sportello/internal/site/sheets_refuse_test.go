package site_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	formsapi "sportello/forms-api"
)

// What check calls an error is refused at its field, and nothing is written.
func TestWhatIsWrongIsRefusedAtItsField(t *testing.T) {
	for given, c := range map[string]struct {
		change func(w *formsapi.TranslationWords)
		want   string
	}{
		"another telephone number":  {func(w *formsapi.TranslationWords) { w.Blocks[2] = "Call 0971 12346 at 8:30." }, "block-2 translation-fact-differs"},
		"the number in other signs": {func(w *formsapi.TranslationWords) { w.Blocks[2] = "Call ٠٩٧١ ١٢٣٤٦ at 8:30." }, "block-2 translation-fact-differs"},
		"no time":                   {func(w *formsapi.TranslationWords) { w.Blocks[2] = "Call 0971 12345." }, "block-2 translation-fact-missing"},
		"a script":                  {func(w *formsapi.TranslationWords) { w.Blocks[1] += " <script>alert(1)</script>" }, "block-1 translation-html"},
		"a script in the title":     {func(w *formsapi.TranslationWords) { w.Title = "<script>alert(1)</script>" }, "title translation-html"},
		"a script in the summary":   {func(w *formsapi.TranslationWords) { w.Description = "See </script><b>" }, "description translation-html"},
		"a script behind a note":    {func(w *formsapi.TranslationWords) { w.Blocks[2] += "\n\n<!-- x --><script>alert(1)</script>" }, "block-2 translation-html"},
		"a link that does harm":     {func(w *formsapi.TranslationWords) { w.Blocks[2] += " [x](javascript:alert(1))" }, "block-2 translation-link-extra"},
		"another address":           {func(w *formsapi.TranslationWords) { w.Blocks[1] = "On the square, [see](https://evil.example/)." }, "block-1 translation-link-differs"},
		"no link":                   {func(w *formsapi.TranslationWords) { w.Blocks[1] = "On the square." }, "block-1 translation-link-missing"},
		"a shortcode":               {func(w *formsapi.TranslationWords) { w.Blocks[1] += " {{< map >}}" }, "block-1 translation-shortcode"},
		"code with attributes":      {func(w *formsapi.TranslationWords) { w.Blocks[2] += "\n\n~~~{=html}\nx\n~~~" }, "block-2 translation-shortcode"},
		"no heading":                {func(w *formsapi.TranslationWords) { w.Blocks[0] = "" }, "block-0 translation-heading-missing"},
		"a heading without its id":  {func(w *formsapi.TranslationWords) { w.Blocks[0] = "## Where" }, "block-0 translation-heading-differs"},
		"no title":                  {func(w *formsapi.TranslationWords) { w.Title = " \r\n" }, "title translation-empty"},
		"no description":            {func(w *formsapi.TranslationWords) { w.Description = "" }, "description translation-empty"},
		"nobody who answers":        {func(w *formsapi.TranslationWords) { w.AnsweredBy = "" }, "answered_by translation-empty"},
	} {
		s, town := sheets(t)
		e := opened(t, s, hallPage, "en")
		e.Override, e.ReviewedBy = true, "Zahra"
		c.change(&e.Words)
		outcome := saved(t, s, e, formsapi.TranslationRefused)
		if got := told(outcome.Errors); len(got) == 0 || got[0] != c.want {
			t.Errorf("%s: told are %q, want %q", given, got, c.want)
		}
		if got := read(t, filepath.Join(town, hall)); got != hallEnglish {
			t.Errorf("%s was written:\n%s", given, got)
		}
	}
}

// Signs that nobody reads are left out of what is written.
func TestOnlyWhatCanBeReadIsWritten(t *testing.T) {
	s, town := sheets(t)
	e := opened(t, s, hallPage, "en")
	before := e.Words.Blocks[2]
	e.Words.Blocks[2] = "\x01" + before + "\x1b\ufffe Ask."
	e.Override = true
	saved(t, s, e, formsapi.TranslationWritten)
	if got, want := read(t, filepath.Join(town, hall)), strings.Replace(hallEnglish, before, before+" Ask.", 1); !strings.Contains(got, before+" Ask.") || strings.ContainsAny(got, "\x01\x1b\ufffe") {
		t.Errorf("written is %q, want as %q", got, want)
	}
}

// A link that is missing is told at the field that stands beside it, however its
// address is written.
func TestAMissingLinkIsToldBesideTheItalianOne(t *testing.T) {
	for _, to := range []string{`/it/offices/hall/`, `/services/help#who`, `{{% relref "/services/help#who" %}}`, `//example.org/x`} {
		s, town := sheets(t)
		write(t, filepath.Join(town, strings.Replace(hall, ".en.", ".it.", 1)), hallItalian+"\nLeggi [qui]("+to+").\n")
		write(t, filepath.Join(town, hall), hallEnglish+"\nRead [here]("+to+").\n")
		e := opened(t, s, hallPage, "en")
		e.Words.Blocks[3] = "Read here."
		refused := saved(t, s, e, formsapi.TranslationRefused)
		if got := told(refused.Errors); len(got) != 1 || got[0] != "block-3 translation-link-missing" {
			t.Errorf("without a link to %s told are %+v", to, refused.Errors)
		}
	}
}

// Given a page that has nobody who answers, who writes it in and empties the
// description in the same edit is told of the description.
func TestAnEmptiedFieldIsRefusedBesideANewOne(t *testing.T) {
	s, town := sheets(t)
	given := strings.Replace(hallEnglish, "answered_by = \"The clerk\"\n", "", 1)
	write(t, filepath.Join(town, hall), given)
	e := opened(t, s, hallPage, "en")
	e.Words.Description, e.Words.AnsweredBy = "", "The clerk"
	if got := told(saved(t, s, e, formsapi.TranslationRefused).Errors); !cmp.Equal(got, []string{"description translation-empty"}) {
		t.Errorf("told are %q", got)
	}
	if got := read(t, filepath.Join(town, hall)); got != given {
		t.Errorf("it was written:\n%s", got)
	}
	e.Words.Description = "The desk."
	saved(t, s, e, formsapi.TranslationWritten)
}

// A warning is passed over on purpose; one that was there before is only in the way
// of who vouches for the whole page.
func TestWarningsArePassedOverOnPurpose(t *testing.T) {
	s, town := sheets(t)
	e := opened(t, s, hallPage, "en")
	e.Words.Blocks[1] = "On the square of 7 trees, [see](https://village.example/it/)."
	if got := told(saved(t, s, e, formsapi.TranslationRefused).Warnings); !cmp.Equal(got, []string{"block-1 translation-fact-extra"}) {
		t.Errorf("the warnings are %q", got)
	}
	if got := read(t, filepath.Join(town, hall)); got != hallEnglish {
		t.Errorf("it was written:\n%s", got)
	}
	e.Override = true
	saved(t, s, e, formsapi.TranslationWritten)

	next := opened(t, s, hallPage, "en")
	next.Words.Title = "Hall"
	saved(t, s, next, formsapi.TranslationWritten)
	next = opened(t, s, hallPage, "en")
	next.ReviewedBy = "Zahra"
	if got := told(saved(t, s, next, formsapi.TranslationRefused).Warnings); !cmp.Equal(got, []string{"block-1 translation-fact-extra"}) {
		t.Errorf("the warnings of the whole page are %q", got)
	}
}

// Given a paragraph that the translation lacks, who says that they have read all of
// it is asked about it; who corrects another one is not.
func TestAReviewAsksAboutWhatIsMissing(t *testing.T) {
	s, town := sheets(t)
	write(t, filepath.Join(town, strings.Replace(hall, ".en.", ".it.", 1)), hallItalian+"\nChiedi aiuto.\n")
	e := opened(t, s, hallPage, "en")
	e.Words.Title = "Hall"
	saved(t, s, e, formsapi.TranslationWritten)
	e = opened(t, s, hallPage, "en")
	e.ReviewedBy = "Zahra"
	if got := told(saved(t, s, e, formsapi.TranslationRefused).Warnings); !cmp.Equal(got, []string{"block-3 translation-empty"}) {
		t.Errorf("the warnings are %q", got)
	}
	e.Words.Blocks[3] = "Ask for help."
	saved(t, s, e, formsapi.TranslationWritten)
	if got := read(t, filepath.Join(town, hall)); !strings.HasSuffix(got, "at 8:30.\n\nAsk for help.\n") || states(t, s.Builder, hallPage)["en"].State != "current" {
		t.Errorf("the page has become\n%s", got)
	}
}
