package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// brokenFooter passes every check of words and facts: only Hugo finds that there is
// no such thing, in its second line. It is wrong on the home page alone, since after ten
// errors Hugo can wait for itself (hugo_stuck.go).
const brokenFooter = "<footer>\n{{ if .IsHome }}{{ .NoSuchThing }}{{ end }}\n</footer>\n"

// saidOfSite is what a page of the desk says of a site that cannot be built, and the file
// that it names; empty if it says nothing.
func saidOfSite(t *testing.T, c *http.Client, p *Program, path string) (line, file string) {
	t.Helper()
	answer, err := c.Get("http://" + p.Addr() + path)
	if err != nil {
		t.Fatal(err)
	}
	page := parsed(t, path, bodyOf(t, answer))
	one := func(selector string) string { return strings.Join(textOf(page.all(selector)), "") }
	return one(".unbuilt"), one(".unbuilt code")
}

// A file that no check finds fault with keeps the newest content from visitors:
// whoever saves a page learns it where they come back to, with the file and its
// line, and the old site stays up. With the file mended the line is gone, and
// visitors read what was saved.
func TestWhoSavesAPageThatCannotBeBuiltIsTold(t *testing.T) {
	town, _ := givenArabic(t)
	p := startIn(t, town)
	c := mediators(t, p, "Zahra")[0]
	if line, _ := saidOfSite(t, c, p, "/desk/translations"); line != "" {
		t.Fatalf("of a site as it should be is said %q", line)
	}
	footer := filepath.Join(town, "layouts/_partials/footer.html")
	writeFile(t, footer, brokenFooter)
	eventually(t, "the desk says which file is to blame", func() bool {
		line, file := saidOfSite(t, c, p, "/desk/translations")
		return file == "layouts/_partials/footer.html" && strings.Contains(line, "riga 2")
	})
	since, _ := saidOfSite(t, c, p, "/desk/translations")

	form := sheetForm(t, c, p, helpAtDesk)
	form.Set("title", "عون")
	if status, page := sendSheet(t, c, p, helpAtDesk, form); status != http.StatusSeeOther {
		t.Fatalf("saving is answered %d: %s", status, between(page, "<main", "</main>"))
	}
	if back, _ := saidOfSite(t, c, p, helpAtDesk); back != since {
		t.Errorf("on the page that she comes back to is said %q, want %q", back, since)
	}
	if strings.Contains(since, town) || strings.Contains(since, os.TempDir()) {
		t.Errorf("a folder of the machine is named: %q", since)
	}
	if page := shown(t, p, "/ar/services/help/"); strings.Contains(page, "عون") {
		t.Error("visitors read what could not be built")
	}

	mustDo(t, os.Remove(footer))
	eventually(t, "visitors read what was saved", func() bool { return strings.Contains(shown(t, p, "/ar/services/help/"), "عون") })
	if line, _ := saidOfSite(t, c, p, helpAtDesk); line != "" {
		t.Errorf("of a site that is whole again is said %q", line)
	}
}

// An edit that is taken back needs no new build: the line is gone all the same. It
// is so too of a file that could not even be opened.
func TestAnErrorThatIsTakenBackIsSaidNoMore(t *testing.T) {
	town, file := givenArabic(t)
	p := startIn(t, town)
	c, before := mediators(t, p, "Zahra")[0], pageText(t, file)
	loop := filepath.Join(town, "content/services/loop.md")
	for name, change := range map[string]struct{ broken, mended func() }{
		"content/services/help/index.ar.md": {
			func() { writeFile(t, file, strings.Replace(before, "title = ", "title = = ", 1)) },
			func() { writeFile(t, file, before) },
		},
		"content/services/loop.md": {
			func() { mustDo(t, os.Symlink(loop, loop)) },
			func() { mustDo(t, os.Remove(loop)) },
		},
	} {
		change.broken()
		eventually(t, name+" is to blame", func() bool { _, blamed := saidOfSite(t, c, p, "/desk/translations/ar/"); return blamed == name })
		change.mended()
		eventually(t, "nothing is", func() bool { line, _ := saidOfSite(t, c, p, "/desk/translations/ar/"); return line == "" })
	}
}

// After a restart with content that cannot be built the site of before is served,
// and the desk says so from its first page on.
func TestARestartWithBrokenContentIsTold(t *testing.T) {
	dir, town := t.TempDir(), hamlet(t)
	f := folders{site: town, data: filepath.Join(dir, "var"), keys: filepath.Join(dir, "keys.toml")}
	_, stop, err := runWith(settings{folders: f, listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(town, "layouts/_partials/footer.html"), brokenFooter)
	p := startUnlimited(t, f)
	line, file := saidOfSite(t, mediators(t, p, "Zahra")[0], p, "/desk/translations")
	if file != "layouts/_partials/footer.html" || !strings.Contains(line, "legge le pagine di") {
		t.Errorf("the desk says %q of %q", line, file)
	}
}

func mustDo(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
