package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"sportello/forms-api/catalogue"
)

// What may be sent, in bytes as gzip has them: a page and its stylesheet in the
// first flight of a connection (RFC 6928: ten segments of 1,460 bytes, less the
// headers), and all that a telephone keeps of a language.
const (
	FirstFlight   = 14_336
	OfflineBudget = 400_000
)

// namedPages is how many heavy pages of a language are named: a cause is mostly common.
const namedPages = 5

var stylesheets = cascadia.MustCompile("link[rel=stylesheet]:not([media=print])")

// scales weigh the files of a site, each once.
type scales struct {
	public string
	known  map[string]int
	lately *memory
}

// heavy warns of pages and languages that are beyond their budgets: they open, but
// late on a poor line.
func (w workshop) heavy(pages []builtPage, origin string, lately *memory) (found []catalogue.Finding, err error) {
	s := scales{public: w.public(), known: map[string]int{}, lately: lately}
	var languages []string
	named := map[string]int{}
	for _, p := range pages {
		if !slices.Contains(languages, p.language) {
			languages = append(languages, p.language)
		}
		if !p.indexed || strings.HasSuffix(p.path, "/poster/") {
			continue
		}
		total, err := s.flight(p, origin)
		if err != nil {
			return nil, err
		}
		if total <= FirstFlight {
			continue
		}
		if named[p.language]++; named[p.language] <= namedPages {
			file, _ := w.sourceOf(p.path)
			found = append(found, tooHeavy(file, fmt.Sprintf("the page %s with its stylesheet", p.path), total, FirstFlight, "shorten it, or make two pages of it"))
		}
	}
	for _, language := range languages {
		if more := named[language] - namedPages; more > 0 {
			found = append(found, catalogue.Finding{
				File: noFile, Severity: catalogue.Warning,
				Sentence: fmt.Sprintf("%d more pages of the language %q are too heavy as well", more, language),
			})
		}
	}
	for _, language := range languages {
		total, err := s.keptOf(language)
		if err != nil {
			return nil, err
		}
		if total > OfflineBudget {
			found = append(found, tooHeavy(hugoToml, fmt.Sprintf("what a telephone keeps of the language %q", language), total, OfflineBudget, "shorten the longest pages, or use smaller pictures"))
		}
	}
	return found, nil
}

func tooHeavy(file, what string, bytes, limit int, advice string) catalogue.Finding {
	return catalogue.Finding{
		File: file, Severity: catalogue.Warning,
		Sentence: fmt.Sprintf("%s is %d bytes compressed, more than %d, and comes late on a poor line: %s", what, bytes, limit, advice),
	}
}

func (s scales) flight(p builtPage, origin string) (int, error) {
	total, err := s.weigh(p.path)
	for _, address := range p.sheets {
		at := strings.TrimPrefix(address, strings.TrimSuffix(origin, "/"))
		more, wrong := s.weigh(at)
		total, err = total+more, errors.Join(err, wrong)
	}
	return total, err
}

func (s scales) keptOf(language string) (total int, err error) {
	text, err := os.ReadFile(filepath.Join(s.public, language, OfflineList))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil // every page of it must leave no trace
	}
	var list offlineList
	if err == nil {
		err = json.Unmarshal(text, &list)
	}
	for _, f := range list.Files {
		more, wrong := s.weigh(f[0])
		total, err = total+more, errors.Join(err, wrong)
	}
	return total, err
}

// otherSteps are the steps of a form that are not sent with the first one
// (docs/architecture.md, "The page is the template").
var otherSteps = cascadia.MustCompile("template[data-step]")

// firstStep is what of a form's page leaves the program.
func firstStep(text []byte) ([]byte, error) {
	root, err := html.Parse(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("parsing a form's page: %w", err)
	}
	for _, n := range otherSteps.MatchAll(root) {
		n.Parent.RemoveChild(n)
	}
	var sent bytes.Buffer
	err = html.Render(&sent, root)
	return sent.Bytes(), err
}

// weigh is what a path weighs on the line. What is not there weighs nothing.
func (s scales) weigh(at string) (int, error) {
	if known, ok := s.known[at]; ok {
		return known, nil
	}
	name := at
	if strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	text, err := os.ReadFile(filepath.Join(s.public, filepath.FromSlash(name)))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		s.known[at], err = 0, nil
	case err == nil && slices.Contains(textFiles, filepath.Ext(name)):
		s.known[at], err = s.lately.weight(sha256.Sum256(text), func() (int, error) { return squeezedSize(text) })
	case err == nil:
		s.known[at] = len(text)
	}
	return s.known[at], err
}

// squeezedSize is what arrives first of a text, in bytes.
func squeezedSize(text []byte) (int, error) {
	var err error
	if bytes.Contains(text, []byte("<template data-step")) {
		text, err = firstStep(text)
	}
	if err == nil {
		text, err = gzipped(text)
	}
	return len(text), err
}
