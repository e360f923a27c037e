package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sportello/forms-api/catalogue"
)

// What this repository says, in every language that it has, whether hugo.toml shows
// it already or not: a telephone number or an hour that differs from the Italian is
// an error. A language that is switched off may still lack words.
func TestTheContentIsTrueInEveryLanguage(t *testing.T) {
	listed := listedLanguages(t)
	for _, tag := range allLanguages {
		c := &console{out: &bytes.Buffer{}, err: &bytes.Buffer{}, env: os.Getenv}
		found, err := c.checkedLanguage(folders{site: "../..", data: t.TempDir()}, tag)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			if lacks := f.Key == "" && strings.HasPrefix(f.File, "i18n/"); f.Severity == catalogue.Error && !(lacks && listed[tag].Disabled) {
				t.Errorf("%s: %s", tag, f)
			}
		}
	}
}

// Given the content with one digit of one translation changed, that file and line
// are told.
func TestATelephoneNumberThatDiffersIsFound(t *testing.T) {
	site := town(t)
	file := filepath.Join(site, "content/services/legal-advice/index.ar.md")
	for _, name := range []string{strings.Replace(file, ".ar.", ".it.", 1), file} {
		text := pageText(t, name)
		number := "0971 415507"
		if name == file {
			number = "٠٩٧١ ٤١٥٥٠٨"
		}
		writeFile(t, name, text+"\n"+number+"\n")
	}
	c := &console{out: &bytes.Buffer{}, err: &bytes.Buffer{}, env: os.Getenv}
	found, err := c.checkedLanguage(folders{site: site, data: t.TempDir()}, "ar")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Count(pageText(t, file), "\n")
	for _, f := range found {
		if f.Severity != catalogue.Error {
			continue
		}
		if f.File != "content/services/legal-advice/index.ar.md" || f.Line != lines || !strings.HasPrefix(f.Sentence, "the telephone number here is 0971 415508") {
			t.Errorf("found %s, want line %d", f, lines)
		}
		return
	}
	t.Errorf("nothing is wrong with %v", found)
}

func pageText(t testing.TB, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
