package site_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	formsapi "sportello/forms-api"
)

// Where the desk does not write into the content, a file waits in the data folder,
// is opened again, and goes once the content says the same.
func TestWhatCannotBeWrittenIsKept(t *testing.T) {
	s, town := sheets(t)
	s.Writes = false
	e := opened(t, s, hallPage, "en")
	e.Words.Title = "Hall"
	saved(t, s, e, formsapi.TranslationKept)
	if got := read(t, filepath.Join(town, hall)); got != hallEnglish {
		t.Errorf("the content has become\n%s", got)
	}
	sheet, err := s.Sheet(t.Context(), hallPage, "en")
	if err != nil || sheet.Kept == "" || sheet.Words.Title != "Hall" {
		t.Fatalf("opened again it is %+v, %v", sheet, err)
	}
	again := opened(t, s, hallPage, "en")
	again.Words.Title = "The hall"
	saved(t, s, again, formsapi.TranslationKept)
	saved(t, s, e, formsapi.TranslationChanged)

	file, err := s.Kept(t.Context(), hallPage, "en", sheet.Kept)
	if want := strings.Replace(hallEnglish, `"Town hall"`, `"The hall"`, 1); err != nil || string(file) != want {
		t.Errorf("the file to download is %v\n%s", err, file)
	}
	write(t, filepath.Join(town, hall), string(file))
	if sheet, err = s.Sheet(t.Context(), hallPage, "en"); err != nil || sheet.Kept != "" || len(sheet.Older) > 0 || sheet.Words.Title != "The hall" {
		t.Errorf("once it is in the content it is %+v, %v", sheet, err)
	}
	if left, err := os.ReadDir(filepath.Join(s.Folder, "en")); err != nil || len(left) > 0 {
		t.Errorf("left are %v, %v", left, err)
	}
}

// Given a file that is kept, and then another one in the content, neither is lost.
func TestWhatWasKeptOfAnOlderFileIsNotLost(t *testing.T) {
	s, town := sheets(t)
	s.Writes = false
	e := opened(t, s, hallPage, "en")
	e.Words.Title = "Hall"
	saved(t, s, e, formsapi.TranslationKept)
	write(t, filepath.Join(town, hall), hallEnglish+"\nMore.\n")
	sheet, err := s.Sheet(t.Context(), hallPage, "en")
	if err != nil || sheet.Kept != "" || len(sheet.Older) != 1 || sheet.Words.Title != "Town hall" {
		t.Fatalf("the sheet is %+v, %v", sheet, err)
	}
	if old, err := s.Kept(t.Context(), hallPage, "en", sheet.Older[0]); err != nil || !strings.Contains(string(old), `"Hall"`) {
		t.Errorf("the older one is %q, %v", old, err)
	}
}

// Once the desk may write, what is kept goes into the content as it is.
func TestWhatIsKeptIsWrittenOnceItMayBe(t *testing.T) {
	s, town := sheets(t)
	s.Writes = false
	e := opened(t, s, "/services/help", "en")
	e.Words = formsapi.TranslationWords{Title: "Help", Description: "Help.", Blocks: []string{"## A {#who}", "## B {#how}", "## C {#needed}", "## D {#result}"}}
	saved(t, s, e, formsapi.TranslationKept)
	s.Writes = true
	saved(t, s, opened(t, s, "/services/help", "en"), formsapi.TranslationWritten)
	sheet, err := s.Sheet(t.Context(), "/services/help", "en")
	if err != nil || sheet.Kept != "" || !strings.Contains(read(t, filepath.Join(town, "content/services/help/index.en.md")), "## C {#needed}") {
		t.Errorf("the sheet is %+v, %v", sheet, err)
	}
}

// A folder that the service may not write is no error: what was typed is kept.
func TestAFolderThatCannotBeWrittenIsNoLoss(t *testing.T) {
	s, town := sheets(t)
	folder := filepath.Join(town, filepath.Dir(hall))
	e := opened(t, s, hallPage, "en")
	e.Words.Title = "Hall"
	if os.Getuid() == 0 {
		writeAsNobody(t, folder, town, filepath.Dir(s.Folder))
	} else if err := os.Chmod(folder, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(folder, 0o700) })
	saved(t, s, e, formsapi.TranslationKept)
}

// Only what a sheet offers can be fetched.
func TestOnlyKeptFilesAreHandedOut(t *testing.T) {
	s, _ := sheets(t)
	s.Writes = false
	e := opened(t, s, "/", "en")
	e.Words.Title = "Desk"
	saved(t, s, e, formsapi.TranslationKept)
	write(t, filepath.Join(s.Folder, "secret.md"), "x")
	sheet, err := s.Sheet(t.Context(), "/", "en")
	if err != nil || sheet.Kept == "" {
		t.Fatal(err)
	}
	for _, c := range [][3]string{
		{"/", "en", "../secret.md"}, {"/", "..", "secret.md"}, {"/", ".", "secret.md"}, {"/", "", "secret.md"}, {"/", "en/..", "secret.md"},
		{hallPage, "en", sheet.Kept}, {"/", "en", ""}, {"/", "ar", sheet.Kept}, {"/../", "en", "secret.md"},
	} {
		if got, err := s.Kept(t.Context(), c[0], c[1], c[2]); formsapi.CodeOf(err) != formsapi.CodeNotFound {
			t.Errorf("%q is handed out: %q, %v", c, got, err)
		}
	}
}

// The status page has every page in every language, with how long it has been behind
// and how often it was opened.
func TestTheOverviewHasPagesLanguagesAndWhatToDo(t *testing.T) {
	s, town := sheets(t)
	write(t, filepath.Join(town, strings.Replace(hall, ".en.", ".it.", 1)), strings.Replace(hallItalian, "words =", "lastmod = 2026-11-12\nwords =", 1))
	o, err := s.Overview(t.Context(), []formsapi.PageViews{{Page: hallPage, Language: "en", Views: 3}, {Page: "/services/help", Language: "en", Views: 5}})
	if err != nil {
		t.Fatal(err)
	}
	cells := map[string]formsapi.TranslationCell{}
	for _, row := range o.Rows {
		cells[row.Page] = row.Cells["en"]
	}
	want := formsapi.TranslationCell{State: "behind", By: "machine", Made: "2026-01-01", Changed: "2026-11-12", Days: 10, Views: 3}
	if diff := cmp.Diff(want, cells[hallPage]); diff != "" {
		t.Error(diff)
	}
	if first := o.Next[0]; first.Page != "/services/help" || o.Next[1].Page != hallPage || o.Next[1].Days != 10 {
		t.Errorf("first to do are %+v", o.Next)
	}
	write(t, filepath.Join(town, hall), strings.Replace(hallEnglish, "Town hall", "Hall", 1))
	write(t, filepath.Join(town, "content/offices/hall/office.toml"), "services = 5\n")
	if _, err := s.Overview(t.Context(), nil); formsapi.CodeOf(err) != formsapi.CodeUnavailable {
		t.Errorf("of broken content it says %v", err)
	}
}

// Given content with an error, it is read once, however often the status page is
// opened; once it is mended the page is there again. Nothing is read for who has gone.
func TestBrokenContentIsReadOnce(t *testing.T) {
	s, town := sheets(t)
	opened := 0 // files of the program's pages, which are laid beneath the town's each time
	s.Builder.Pages = watchedPages{s.Builder.Pages, &opened}
	facts := filepath.Join(town, "content/offices/hall/office.toml")
	sound := read(t, facts)
	write(t, facts, "services = 5\n")
	asked := 0
	for n := range 3 {
		if _, err := s.Overview(t.Context(), nil); formsapi.CodeOf(err) != formsapi.CodeUnavailable {
			t.Fatalf("of broken content it says %v", err)
		}
		if n == 0 {
			asked = opened
		}
	}
	if asked == 0 || opened != asked {
		t.Errorf("opened are at first %d files, then %d", asked, opened)
	}
	write(t, facts, sound)
	gone, leave := context.WithCancel(t.Context())
	leave()
	if _, err := s.Overview(gone, nil); !errors.Is(err, context.Canceled) || opened != asked {
		t.Errorf("for who has gone it says %v, and has opened %d files", err, opened-asked)
	}
	if o, err := s.Overview(t.Context(), nil); err != nil || len(o.Rows) == 0 {
		t.Errorf("once it is mended it says %+v, %v", o, err)
	}
}

// watchedPages count how often one of them is opened.
type watchedPages struct {
	fs.FS
	opened *int
}

func (w watchedPages) Open(name string) (fs.File, error) {
	*w.opened++
	return w.FS.Open(name)
}
