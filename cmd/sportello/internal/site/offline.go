package site

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"

	formsapi "sportello/forms-api"
	"sportello/forms-api/words"
)

// OfflineList is the name of a language's list of what a browser keeps of it,
// in its folder.
const OfflineList = "offline.json"

// offlineList is what the service worker (assets/js/worker.js) keeps of a
// language. A file whose revision is as it was is not fetched again.
type offlineList struct {
	Saved string      `json:"saved"` // HTML that a saved page opens with; {date} is when it was saved
	Files [][2]string `json:"files"` // path and revision; what pages need before the pages

	Calendar  words.Calendar `json:"calendar"`  // how that date is written
	Separator string         `json:"separator"` // between the day and the hour
}

// writeOfflineLists writes each language's list. A page with data-offline="never"
// is in none: one about danger must leave no trace, and what answers a form is
// nobody else's.
func (b *Builder) writeOfflineLists(ctx context.Context, public string, pages []builtPage, e Edition) error {
	kept := map[string][]builtPage{}
	for _, p := range pages {
		if p.leavesTrace {
			kept[p.language] = append(kept[p.language], p)
		}
	}
	choice, err := b.stampChoice(public)
	if err != nil {
		return err
	}
	states, languages := statesOf(e.Catalogue.Offices(), b.Now()), slices.Collect(maps.Keys(kept))
	return each(ctx, len(languages), func(n int) error {
		files, err := offlineFiles(public, b.BaseURL, languages[n], kept[languages[n]], states)
		if err == nil {
			list := newOfflineList(languages[n], e.Words, append(files, choice...))
			err = writeJSON(filepath.Join(public, languages[n], OfflineList), list)
		}
		if err != nil {
			return fmt.Errorf("writing what is kept off line: %w", err)
		}
		return nil
	})
}

func newOfflineList(language string, said *words.Words, files [][2]string) offlineList {
	return offlineList{
		Saved: template.HTMLEscapeString(said.Message(language, "saved-copy", map[string]any{"Date": "{date}"})), Files: files,
		Calendar: said.Calendar(language), Separator: said.Message(language, "list-separator", nil),
	}
}

// offlineFiles are the pages of a language, and before them all that these show
// themselves with.
func offlineFiles(public, origin, language string, pages []builtPage, states string) ([][2]string, error) {
	needed := map[string]bool{"/" + language + "/" + SearchIndex: true}
	for _, p := range pages {
		for _, a := range p.assets(origin) {
			needed[a] = true
		}
	}
	var files [][2]string
	for _, at := range slices.Sorted(maps.Keys(needed)) {
		revision, err := revisionOf(public, at)
		if errors.Is(err, fs.ErrNotExist) {
			continue // the check of links tells the editor, not the reader's telephone
		}
		if err != nil {
			return nil, err
		}
		files = append(files, [2]string{at, revision})
	}
	for _, p := range pages {
		revision := p.revision(states)
		if err := p.stamp(revision); err != nil {
			return nil, err
		}
		files = append(files, [2]string{p.path, revision})
	}
	return files, nil
}

// revision names the content of a page, but for the day of its build: a telephone
// that has yesterday's page has this one. What an office's line about today is
// computed from counts, states, and changes with the week, so that the days that
// a saved page knows of do not run out while somebody reads the site.
func (p builtPage) revision(states string) string {
	sum := sha256.New()
	if p.ofToday {
		sum.Write([]byte(states))
	}
	sum.Write(p.lasting[:])
	return shortened(sum)
}

// writeLasting writes what of a part of a page is the same tomorrow.
func writeLasting(to io.Writer, n *html.Node) {
	if n.Type == html.ElementNode && ofTheDay(n) {
		return
	}
	fmt.Fprintf(to, "%d %q %q\n", n.Type, n.Data, n.Attr)
	for c := range n.ChildNodes() {
		writeLasting(to, c)
	}
	fmt.Fprintln(to)
}

// knownWeeks is how long a look ahead tells weeks apart that differ in an
// office's states: longer than the days that a page knows of.
const knownWeeks = 4

// statesOf names the states of all offices from the beginning of the week on.
func statesOf(offices []formsapi.Office, now time.Time) string {
	sum := sha256.New()
	for _, o := range offices {
		from := weekOf(now.In(o.Zone))
		until := from.AddDate(0, 0, 7*knownWeeks)
		fmt.Fprintln(sum, o.ID, o.Outlooks(from, until), o.TelephoneOutlooks(from, until))
	}
	return shortened(sum)
}

// weekOf is the beginning of the week that an instant is in.
func weekOf(at time.Time) time.Time {
	sinceMonday := (int(at.Weekday()) + 6) % 7
	return time.Date(at.Year(), at.Month(), at.Day()-sinceMonday, 0, 0, 0, 0, at.Location())
}

// shortened is as little of a hash as tells two builds apart.
func shortened(sum hash.Hash) string { return hex.EncodeToString(sum.Sum(nil)[:6]) }

// revisionOf names the content of a file.
func revisionOf(public, at string) (string, error) {
	if strings.HasSuffix(at, "/") {
		at += "index.html"
	}
	text, err := os.ReadFile(filepath.Join(public, filepath.FromSlash(at)))
	sum := sha256.New()
	sum.Write(text)
	return shortened(sum), err
}

func writeJSON(file string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o644)
}
