package site_test

import (
	"context"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sportello/cmd/sportello/internal/site"
	"sportello/forms-api/catalogue"
)

// linked gives the village pages with a main part, and the program's own way to
// show links and images.
func linked(t *testing.T, town string) {
	t.Helper()
	framed(t, town)
	for _, hook := range []string{"render-link.html", "render-image.html"} {
		write(t, filepath.Join(town, "layouts/_markup", hook), read(t, filepath.Join("../../../../layouts/_markup", hook)))
	}
}

// rights is the village's page about rights with other words, which begin on line 5.
func rights(body string) string {
	return "+++\ntitle = \"Diritti\"\ndescription = \"x\"\n+++\n" + body
}

const rightsFile = "content/pages/rights/index.it.md"

// dot is a picture of one pixel.
const dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

func TestWhatTheBuiltSiteTellsOfLinks(t *testing.T) {
	place := " leads to no place on that page: correct what follows the #, or give a heading there that name, such as ## Hours {#hours}"
	file := " leads to no page and no file: correct it, or put the file into static/"
	for body, want := range map[string]string{
		"[Here](#why), [there](/offices/hall/), [file](/modulo.pdf), [data](/catalogue.json), [top](#top).\n\n## Why\n": "",
		"\n[Here](#nowhere).\n":                   rightsFile + ":6: error: the link to #nowhere" + place,
		"\n\n[There](/it/offices/hall/#nowhere).": rightsFile + ":7: error: the link to /it/offices/hall/#nowhere" + place,
		"[There](/offices/hall#nowhere).":         rightsFile + ":5: error: the link to /it/offices/hall/#nowhere" + place,
		"[A file](/delega.pdf).":                  rightsFile + ":5: error: the link to /delega.pdf" + file,
		"![A plan](/plan.png)":                    rightsFile + ":5: error: the image /plan.png is not there: put it into static/ or beside the page, or correct its name",
		"![A plan](/dot.png)":                     "",
		"A script: ftp://example.org/x":           rightsFile + ":5: error: the link to \"ftp://example.org/x\" is not safe",
		strings.Repeat("> ", 3000) + "deep":       rightsFile + ": error: the page nests lists or quotes too deeply to be read",
	} {
		b, town := village(t)
		linked(t, town)
		write(t, filepath.Join(town, "static/modulo.pdf"), "%PDF")
		write(t, filepath.Join(town, rightsFile), rights(body))
		found, err := b.Check(context.Background(), true)
		if err != nil {
			t.Fatal(err)
		}
		if said := firstOf(found); !strings.HasPrefix(said, want) || want == "" && said != "" {
			t.Errorf("%.60q: found %q, want %q", body, found, want)
		}
	}
}

func firstOf(found []catalogue.Finding) string {
	if len(found) == 0 {
		return ""
	}
	return found[0].String()
}

// A picture beside a page comes with its size, and a telephone number is one that a
// telephone dials.
func TestContentShowsItsPicturesAndCalls(t *testing.T) {
	b, town := village(t)
	linked(t, town)
	picture, err := base64.StdEncoding.DecodeString(dot)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(town, "content/pages/rights/plan.png"), string(picture))
	write(t, filepath.Join(town, rightsFile), rights("![A plan](plan.png) [call](tel:+39097112345) [place](geo:40.6,15.8)\n"))
	out := build(t, b)
	page := read(t, filepath.Join(out, "it/pages/rights/index.html"))
	for _, want := range []string{`src="/it/pages/rights/plan.png"`, `width="1"`, `height="1"`, `href="tel:+39097112345"`, `href="geo:40.6,15.8"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s: %s", want, page)
		}
	}
	if !exists(t, filepath.Join(out, "it/pages/rights/plan.png")) {
		t.Error("the picture is not published")
	}
}

// An address that html/template holds for dangerous fails the build, on whatever page.
func TestAnAddressThatIsLeftOutFailsTheBuild(t *testing.T) {
	b, town := village(t)
	linked(t, town)
	layout := read(t, filepath.Join(town, "layouts/page.html"))
	write(t, filepath.Join(town, "layouts/page.html"), strings.Replace(layout, "<form>", `<a href="{{ .Params.to }}">x</a><form>`, 1))
	write(t, filepath.Join(town, rightsFile), "+++\ntitle = \"Diritti\"\ndescription = \"x\"\n[params]\nto = \"javascript:alert(1)\"\n+++\n")
	found, err := b.Check(context.Background(), true)
	if want := rightsFile + ": error: the page /it/pages/rights/ has an address that is not safe to open"; err != nil || !strings.HasPrefix(firstOf(found), want) {
		t.Errorf("found %q, %v, want %q", found, err, want)
	}
}

func TestAddressesOfTheSettingsAreWebAddresses(t *testing.T) {
	const languages = "[languages.it]\n[languages.en]\n"
	for settings, want := range map[string]string{
		"[params]\nleave_to = \"https://www.example.org/\"\n":             "",
		"[params]\nleave_to = \"javascript:alert(1)\"\n":                  "hugo.toml:4: error: javascript:alert(1) is not a web address",
		"[params]\n# leave_to\nleave_to = \"http://example.org\"\n":       "hugo.toml:5: error: http://example.org is not a web address",
		"[params]\nleave_to = 7\n":                                        "hugo.toml:4: error: 7 is not a web address",
		"[params.accessibility]\nstatement = \"form.agid.gov.it/view\"\n": "hugo.toml:4: error: form.agid.gov.it/view is not a web address",
		"[languages.en.params]\nleave_to = \"//example.org\"\n":           "hugo.toml:4: error: //example.org is not a web address",
	} {
		b, town := village(t)
		write(t, filepath.Join(town, "hugo.toml"), languages+settings)
		found, err := b.Check(context.Background(), false)
		if err != nil {
			t.Fatal(err)
		}
		if said := firstOf(found); !strings.HasPrefix(said, want) || want == "" && said != "" {
			t.Errorf("%q: found %q, want %q", settings, found, want)
		}
	}
}

// What follows from one mistake is not told as another.
func TestOneMistakeIsToldOnce(t *testing.T) {
	b, town := village(t)
	write(t, filepath.Join(town, "content/_index.en.md"), "+++\ntitle = \"Desk\"\ndescription = \"x\"\n+++\n\nSee {{< map >}}.\n")
	found, err := b.Check(context.Background(), true)
	if err != nil || len(found) != 1 || found[0].Line != 6 {
		t.Errorf("found %q, %v, want the shortcode alone", found, err)
	}
	b, town = village(t)
	write(t, filepath.Join(town, "layouts/_partials/foot.html"), `{{ errorf "too long" }}`)
	if found, err = b.Check(context.Background(), true); err != nil || len(found) != 1 || found[0].Sentence != "too long" {
		t.Errorf("found %q, %v, want the complaint alone", found, err)
	}
}

func TestATownsFileThatNobodyIsShownIsTold(t *testing.T) {
	b, town := village(t)
	write(t, filepath.Join(town, "static/it/index.html"), "a home of our own")
	write(t, filepath.Join(town, "static/it/other.html"), "another page")
	found, err := b.Check(context.Background(), true)
	if err != nil || len(found) != 1 || !strings.HasPrefix(found[0].String(), "static/it/index.html: warning: nobody is shown this file") {
		t.Errorf("found %q, %v", found, err)
	}
}

func TestWhatIsTooHeavyIsTold(t *testing.T) {
	b, town := village(t)
	framed(t, town)
	if found, err := b.Check(context.Background(), true); err != nil || len(found) > 0 {
		t.Fatalf("the village is found to have %q, %v", found, err)
	}
	write(t, filepath.Join(town, rightsFile), rights(noise(9000)))
	write(t, filepath.Join(town, "static/style.css"), "/* "+noise(9000)+" */")
	found, err := b.Check(context.Background(), true)
	if err != nil || len(found) != 1 || !strings.HasPrefix(found[0].String(), rightsFile+": warning: the page /it/pages/rights/ with its stylesheet is 1") || !strings.Contains(found[0].Sentence, "more than 14336") {
		t.Errorf("found %q, %v", found, err)
	}
	write(t, filepath.Join(town, "static/dot.png"), noise(site.OfflineBudget))
	if found, err = b.Check(context.Background(), true); err != nil || len(found) != 3 || !strings.Contains(found[1].Sentence, `what a telephone keeps of the language "it"`) {
		t.Errorf("found %q, %v", found, err)
	}
}

// Given a form whose steps are sent one by one, the others weigh nothing.
func TestAFormWeighsAsMuchAsItsFirstStep(t *testing.T) {
	b, town := village(t)
	write(t, filepath.Join(town, "layouts/_partials/foot.html"), `<template data-step="about">`+noise(20_000)+`</template>`)
	if found, err := b.Check(context.Background(), true); err != nil || len(found) > 0 {
		t.Errorf("found %q, %v", found, err)
	}
	write(t, filepath.Join(town, "layouts/_partials/foot.html"), `<div data-step="about">`+noise(20_000)+`</div>`)
	if found, err := b.Check(context.Background(), true); err != nil || len(found) == 0 {
		t.Errorf("twenty thousand bytes that are sent are found to be %q, %v", found, err)
	}
}

// noise is text that compresses to about so many bytes.
func noise(bytes int) string {
	var text strings.Builder
	for n := uint32(1); text.Len() < bytes*4/3; {
		n = n*1664525 + 1013904223
		text.WriteByte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-+"[n>>26])
	}
	return text.String()
}

// A build that is served is not exchanged for its like: who holds it open would
// have nothing to read.
func TestTheShelfKeepsABuildThatIsThere(t *testing.T) {
	b, _ := village(t)
	shelf := site.Shelf(t.TempDir())
	first, err := shelf.Add(context.Background(), b, "one")
	if err != nil {
		t.Fatal(err)
	}
	open, err := os.OpenRoot(first.Public)
	if err != nil {
		t.Fatal(err)
	}
	defer open.Close()
	if _, err := shelf.Add(context.Background(), b, "one"); err != nil {
		t.Fatal(err)
	}
	if _, err := open.Stat("it/index.html"); err != nil {
		t.Errorf("the pages of the build are gone: %v", err)
	}
	if err := shelf.Drop(first.Public); err != nil {
		t.Fatal(err)
	}
	if left := files(t, string(shelf)); len(left) > 0 {
		t.Errorf("of a dropped build there is still %q", left)
	}
}
