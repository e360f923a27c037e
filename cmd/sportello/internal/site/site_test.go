package site_test

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/rogpeppe/go-internal/txtar"

	"sportello/cmd/sportello/internal/hugotest"
	"sportello/cmd/sportello/internal/site"
)

// The test's own executable becomes Hugo, as the program's does.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == site.ChildArgument {
		hugotest.Become()
		os.Exit(site.Child(os.Args[2:]))
	}
	remove, err := hugotest.Prepare()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	remove()
	os.Exit(code)
}

var noon = time.Date(2026, 11, 22, 11, 0, 0, 0, time.UTC)

// village is a folder with one office in two languages, and a page of its own looks.
func village(t *testing.T) (b *site.Builder, town string) {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/village.txtar")
	if err != nil {
		t.Fatal(err)
	}
	town = t.TempDir()
	looks, pages := fstest.MapFS{}, fstest.MapFS{}
	for _, f := range archive.Files {
		if name, ok := strings.CutPrefix(f.Name, "looks/"); ok {
			looks[name] = &fstest.MapFile{Data: f.Data}
		} else if name, ok := strings.CutPrefix(f.Name, "pages/"); ok && strings.HasSuffix(name, ".md") {
			pages[name] = &fstest.MapFile{Data: f.Data}
		} else {
			write(t, filepath.Join(town, f.Name), string(f.Data))
		}
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return &site.Builder{
		Town:    town,
		Overlay: filepath.Join(t.TempDir(), "closures.toml"),
		BaseURL: "https://village.example/",
		Looks:   looks,
		Pages:   pages,
		Program: program,
		Cache:   t.TempDir(),
		Now:     func() time.Time { return noon },
		Log:     slog.New(slog.NewTextHandler(io.Discard, nil)),
	}, town
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func build(t *testing.T, b *site.Builder) (out string) {
	t.Helper()
	out = filepath.Join(t.TempDir(), "public")
	if _, err := b.BuildTo(context.Background(), out); err != nil {
		t.Fatalf("BuildTo: %v %q", err, findings(err))
	}
	return out
}

// findings are the lines of a broken site.
func findings(err error) (lines []string) {
	var broken site.Broken
	errors.As(err, &broken)
	for _, f := range broken {
		lines = append(lines, f.String())
	}
	return lines
}

func files(t *testing.T, root string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, strings.TrimPrefix(path, root))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestPagesShowFactsWordsAndLanguages(t *testing.T) {
	b, town := village(t)
	before := files(t, town)
	out := build(t, b)

	page := read(t, filepath.Join(out, "en/index.html"))
	for _, want := range []string{"Village help desk", "https://village.example/", "39097112345", "Arabic", "Italiano (it-IT, ltr)", "in words of the program", "real"} {
		if !strings.Contains(page, want) {
			t.Errorf("the English page lacks %q:\n%s", want, page)
		}
	}
	if after := files(t, town); strings.Join(after, "\n") != strings.Join(before, "\n") {
		t.Errorf("the build changed the town's folder: %q, before %q", after, before)
	}
}

func TestTheTownsOwnFilesWin(t *testing.T) {
	b, town := village(t)
	write(t, filepath.Join(town, "layouts/_partials/foot.html"), "the town's own foot")
	write(t, filepath.Join(town, "i18n/en.toml"), "greeting = \"in words of the town\"\n")
	page := read(t, filepath.Join(build(t, b), "en/index.html"))
	for _, want := range []string{"the town's own foot", "in words of the town"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q:\n%s", want, page)
		}
	}
}

func TestADemonstrationSaysSo(t *testing.T) {
	b, _ := village(t)
	b.Demo = true
	if page := read(t, filepath.Join(build(t, b), "en/index.html")); !strings.Contains(page, "a demonstration") {
		t.Errorf("the page does not say that it is a demonstration:\n%s", page)
	}
}

func TestTextFilesAreCompressedBeside(t *testing.T) {
	b, _ := village(t)
	out := build(t, b)
	plain := read(t, filepath.Join(out, "style.css"))

	br, err := io.ReadAll(brotli.NewReader(strings.NewReader(read(t, filepath.Join(out, "style.css.br")))))
	if err != nil || string(br) != plain {
		t.Errorf("style.css.br holds %q, %v", br, err)
	}
	gz, err := gzip.NewReader(strings.NewReader(read(t, filepath.Join(out, "style.css.gz"))))
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(gz); err != nil || string(text) != plain {
		t.Errorf("style.css.gz holds %q, %v", text, err)
	}
	if _, err := os.Stat(filepath.Join(out, "dot.png.br")); err == nil {
		t.Error("a picture was compressed again")
	}
}

func TestWhatIsCompressedAlreadyIsKept(t *testing.T) {
	b, town := village(t)
	build(t, b)
	kept := files(t, filepath.Join(b.Cache, "compressed"))
	write(t, filepath.Join(town, "static/style.css"), "body { color: green }")
	build(t, b)

	again := files(t, filepath.Join(b.Cache, "compressed"))
	same := 0
	for _, name := range again {
		for _, k := range kept {
			if k == name {
				same++
			}
		}
	}
	if len(again) != len(kept) || same != len(kept)-2 {
		t.Errorf("of %d compressed files %d stayed and there are %d now; only the two of style.css change", len(kept), same, len(again))
	}
}

func TestAFailedBuildLeavesTheOldSiteUp(t *testing.T) {
	b, town := village(t)
	out := build(t, b)
	old := read(t, filepath.Join(out, "en/index.html"))
	write(t, filepath.Join(town, "content/_index.en.md"), "+++\ntitle = \"A new title\"\ndescription = \"New.\"\n+++\n")
	write(t, filepath.Join(town, "layouts/_partials/foot.html"), `{{ .NoSuchThing }}`)

	_, err := b.BuildTo(context.Background(), out)
	if !errors.As(err, new(site.Broken)) {
		t.Fatalf("BuildTo: %v, want findings", err)
	}
	if page := read(t, filepath.Join(out, "en/index.html")); page != old {
		t.Errorf("the page became %q", page)
	}
	if rest := files(t, filepath.Dir(out)); len(rest) != len(files(t, out)) {
		t.Errorf("the failed build left files behind: %q", rest)
	}
}

func TestANewBuildTakesTheOldOnesPlace(t *testing.T) {
	b, town := village(t)
	out := build(t, b)
	write(t, filepath.Join(town, "content/_index.en.md"), "+++\ntitle = \"A new title\"\ndescription = \"New.\"\n+++\n")
	if err := os.Remove(filepath.Join(town, "static/dot.png")); err != nil {
		t.Fatal(err)
	}
	if _, err := b.BuildTo(context.Background(), out); err != nil {
		t.Fatal(err)
	}
	if page := read(t, filepath.Join(out, "en/index.html")); !strings.Contains(page, "A new title") {
		t.Errorf("the page is the old one: %q", page)
	}
	if _, err := os.Stat(filepath.Join(out, "dot.png")); err == nil {
		t.Error("a file of the old site is still there")
	}
}

func TestAFolderOfSomebodyElseIsRefused(t *testing.T) {
	b, _ := village(t)
	out := t.TempDir()
	write(t, filepath.Join(out, "thesis.txt"), "years of work")
	if _, err := b.BuildTo(context.Background(), out); !errors.Is(err, site.ErrNotOurs) {
		t.Errorf("BuildTo: %v, want ErrNotOurs", err)
	}
	read(t, filepath.Join(out, "thesis.txt"))
}

func TestWhatIsWrongIsFoundWithFileAndLine(t *testing.T) {
	cases := []struct {
		given, file, text string
		want              string // the beginning of a finding
	}{
		{"a fact that is none", "content/offices/hall/office.toml", "organisation = \"village\"\nservices = [\"help\"]\n[booking]\nmode = \"telepathy\"\n", "content/offices/hall/office.toml:4: error: "},
		{"front matter that is not TOML", "content/offices/hall/index.en.md", "+++\ntitle = \"Hall\"\ndescription = \n+++\n", "content/offices/hall/index.en.md:3: error: "},
		{"a layout that does not parse", "layouts/_partials/foot.html", "fine\n{{ if }}\n", "layouts/_partials/foot.html:2: error: "},
		{"a layout that asks for what is not there", "layouts/_partials/foot.html", "fine\n\n{{ .NoSuchThing }}\n", "layouts/_partials/foot.html:3: error: "},
		{"a word that a language lacks", "layouts/_partials/foot.html", "{{ T \"farewell\" }}", "i18n/en.toml: error: there are no words for \"farewell\": add"},
		{"a layout that warns", "layouts/_partials/foot.html", "{{ warnf \"too long: %s\" .Title }}", "(site): error: too long: Village help desk"},
		{"a layout that complains", "layouts/_partials/foot.html", "{{ errorf \"too long: %s\" .Title }}", "(site): error: too long: Village help desk"},
		{"settings that are not TOML", "hugo.toml", "title = \"x\"\nlanguages = \n", "hugo.toml:2: error: "},
		{"a shortcode that nobody made", "content/_index.en.md", "+++\ntitle = \"Village help desk\"\ndescription = \"The desk.\"\n+++\n\nSee {{< map >}}.\n", "content/_index.en.md:6: error: "},
		{"one on a page that English lacks", "content/news/map.it.md", "+++\ntitle = \"Mappa\"\ndescription = \"La mappa.\"\n+++\n\nGuarda {{< map >}}.\n", "content/news/map.it.md:6: error: "},
		{"a way to another site's data", "layouts/_partials/foot.html", "\n{{ (resources.GetRemote \"https://elsewhere.example/x.json\").Content }}", "layouts/_partials/foot.html:2: error: "},
	}
	for _, c := range cases {
		t.Run(c.given, func(t *testing.T) {
			b, town := village(t)
			write(t, filepath.Join(town, c.file), c.text)
			_, err := b.BuildTo(context.Background(), filepath.Join(t.TempDir(), "public"))
			found := findings(err)
			for _, f := range found {
				if strings.Contains(f, "goroutine") || strings.Contains(f, town) || strings.Contains(f, os.TempDir()) {
					t.Errorf("a finding tells an editor of traces or of this machine: %s", f)
				}
			}
			for _, f := range found {
				if strings.HasPrefix(f, c.want) {
					t.Log(f)
					return
				}
			}
			t.Errorf("found %q (%v), want one that begins with %q", found, err, c.want)
		})
	}
}

func TestSweepKeepsWhatIsYoungOrServed(t *testing.T) {
	shelf := site.Shelf(t.TempDir())
	for name, age := range map[string]time.Duration{"young": time.Hour, "old": 72 * time.Hour, "served": 72 * time.Hour} {
		dir := filepath.Join(string(shelf), name)
		write(t, filepath.Join(dir, "index.html"), "x")
		if err := os.Chtimes(dir, noon.Add(-age), noon.Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	if err := shelf.Sweep(noon, filepath.Join(string(shelf), "served")); err != nil {
		t.Fatal(err)
	}
	if left := files(t, string(shelf)); strings.Join(left, " ") != "/served/index.html /young/index.html" {
		t.Errorf("left are %q", left)
	}
}

func TestAnInterruptedBuildEnds(t *testing.T) {
	b, _ := village(t)
	ctx, cancel := context.WithCancelCause(context.Background())
	stop := errors.New("the technician had enough")
	b.Step = func(name string) {
		if name == "building the pages" {
			cancel(stop)
		}
	}
	if _, err := b.BuildTo(ctx, filepath.Join(t.TempDir(), "public")); !errors.Is(err, stop) {
		t.Errorf("BuildTo: %v, want %v", err, stop)
	}
}
