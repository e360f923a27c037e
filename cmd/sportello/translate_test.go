package main

import (
	"bytes"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	formsapi "sportello/forms-api"
)

const helpAtDesk = "/desk/translations/ar/services/help"

// givenArabic is a hamlet whose service is in Arabic too, made by a machine.
func givenArabic(t *testing.T) (town, file string) {
	t.Helper()
	town = hamlet(t)
	writeFile(t, filepath.Join(town, "hugo.toml"), "[languages.it]\n[languages.ar]\n")
	italian := filepath.Join(town, "content/services/help/index.it.md")
	writeFile(t, italian, pageText(t, italian)+"\nChiama lo 0971 415507.\n")
	file = filepath.Join(town, "content/services/help/index.ar.md")
	writeFile(t, file, "+++\ntitle = \"مساعدة\"\ndescription = \"جملة.\"\n\n[translation]\nof = \"0000000000000000\"\non = 2026-01-01\nby = \"machine\"\n+++\n\nفي الساحة.\n\n"+
		"## لمن {#who}\n\n## كيف {#how}\n\n## ما يلزم {#needed}\n\n## ما تحصل عليه {#result}\n\nاتصل على الرقم 0971 415507.\n")
	return town, file
}

// mediators sign in, each with a browser of their own.
func mediators(t *testing.T, p *Program, names ...string) (browsers []*http.Client) {
	t.Helper()
	for _, name := range names {
		s := formsapi.Staff{Name: name, Email: strings.ToLower(name) + "@example.org", Language: "it", Grants: []formsapi.Grant{{Role: formsapi.RoleMediator}}}
		token, err := p.accounts.Invite(t.Context(), s, formsapi.ByCommand)
		if err != nil {
			t.Fatal(err)
		}
		c := visitor(t)
		posted(t, c, p, "/desk/invitation", url.Values{"token": {token}, "name": {name}, "password": {"una frase lunga"}, "repeated": {"una frase lunga"}})
		browsers = append(browsers, c)
	}
	return browsers
}

// sheetForm is the form of a page as a browser would send it untouched: with lines
// that end as the standard for forms has it.
func sheetForm(t *testing.T, c *http.Client, p *Program, path string) url.Values {
	t.Helper()
	answer, err := c.Get("http://" + p.Addr() + path)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s is answered %v, %v", path, answer.Status, err)
	}
	page, form := parsed(t, path, bodyOf(t, answer)), url.Values{}
	for _, n := range page.all("form.sheet input[type=hidden]") {
		form.Add(attribute(n, "name"), attribute(n, "value"))
	}
	for _, n := range page.all("form.sheet textarea") {
		form.Add(attribute(n, "name"), strings.ReplaceAll(textOf([]*html.Node{n})[0], "\n", "\r\n"))
	}
	return form
}

func sendSheet(t *testing.T, c *http.Client, p *Program, path string, form url.Values) (status int, page string) {
	t.Helper()
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	answer, err := c.PostForm("http://"+p.Addr()+path, form)
	if err != nil {
		t.Error(err)
		return 0, ""
	}
	return answer.StatusCode, bodyOf(t, answer)
}

// Two mediators save the same page at the same moment: one is told, and sees what
// both have written. What is on the site follows by itself, and check has nothing
// more to say of the page.
func TestTwoMediatorsSaveTheSamePage(t *testing.T) {
	town, file := givenArabic(t)
	p := startIn(t, town)
	browsers := mediators(t, p, "Zahra", "Ali")
	statuses, pages := make([]int, 2), make([]string, 2)
	words := []string{"اتصلي على الرقم 0971 415507.", "اتصلوا على الرقم 0971 415507."}
	forms := []url.Values{sheetForm(t, browsers[0], p, helpAtDesk), sheetForm(t, browsers[1], p, helpAtDesk)}
	var both sync.WaitGroup
	for n := range browsers {
		forms[n]["block"][5] = words[n]
		forms[n].Set("do", "review")
		both.Go(func() { statuses[n], pages[n] = sendSheet(t, browsers[n], p, helpAtDesk, forms[n]) })
	}
	both.Wait()
	first, second := 0, 1
	if statuses[1] == http.StatusSeeOther {
		first, second = 1, 0
	}
	if statuses[first] != http.StatusSeeOther || statuses[second] != http.StatusConflict {
		t.Fatalf("the two are answered %v", statuses)
	}
	if !strings.Contains(pages[second], words[0]) || !strings.Contains(pages[second], words[1]) {
		t.Errorf("who came second does not see both: %s", between(pages[second], "<main", "</main>"))
	}
	if text := pageText(t, file); !strings.Contains(text, words[first]) || strings.Contains(text, words[second]) {
		t.Errorf("in the file stands\n%s", text)
	}
	eventually(t, "visitors read what was saved", func() bool {
		page := shown(t, p, "/ar/services/help/")
		return strings.Contains(page, words[first][:20]) && !strings.Contains(page, `class="translation"`)
	})
	c := &console{out: &bytes.Buffer{}, err: &bytes.Buffer{}, env: os.Getenv}
	found, err := c.checkedLanguage(folders{site: town, data: t.TempDir()}, "ar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if strings.HasPrefix(f.File, "content/services/help/") {
			t.Errorf("check still says %s", f)
		}
	}
}

// A telephone number that differs and a script are refused; nothing is written, and
// nothing that was typed is lost.
func TestWhatCheckRefusesIsNotSavedAtTheDesk(t *testing.T) {
	town, file := givenArabic(t)
	p := startIn(t, town)
	c, before := mediators(t, p, "Zahra")[0], pageText(t, file)
	for _, wrong := range []string{"اتصل على الرقم 0971 415508.", "اتصل على الرقم 0971 415507. <script>alert(1)</script>"} {
		form := sheetForm(t, c, p, helpAtDesk)
		form["block"][5] = wrong
		form.Set("override", "true")
		status, answer := sendSheet(t, c, p, helpAtDesk, form)
		page := parsed(t, helpAtDesk, answer)
		if status != http.StatusUnprocessableEntity || strings.Join(textOf(page.all("#block-5")), "") != wrong {
			t.Errorf("%s is answered %d: %s", wrong, status, between(answer, "<main", "</main>"))
		}
		page.has(`.errors a[href="#block-5"]`, "#block-5[aria-invalid=true]")
	}
	form := sheetForm(t, c, p, helpAtDesk)
	if status, _ := sendSheet(t, c, p, helpAtDesk, form); status != http.StatusSeeOther || pageText(t, file) != before {
		t.Errorf("saved unchanged it is answered %d, and the file is\n%s", status, pageText(t, file))
	}
	for _, path := range []string{"/desk/translations/xx/services/help", "/desk/translations/ar/services/none", "/desk/translations/ar/services%2F..%2Fhelp", "/desk/translations/ar/..%2F..%2Fhugo"} {
		if status, _ := sendSheet(t, c, p, path, form); status != http.StatusNotFound {
			t.Errorf("%s is answered %d", path, status)
		}
	}
}

// A demonstration never writes into the town's folder: what is saved waits to be
// downloaded. sportello.toml can say the same of any site.
func TestASiteThatIsNotWrittenKeepsTranslations(t *testing.T) {
	for given, change := range map[string]func(*settings){
		"a demonstration": func(s *settings) { s.demo = true },
		"sportello.toml": func(s *settings) {
			writeFile(t, filepath.Join(s.site, "sportello.toml"), "[desk]\nwrites_content = false\n")
		},
	} {
		town, file := givenArabic(t)
		dir := t.TempDir()
		s := settings{folders: folders{site: town, data: filepath.Join(dir, "var"), keys: filepath.Join(dir, "keys.toml")}, listen: "127.0.0.1:0"}
		change(&s)
		p, stop, err := runWith(s)
		if err != nil {
			t.Fatal(given, err)
		}
		before, c := pageText(t, file), mediators(t, p, "Zahra")[0]
		form := sheetForm(t, c, p, helpAtDesk)
		form.Set("title", "عون")
		status, _ := sendSheet(t, c, p, helpAtDesk, form)
		if status != http.StatusSeeOther || pageText(t, file) != before {
			t.Errorf("%s: it is answered %d, and the file is\n%s", given, status, pageText(t, file))
		}
		answer, err := c.Get("http://" + p.Addr() + helpAtDesk)
		if err != nil {
			t.Fatal(err)
		}
		links := parsed(t, helpAtDesk, bodyOf(t, answer)).all(`.warning a[href^="/desk/translation-files/"]`)
		if len(links) != 1 {
			t.Fatalf("%s: there are %d files to download", given, len(links))
		}
		if answer, err = c.Get("http://" + p.Addr() + attribute(links[0], "href")); err != nil || bodyOf(t, answer) != strings.Replace(before, "مساعدة", "عون", 1) {
			t.Errorf("%s: the file to download is another, %v", given, err)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	}
}
