package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sportello/cmd/sportello/internal/site"
	"sportello/forms-api/catalogue"
	"sportello/forms-api/words"
)

// The whole content, in all of its languages, as an editor finds it: what is edited
// in one place is seen in all others, and nowhere else.

const (
	editedPage = "/services/legal-advice"
	calledPage = "/offices/potenza"
	oldNumber  = "0971 415507"
	newNumber  = "0971 415599"
)

// wholeTown is a town's folder in all languages that the test may change, with its
// builder.
func wholeTown(t *testing.T) (dir string, b *site.Builder) {
	t.Helper()
	dir = t.TempDir()
	if err := makeTown(dir, strings.Clone); err != nil {
		t.Fatal(err)
	}
	c := &console{out: &bytes.Buffer{}, err: &bytes.Buffer{}, env: os.Getenv}
	origin := &url.URL{Scheme: "http", Host: "127.0.0.1:8080"}
	b, err := c.newBuilder(dir, "", origin)
	if err != nil {
		t.Fatal(err)
	}
	b.Cache = filepath.Join(commonFolder(t), "cache") // most pages are those of the common town
	return dir, b
}

// behind are the translations that are behind, as page and language.
func behind(t *testing.T, b *site.Builder) (all []string) {
	t.Helper()
	m, found, err := b.Matrix()
	if err != nil || len(found) > 0 {
		t.Fatal(found, err)
	}
	for _, w := range m.Next {
		for _, tag := range w.Behind {
			all = append(all, w.Path+" "+tag)
		}
	}
	return all
}

// translations are the languages of a site but Italian.
var translations = allLanguages[1:]

// Given the content with the lines of an Italian page flowing otherwise, no translation
// is behind; with one sentence changed, exactly its seventeen are, and check names
// them. Given another telephone number in office.toml, the next build has the
// notice on those seventeen pages and the number on all eighteen of the office.
func TestAnEditReachesEveryLanguageAndNoOtherPage(t *testing.T) {
	dir, b := wholeTown(t)
	italian := filepath.Join(dir, "content", editedPage, "index.it.md")
	text := pageText(t, italian)
	matter, body := text[:len(text)-len(bodyText(text))], bodyText(text)

	writeFile(t, italian, matter+reflowed(body))
	if reflowed(body) == body {
		t.Fatal("the page has no line to flow otherwise")
	}
	if got := behind(t, b); len(got) > 0 {
		t.Errorf("after other line breaks these are behind: %v", got)
	}

	writeFile(t, italian, matter+strings.Replace(body, "\n\n", "\n\nQuesta frase è nuova. ", 1))
	var want []string
	for _, tag := range translations {
		want = append(want, editedPage+" "+tag)
	}
	if got := behind(t, b); !slices.Equal(got, want) {
		t.Errorf("after a new sentence these are behind: %v, want %v", got, want)
	}
	found, err := b.CheckWords()
	if err != nil {
		t.Fatal(err)
	}
	for _, tag := range translations {
		file := "content" + editedPage + "/index." + tag + ".md"
		if !slices.ContainsFunc(found, func(f catalogue.Finding) bool {
			return f.File == file && f.Line > 0 && strings.HasPrefix(f.Sentence, "the Italian page has changed on ")
		}) {
			t.Errorf("check does not tell that %s is behind", file)
		}
	}

	office := filepath.Join(dir, "content", calledPage, "office.toml")
	writeFile(t, office, strings.ReplaceAll(pageText(t, office), oldNumber, newNumber))
	assertOnThePages(t, b)
}

// assertOnThePages builds the site of that edit.
func assertOnThePages(t *testing.T, b *site.Builder) {
	t.Helper()
	built, err := b.BuildTo(context.Background(), filepath.Join(t.TempDir(), "public"))
	var broken site.Broken
	if errors.As(err, &broken) {
		t.Fatal(broken[0])
	}
	if err != nil {
		t.Fatal(err)
	}
	said, err := words.Load(os.DirFS("../../i18n"))
	if err != nil {
		t.Fatal(err)
	}
	notices := 0
	for _, file := range pagesOf(t, built.Public) {
		tag, _, _ := strings.Cut(strings.TrimPrefix(file, built.Public+"/"), "/")
		if slices.Contains(translations, tag) && strings.Contains(pageText(t, file), said.Message(tag, "translation-behind", nil)) {
			notices++
			if !strings.HasSuffix(file, tag+editedPage+"/index.html") {
				t.Errorf("%s says that it is behind", file)
			}
		}
	}
	if notices != len(translations) {
		t.Errorf("%d pages say that they are behind, want %d", notices, len(translations))
	}
	for _, tag := range allLanguages {
		page := pageText(t, filepath.Join(built.Public, tag, calledPage, "index.html"))
		if !strings.Contains(page, newNumber) || !strings.Contains(page, "tel:+390971415599") || strings.Contains(page, oldNumber) || strings.Contains(page, "390971415507") {
			t.Errorf("in %s the office's page does not show the new number alone", tag)
		}
	}
}

// Given the office's number in the text of its page in every language, check finds
// nothing; with one digit of it changed in one translation it fails, and names this
// file and this line; and so in each of the seventeen.
func TestANumberThatATranslationHasOtherwiseFailsTheCheck(t *testing.T) {
	dir, b := wholeTown(t)
	file := func(tag string) string { return "content" + calledPage + "/index." + tag + ".md" }
	lines := map[string]int{}
	write := func(tag, number string) {
		text := strings.TrimRight(pageText(t, filepath.Join("../..", file(tag))), "\n") + "\n\n" + number + "\n"
		writeFile(t, filepath.Join(dir, file(tag)), text)
		lines[tag] = strings.Count(text, "\n")
	}
	for _, tag := range allLanguages {
		write(tag, oldNumber)
	}
	if code, out := checked(t, dir); code != 0 {
		t.Fatalf("with the same number everywhere check ends with %d: %s", code, out)
	}

	write("ti", newNumber)
	want := fmt.Sprintf("%s:%d: error: the telephone number here is %s, on the Italian page it is %s", file("ti"), lines["ti"], newNumber, oldNumber)
	if code, out := checked(t, dir); code != exitFailed || strings.Count(out, ": error: ") != 1 || !strings.Contains(out, want) {
		t.Errorf("check ends with %d: %s; want %d and %s", code, out, exitFailed, want)
	}

	for _, tag := range translations {
		write(tag, newNumber)
	}
	found, err := b.CheckWords()
	if err != nil {
		t.Fatal(err)
	}
	found = slices.DeleteFunc(found, func(f catalogue.Finding) bool { return f.Severity != catalogue.Error })
	if len(found) != len(translations) {
		t.Errorf("%d errors, want %d: %v", len(found), len(translations), found)
	}
	for _, f := range found {
		if tag := languageOfFile(f.File); f.File != file(tag) || f.Line != lines[tag] {
			t.Errorf("found %s, want it in line %d", f, lines[tag])
		}
	}
}

// languageOfFile is ar for index.ar.md.
func languageOfFile(file string) string {
	return strings.TrimPrefix(filepath.Ext(strings.TrimSuffix(file, ".md")), ".")
}

// checked is the command, without building.
func checked(t *testing.T, dir string) (code int, out string) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	process := exec.Command(program, "check", "--site", dir, "--data", t.TempDir(), "--facts-only")
	process.Env = append(os.Environ(), asProgram+"=yes")
	text, err := process.Output()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
	return process.ProcessState.ExitCode(), string(text)
}

// bodyText is a page without its front matter.
func bodyText(text string) string {
	const end = "\n+++\n"
	return text[strings.Index(text, end)+len(end):]
}

// reflowed has each paragraph on lines of two words.
func reflowed(body string) string {
	var rows []string
	for row := range strings.SplitSeq(body, "\n") {
		if plain := row != "" && !strings.ContainsAny(row[:1], "#-*|>{0123456789") && !strings.Contains(row, "{{"); plain {
			row = flowing(row)
		}
		rows = append(rows, row)
	}
	return strings.Join(rows, "\n")
}

func flowing(row string) string {
	var out strings.Builder
	for n, word := range strings.Split(row, " ") {
		switch {
		case n > 0 && n%2 == 0:
			out.WriteByte('\n')
		case n > 0:
			out.WriteByte(' ')
		}
		out.WriteString(word)
	}
	return out.String()
}

func pagesOf(t *testing.T, public string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(public, func(file string, d os.DirEntry, err error) error {
		if err == nil && d.Name() == "index.html" {
			files = append(files, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
