package site

import (
	"cmp"
	"os"
	"slices"
	"strings"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
	"sportello/forms-api/translation"
)

// A Matrix is every page in every language but Italian.
type Matrix struct {
	Languages []string     `json:"languages"` // in the site's order
	Pages     []MatrixPage `json:"pages"`     // likewise
	Next      []Work       `json:"next"`      // what to translate first

	today formsapi.Date
}

// A MatrixPage is one of its rows.
type MatrixPage struct {
	Path      string                 `json:"path"`  // /offices/potenza
	Title     string                 `json:"title"` // in Italian, or in a language that has it
	File      string                 `json:"file"`  // the Italian one; empty if there is none
	Languages map[string]Translation `json:"languages"`
}

// Work is a page that readers of some languages do not have as the Italian is today.
type Work struct {
	Path    string   `json:"path"`
	Title   string   `json:"title"`
	Behind  []string `json:"behind"`  // languages
	Missing []string `json:"missing"` // likewise
	Views   int      `json:"views"`   // of the page in these languages, lately; 0 where nobody counts
	Days    int      `json:"days"`    // since the Italian page of those that are behind has changed; 0 if nobody knows
}

// Matrix judges all pages of the town. Words that cannot be read are left out: the
// findings say which.
func (b *Builder) Matrix() (Matrix, []catalogue.Finding, error) {
	work, err := os.MkdirTemp("", "sportello-matrix-")
	if err != nil {
		return Matrix{}, nil, err
	}
	defer os.RemoveAll(work)
	e, found, err := b.read(workshop(work), isText)
	if err != nil || catalogue.HasErrors(found) {
		return Matrix{}, found, err
	}
	return MatrixOf(e, b.Today()), found, nil
}

// MatrixOf is that of an edition, on a day.
func MatrixOf(e Edition, today formsapi.Date) Matrix {
	m := Matrix{Languages: []string{}, Pages: []MatrixPage{}, Next: []Work{}, today: today}
	for _, tag := range e.Tags() {
		if tag != source {
			m.Languages = append(m.Languages, tag)
		}
	}
	for _, v := range versionsOf(e.Catalogue.Texts()) {
		page := MatrixPage{Path: v.path, Title: v.title(), Languages: v.states(e.Tags())}
		if v.italian != nil {
			page.File = v.italian.File
		}
		m.Pages = append(m.Pages, page)
	}
	order := siteOrder(e.Catalogue)
	slices.SortStableFunc(m.Pages, func(a, b MatrixPage) int {
		return cmp.Or(slices.Compare(order(a.Path), order(b.Path)), cmp.Compare(a.Path, b.Path))
	})
	m.Rank(nil)
	return m
}

func (v *versions) title() string {
	if v.italian != nil {
		return v.italian.Title
	}
	for _, t := range v.others {
		return t.Title
	}
	return ""
}

// sectionOrder is the order in which people meet the sections; others come last.
var sectionOrder = []string{"", "needs", "services", "offices", "projects", "news", "appointments", "feedback", "search", "pages"}

// siteOrder tells where a page stands: its section, the section's own page first,
// and needs in the order of their urgency.
func siteOrder(facts *catalogue.Snapshot) func(page string) []int {
	needs := map[string]int{}
	for n, need := range facts.Needs() {
		needs["/needs/"+need.ID] = n + 1
	}
	return func(page string) []int {
		section, _, within := strings.Cut(strings.TrimPrefix(page, "/"), "/")
		at := slices.Index(sectionOrder, section)
		if at < 0 {
			at = len(sectionOrder)
		}
		depth := 0
		if within {
			depth = 1
		}
		return []int{at, depth, needs[page]}
	}
}

// Rank puts first what is most worth translating, by what is read now
// (formsapi.CompareTranslationWork), then what comes first in the site.
func (m *Matrix) Rank(views []formsapi.PageViews) {
	seen := byPage(views)
	m.Next = []Work{}
	for _, p := range m.Pages {
		if w := m.work(p, seen); len(w.Behind)+len(w.Missing) > 0 {
			m.Next = append(m.Next, w)
		}
	}
	slices.SortStableFunc(m.Next, func(a, b Work) int {
		return formsapi.CompareTranslationWork(a.atDesk(), b.atDesk())
	})
}

// Narrow leaves one language, if the site is translated into it.
func (m *Matrix) Narrow(tag string) bool {
	if !slices.Contains(m.Languages, tag) {
		return false
	}
	m.Languages = []string{tag}
	for n, p := range m.Pages {
		only := map[string]Translation{}
		if t, judged := p.Languages[tag]; judged {
			only[tag] = t
		}
		m.Pages[n].Languages = only
	}
	m.Rank(nil)
	return true
}

// atDesk is the work as the desk is told of it.
func (w Work) atDesk() formsapi.TranslationWork {
	return formsapi.TranslationWork{
		Page: w.Path, Title: w.Title, Behind: w.Behind, Missing: w.Missing, Days: w.Days, Views: w.Views,
	}
}

// byPage are views by page and language.
func byPage(views []formsapi.PageViews) map[[2]string]int {
	seen := map[[2]string]int{}
	for _, v := range views {
		seen[[2]string{v.Page, v.Language}] += v.Views
	}
	return seen
}

// work is what there is to do for a page; seen are its views by page and language.
func (m *Matrix) work(p MatrixPage, seen map[[2]string]int) Work {
	w := Work{Path: p.Path, Title: p.Title, Behind: []string{}, Missing: []string{}}
	for _, tag := range m.Languages {
		switch t := p.Languages[tag]; t.State {
		case translation.Behind:
			w.Behind = append(w.Behind, tag)
			w.Days = max(w.Days, daysBetween(formsapi.Date(t.Changed), m.today))
		case translation.Missing:
			w.Missing = append(w.Missing, tag)
		default:
			continue
		}
		w.Views += seen[[2]string{p.Path, tag}]
	}
	return w
}

// daysBetween is 0 for days that are none, or out of order.
func daysBetween(from, to formsapi.Date) int {
	start, err := time.Parse(time.DateOnly, string(from))
	end, errEnd := time.Parse(time.DateOnly, string(to))
	if err != nil || errEnd != nil || end.Before(start) {
		return 0
	}
	return int(end.Sub(start).Hours() / 24)
}
