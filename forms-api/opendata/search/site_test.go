package search_test

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"sportello/forms-api/opendata/search"
)

// site reads the pages of this repository's own site in one language, as the
// builder will hand them over.
func site(t testing.TB, language string) []search.Document {
	t.Helper()
	content := os.DirFS("../../../content")
	var all []search.Document
	err := fs.WalkDir(content, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, "index."+language+".md") {
			return err
		}
		d := document(t, content, name)
		d.URL = path.Join("/", language, path.Dir(name)) + "/"
		if d.Kind = path.Dir(path.Dir(name)); language != "it" {
			inItalian := document(t, content, strings.TrimSuffix(name, language+".md")+"it.md")
			d.Italian, d.Words = inItalian.Title, d.Words+" "+inItalian.Words
		}
		all = append(all, d)
		return nil
	})
	if err != nil || len(all) < 30 {
		t.Fatalf("reading the site in %s: %d pages, %v", language, len(all), err)
	}
	return all
}

func document(t testing.TB, content fs.FS, name string) search.Document {
	t.Helper()
	source, err := fs.ReadFile(content, name)
	if err != nil {
		t.Fatal(err)
	}
	_, front, _ := strings.Cut(string(source), "+++\n")
	front, markdown, _ := strings.Cut(front, "\n+++")
	var words struct {
		Title, Description string
		Words              []string
	}
	if err := toml.Unmarshal([]byte(front), &words); err != nil || words.Title == "" {
		t.Fatalf("%s: %v", name, err)
	}
	d := search.Document{Page: search.Page{Title: words.Title, Description: words.Description}}
	d.Words = strings.Join(words.Words, " ")
	d.Headings, d.Body = prose(t, []byte(markdown))
	return d
}

// prose is the text of headings and that of everything else.
func prose(t testing.TB, markdown []byte) (headings, body string) {
	t.Helper()
	var h, b strings.Builder
	err := ast.Walk(goldmark.DefaultParser().Parse(text.NewReader(markdown)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if words, ok := n.(*ast.Text); ok && entering {
			to := &b
			if n.Parent().Kind() == ast.KindHeading {
				to = &h
			}
			to.Write(words.Segment.Value(markdown))
			to.WriteByte(' ')
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return h.String(), b.String()
}

// sites are the real site in its languages, and the Italian one in scripts that
// it will be translated into.
func sites(t testing.TB) map[string][]search.Document {
	t.Helper()
	italian := site(t, "it")
	return map[string][]search.Document{
		"it": italian, "en": site(t, "en"), "ar": site(t, "ar"),
		"Bengali letters": inScript(italian, bengali), "Ethiopic letters": inScript(italian, ethiopic),
		"Chinese characters": inChinese(italian),
	}
}

// small are words that people ask with, and that no page is about.
const small = "come dove avere il la di l d dell how the"

var made sync.Map // of a site's name, *search.Index

// indexed is the index of one of the sites, made once: it does not change.
func indexed(name string, documents []search.Document) *search.Index {
	index, ok := made.Load(name)
	if !ok {
		index, _ = made.LoadOrStore(name, search.New(documents, search.DefaultLimit, small))
	}
	return index.(*search.Index)
}
