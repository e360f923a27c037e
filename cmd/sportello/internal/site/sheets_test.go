package site_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/cmd/sportello/internal/site"
	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
)

const (
	hallItalian = "+++\ntitle = \"Municipio\"\ndescription = \"Lo sportello.\"\nanswered_by = \"L'impiegata\"\nwords = [\"casa\"]\n+++\n\n" +
		"## Dove {#where}\n\nIn piazza, [vedi](https://village.example/it/).\n\nChiama lo 0971 12345 alle 8:30.\n"
	hallEnglish = "+++\ntitle = \"Town hall\"   # the old one\ndescription = \"The desk.\"\nanswered_by = \"The clerk\"\n\n" +
		"[translation]\nof   = \"0000000000000000\"\non   = 2026-01-01\nby   = \"machine\"\n+++\n\n" +
		"## Where {#where}\nOn the square, [see](https://village.example/it/).\n\nCall 0971 12345 at 8:30.\n"
	hallPage = "/offices/hall"
)

// sheets are those of a village whose hall has a telephone, in English of long ago.
func sheets(t *testing.T) (s *site.Sheets, town string) {
	t.Helper()
	b, town := village(t)
	write(t, filepath.Join(town, strings.Replace(hall, ".en.", ".it.", 1)), hallItalian)
	write(t, filepath.Join(town, hall), hallEnglish)
	return &site.Sheets{Builder: b, Writes: true, Folder: filepath.Join(t.TempDir(), "translations")}, town
}

// opened is a page as it is opened, ready to be saved.
func opened(t *testing.T, s *site.Sheets, page, language string) formsapi.TranslationEdit {
	t.Helper()
	sheet, err := s.Sheet(t.Context(), page, language)
	if err != nil {
		t.Fatal(err)
	}
	return formsapi.TranslationEdit{Page: page, Language: language, Digest: sheet.Digest, Source: sheet.Source, Words: sheet.Words}
}

// saved is what becomes of an edit; it fails the test unless that is the fate.
func saved(t *testing.T, s *site.Sheets, e formsapi.TranslationEdit, fate formsapi.TranslationFate) formsapi.TranslationOutcome {
	t.Helper()
	outcome, err := s.Save(t.Context(), e)
	if err != nil || outcome.Fate != fate {
		t.Fatalf("the edit is %s, want %s: %v %+v", outcome.Fate, fate, err, outcome)
	}
	return outcome
}

// told are the findings as FIELD KEY.
func told(found []formsapi.TranslationFinding) (all []string) {
	for _, f := range found {
		all = append(all, f.Field+" "+f.Key)
	}
	return all
}

func TestASheetShowsBothTextsAndHowTheyStand(t *testing.T) {
	s, _ := sheets(t)
	sheet, err := s.Sheet(t.Context(), hallPage, "en")
	if err != nil {
		t.Fatal(err)
	}
	if sheet.File != hall || sheet.Cell.State != formsapi.TranslationBehind || sheet.Cell.By != "machine" || !sheet.Written || sheet.Kept != "" {
		t.Errorf("the sheet is %+v", sheet)
	}
	var fields []string
	for n, b := range sheet.Blocks {
		fields = append(fields, b.Kind+" | "+b.Italian+" | "+sheet.Words.Blocks[n])
	}
	want := []string{
		"heading | ## Dove {#where} | ## Where {#where}",
		"paragraph | In piazza, [vedi](https://village.example/it/). | On the square, [see](https://village.example/it/).",
		"paragraph | Chiama lo 0971 12345 alle 8:30. | Call 0971 12345 at 8:30.",
	}
	if diff := cmp.Diff(want, fields); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsSavedAsItWasOpenedIsTheSameFile(t *testing.T) {
	s, town := sheets(t)
	e := opened(t, s, hallPage, "en")
	for n, text := range e.Words.Blocks { // as browsers send it
		e.Words.Blocks[n] = strings.ReplaceAll(text, "\n", "\r\n")
	}
	saved(t, s, e, formsapi.TranslationUnchanged)
	if got := read(t, filepath.Join(town, hall)); got != hallEnglish {
		t.Errorf("the file has become\n%s", got)
	}
}

// Words that change are written where they stand, and nothing else: the page is as
// far behind as it was, and a review is gone.
func TestAnEditWritesItsWordsAndNothingElse(t *testing.T) {
	s, town := sheets(t)
	reviewed := strings.Replace(hallEnglish, "by   = \"machine\"\n", "by   = \"machine\"\nreviewed_by = \"Ali\"\nreviewed = 2026-01-02\n", 1)
	write(t, filepath.Join(town, hall), reviewed)
	if err := os.Chmod(filepath.Join(town, hall), 0o640); err != nil {
		t.Fatal(err)
	}
	e := opened(t, s, hallPage, "en")
	e.Words.Blocks[2] = "Please call 0971 12345 at 8:30.\r\n"
	e.Words.Title = "The town\r\nhall\u00a0?"
	saved(t, s, e, formsapi.TranslationWritten)
	want := strings.NewReplacer("Call", "Please call", `"Town hall"`, "\"The town hall\u00a0?\"").Replace(hallEnglish)
	if diff := cmp.Diff(want, read(t, filepath.Join(town, hall))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if info, err := os.Stat(filepath.Join(town, hall)); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the file's rights are %v, %v", info.Mode(), err)
	}
	if got := states(t, s.Builder, hallPage)["en"]; got.State != "behind" || got.Reviewed != "" {
		t.Errorf("the page is %+v", got)
	}
}

// Who marks a page as reviewed brings it up to the Italian text of today.
func TestAReviewBringsThePageUpToDate(t *testing.T) {
	s, town := sheets(t)
	e := opened(t, s, hallPage, "en")
	e.ReviewedBy = `Zahra "Z"`
	saved(t, s, e, formsapi.TranslationWritten)
	want := site.Translation{State: "current", By: "machine", Made: day(s.Builder), Reviewed: day(s.Builder)}
	if diff := cmp.Diff(want, states(t, s.Builder, hallPage)["en"]); diff != "" {
		t.Errorf("(-want +got):\n%s\n%s", diff, read(t, filepath.Join(town, hall)))
	}
	again := opened(t, s, hallPage, "en")
	again.ReviewedBy = e.ReviewedBy
	saved(t, s, again, formsapi.TranslationUnchanged)
	again.ReviewedBy, again.Words.Description = "", "The help desk."
	saved(t, s, again, formsapi.TranslationWritten)
	if got := states(t, s.Builder, hallPage)["en"].State; got != "unreviewed" {
		t.Errorf("with other words the page is %s", got)
	}
}

// A page that a language lacks is begun at the desk: all of it, or nothing.
func TestAPageIsBegunAtTheDesk(t *testing.T) {
	s, town := sheets(t)
	file := filepath.Join(town, "content/services/help/index.en.md")
	e := opened(t, s, "/services/help", "en")
	if e.Digest != "" || !cmp.Equal(e.Words.Blocks, []string{"## {#who}", "## {#how}", "## {#needed}", "## {#result}"}) {
		t.Errorf("it begins with %q, %q", e.Digest, e.Words)
	}
	e.Words.Title, e.Words.Description = "Help", "Help."
	e.Words.Blocks[0] = "## For whom {#who}"
	want := []string{"block-1 translation-empty", "block-2 translation-empty", "block-3 translation-empty"}
	if got := told(saved(t, s, e, formsapi.TranslationRefused).Errors); !cmp.Equal(got, want) {
		t.Errorf("told are %q", got)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("half a page was written")
	}
	e.Words.Blocks = []string{"## For whom {#who}", "## How {#how}", "## What you need {#needed}", "## What you get {#result}"}
	other := e
	saved(t, s, e, formsapi.TranslationWritten)
	saved(t, s, other, formsapi.TranslationChanged)
	if got := states(t, s.Builder, "/services/help")["en"]; got.State != "unreviewed" || got.By != "human" {
		t.Errorf("the page is %+v:\n%s", got, read(t, file))
	}
	if got := read(t, file); !strings.HasSuffix(got, "+++\n\n## For whom {#who}\n\n## How {#how}\n\n## What you need {#needed}\n\n## What you get {#result}\n") {
		t.Errorf("the page is\n%s", got)
	}
	hallInEnglish := opened(t, s, hallPage, "en")
	if strings.Contains(read(t, file), "words") || hallInEnglish.Digest == "" {
		t.Error("the page has the Italian page's own words to search by")
	}
}

// Two who save at once are one after the other: one is told.
func TestOfTwoWhoSaveAtOnceOneIsTold(t *testing.T) {
	s, town := sheets(t)
	fates, edits := make([]formsapi.TranslationFate, 8), make([]formsapi.TranslationEdit, 8)
	for n := range edits {
		edits[n] = opened(t, s, hallPage, "en")
		edits[n].Words.Title = "Hall of " + string(rune('A'+n))
	}
	var all sync.WaitGroup
	for n := range edits {
		all.Go(func() {
			outcome, err := s.Save(t.Context(), edits[n])
			if err != nil {
				t.Error(err)
			}
			fates[n] = outcome.Fate
		})
	}
	all.Wait()
	written := 0
	for n, fate := range fates {
		if fate == formsapi.TranslationWritten {
			written++
			if got := read(t, filepath.Join(town, hall)); !strings.Contains(got, "Hall of "+string(rune('A'+n))) {
				t.Errorf("what was told to be written is not there:\n%s", got)
			}
		} else if fate != formsapi.TranslationChanged {
			t.Errorf("one is told %s", fate)
		}
	}
	if written != 1 {
		t.Errorf("%d have written", written)
	}
}

// Given an Italian page or a file that somebody has changed since, nothing is written.
func TestAnEditOfWhatHasChangedIsNotWritten(t *testing.T) {
	for given, change := range map[string]func(town string){
		"another Italian text": func(town string) {
			write(t, filepath.Join(town, strings.Replace(hall, ".en.", ".it.", 1)), strings.Replace(hallItalian, "In piazza", "Nella piazza", 1))
		},
		"another file": func(town string) { write(t, filepath.Join(town, hall), hallEnglish+"\nMore.\n") },
		"no file":      func(town string) { _ = os.Remove(filepath.Join(town, hall)) },
	} {
		s, town := sheets(t)
		e := opened(t, s, hallPage, "en")
		e.Words.Title = "Hall"
		change(town)
		before, _ := os.ReadFile(filepath.Join(town, hall))
		saved(t, s, e, formsapi.TranslationChanged)
		if after, _ := os.ReadFile(filepath.Join(town, hall)); string(after) != string(before) {
			t.Errorf("%s: the file has become\n%s", given, after)
		}
	}
}

// What is no page, or in no language of the site, is not there; nor does an address
// lead out of the content.
func TestOnlyPagesOfTheSiteAreOpened(t *testing.T) {
	s, town := sheets(t)
	for _, c := range [][2]string{
		{hallPage, "xx"}, {hallPage, "it"}, {hallPage, ""}, {hallPage, "en/../it"}, {hallPage, "../en"}, {hallPage, "EN"},
		{"/offices/nowhere", "en"}, {"/offices/../offices/hall", "en"}, {"/../../etc/passwd", "en"}, {"/offices/hall/index.en.md", "en"}, {"", "en"}, {"//", "en"}, {"/offices/hall\x00", "en"},
	} {
		if _, err := s.Sheet(t.Context(), c[0], c[1]); formsapi.CodeOf(err) != formsapi.CodeNotFound {
			t.Errorf("%q is opened: %v", c, err)
		}
		if _, err := s.Save(t.Context(), formsapi.TranslationEdit{Page: c[0], Language: c[1]}); formsapi.CodeOf(err) != formsapi.CodeNotFound {
			t.Errorf("%q is saved: %v", c, err)
		}
	}
	e := opened(t, s, hallPage, "en")
	e.Words.Blocks = e.Words.Blocks[:1]
	if _, err := s.Save(t.Context(), e); formsapi.CodeOf(err) != formsapi.CodeInvalid {
		t.Errorf("a form that lacks fields is saved: %v", err)
	}
	if got := read(t, filepath.Join(town, hall)); got != hallEnglish {
		t.Errorf("the file has become\n%s", got)
	}
}

// A file that nobody could mark is left to who keeps the site.
func TestAFileThatTheDeskCannotMarkIsLeftAlone(t *testing.T) {
	s, town := sheets(t)
	write(t, filepath.Join(town, hall), "+++\ntitle = \"Hall\"\ndescription = \"x\"\nanswered_by = \"x\"\ntranslation = { of = \"0000000000000000\", on = 2026-01-01, by = \"machine\" }\n+++\n"+strings.SplitN(hallEnglish, "+++\n", 3)[2])
	before := read(t, filepath.Join(town, hall))
	e := opened(t, s, hallPage, "en")
	e.ReviewedBy = "Zahra"
	var problem *formsapi.Problem
	if _, err := s.Save(t.Context(), e); !errors.As(err, &problem) || problem.Code != formsapi.CodeUnavailable {
		t.Errorf("it is saved: %v", err)
	}
	if got := read(t, filepath.Join(town, hall)); got != before {
		t.Errorf("the file has become\n%s", got)
	}
}

// What the town leaves to the program is translated too: the file is the town's own
// from then on.
func TestAPageOfTheProgramBecomesTheTowns(t *testing.T) {
	s, town := sheets(t)
	file := filepath.Join(town, "content/pages/privacy/index.en.md")
	e := opened(t, s, "/pages/privacy", "en")
	saved(t, s, e, formsapi.TranslationUnchanged)
	e.Words.Blocks[0] = "Privacy notice of the village"
	saved(t, s, e, formsapi.TranslationWritten)
	want := "+++\ntitle = \"Privacy notice\"\ndescription = \"Privacy notice.\"\n+++\n\nPrivacy notice of the village\n"
	if got := strings.TrimRight(read(t, file), "\n") + "\n"; got != want {
		t.Errorf("the town's file is\n%s", got)
	}
	if again := opened(t, s, "/pages/privacy", "en"); again.Words.Blocks[0] != e.Words.Blocks[0] {
		t.Errorf("opened again it says %q", again.Words)
	}
	if _, err := s.Sheet(t.Context(), "/news", "en"); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("a section that the village has not is opened: %v", err)
	}
}

// Every page of this repository, opened and saved through the desk as it was, each in
// the next of the languages, is the same file.
func TestThePagesOfTheSiteComeBackAsTheyWere(t *testing.T) {
	b, _ := village(t)
	b.Town, b.Pages = t.TempDir(), os.DirFS("../../../../content")
	if err := os.CopyFS(filepath.Join(b.Town, "content"), b.Pages); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(b.Town, "hugo.toml"), read(t, "../../../../hugo.toml"))
	s := &site.Sheets{Builder: b, Writes: true, Folder: t.TempDir()}
	texts, _ := catalogue.ReadTexts(b.Pages, b.Now())
	languages, err := site.Languages(b.Town)
	if err != nil || len(texts) < 40*len(languages) {
		t.Fatalf("there are %d texts in %d languages, %v", len(texts), len(languages), err)
	}
	pages := 0
	for _, text := range texts {
		if text.Language != "it" {
			continue
		}
		pages++
		e := opened(t, s, text.Page, languages[1+pages%(len(languages)-1)].Tag)
		for n, text := range e.Words.Blocks {
			e.Words.Blocks[n] = strings.ReplaceAll(text, "\n", "\r\n")
		}
		saved(t, s, e, formsapi.TranslationUnchanged)
		e.Words.Title += " …"
		e.Override = true
		saved(t, s, e, formsapi.TranslationWritten) // also where it links to other pages
	}
}
