package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// A Found page is one that a search has found.
type Found struct {
	Path        string // /it/services/legal-advice/
	Kind        string // need, service, office, project, news, page
	Title       string
	Description string
	Language    string // of title and description, where it is not that of the page; BCP 47
}

// Finder searches the pages of a language, the best first.
type Finder interface {
	Find(language, query string, limit int) []Found
}

// MostFound is how many pages an answer names: nobody reads on, they ask anew.
const MostFound = 20

// LongestQuery is what the search reads of a query, in characters.
const LongestQuery = 100

func searchPath(lang string) string { return "/" + lang + "/search/" }

// showSearch answers both forms of the search page for whoever has no
// JavaScript: by the same index, and the same words on the same page.
func (h *handler) showSearch(w http.ResponseWriter, r *http.Request) {
	lang := r.PathValue("lang")
	if r.URL.RawQuery == "" || !h.Words.Site(lang) {
		h.showPage(w, r)
		return
	}
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		h.refuse(w, r, &refusal{status: http.StatusBadRequest, key: "error-text-invalid"})
		return
	}
	p, err := h.builtPage(searchPath(lang))
	if err != nil {
		h.refuse(w, r, h.absent(err))
		return
	}
	if asked := searchWords(query.Get("q")); asked != "" {
		p.fillEach("search", url.Values{"q": {asked}})
		p.showFound(h.Finder.Find(lang, asked, MostFound))
	}
	if wished := wishes(query); len(wished) > 0 {
		p.fillEach("filter", query)
		p.keepOffices(func(office *html.Node) bool { return h.suits(office, wished) })
	}
	h.writePage(w, r, http.StatusOK, p)
}

// searchWords is a query as it can be shown again: one line of text.
func searchWords(typed string) string {
	text := strings.Join(strings.Fields(first([]string{typed})), " ")
	if utf8.RuneCountInString(text) > LongestQuery {
		text = string([]rune(text)[:LongestQuery])
	}
	return text
}

func (p *page) fillEach(form string, values url.Values) {
	for _, f := range p.all("form[data-form]") {
		if attr(f, "data-form") == form {
			fill(f, values)
		}
	}
}

// showFound lists what was found, in the markup that the page brings for it, or
// says what to do when nothing was.
func (p *page) showFound(found []Found) {
	results := p.one("[data-results]")
	list, template := one(results, "[data-hits]"), one(results, "template[data-hit]")
	if list == nil || template == nil {
		return
	}
	for _, f := range found {
		showHit(unfold(template, list, nil), f)
	}
	setText(one(results, "[data-total]"), total(results, len(found)))
	if nothing := one(results, "[data-nothing]"); nothing != nil {
		toggle(nothing, "hidden", len(found) > 0)
	}
}

func showHit(hit *html.Node, f Found) {
	if link := one(hit, "a"); link != nil {
		setAttr(link, "href", f.Path)
		setText(link, f.Title)
	}
	setText(one(hit, "p"), f.Description)
	if f.Language != "" {
		for _, said := range all(hit, "a, p") {
			setAttr(said, "lang", f.Language)
			setAttr(said, "dir", "auto")
		}
	}
	for _, kind := range all(hit, "[data-kind]") {
		if attr(kind, "data-kind") != f.Kind {
			remove(kind)
		}
	}
}

// total is the page's own sentence for a number.
func total(of *html.Node, n int) string {
	return strings.ReplaceAll(attr(of, "data-found"), "{total}", strconv.Itoa(n))
}
