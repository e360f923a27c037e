package translation_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sportello/forms-api/translation"
)

// Every page of the site in every language, opened beside the Italian one and saved
// as it was opened, is the same file: byte for byte, also where the browser sends
// lines that end as on Windows.
func TestEveryPageSavedAsItWasOpenedIsTheSameFile(t *testing.T) {
	pages := 0
	err := filepath.WalkDir("../../content", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".md") {
			return err
		}
		parts := strings.Split(filepath.Base(name), ".")
		italian, err := os.ReadFile(filepath.Join(filepath.Dir(name), parts[0]+".it.md"))
		if err != nil || len(parts) != 3 {
			return err
		}
		pages++
		savedUnchanged(t, name, italian)
		return nil
	})
	if err != nil || pages < 2*18 {
		t.Errorf("%d pages were opened: %v", pages, err)
	}
}

func savedUnchanged(t *testing.T, name string, italian []byte) {
	t.Helper()
	file, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	source, err := translation.WordingOf(italian)
	if err != nil {
		t.Fatal(err)
	}
	words, err := translation.WordingOf(file)
	if err != nil {
		t.Fatal(err)
	}
	sheet := translation.NewSheet([]byte(source.Body), []byte(words.Body))
	var typed []string
	for n, f := range sheet.Fields {
		if !f.InFile {
			t.Errorf("%s: field %d has nothing beside %q", name, n, f.Italian.Text)
		}
		typed = append(typed, strings.ReplaceAll(f.Text, "\n", "\r\n"))
	}
	words.Body = sheet.Join(typed).Body
	if saved, err := translation.Rewrite(file, words); err != nil || string(saved) != string(file) {
		t.Errorf("%s has become, %v:\n%s", name, err, saved)
	}
}
