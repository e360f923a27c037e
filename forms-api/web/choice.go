package web

import (
	"net/http"
	"slices"

	"golang.org/x/net/html"

	formsapi "sportello/forms-api"
)

// showChoice serves the choice of language with the languages that the browser
// wishes first, so that they are there without a script too. Nobody is sent on:
// the telephone may be somebody else's.
func (h *handler) showChoice(w http.ResponseWriter, r *http.Request) {
	w.Header().Add("Vary", "Accept-Language")
	wished := formsapi.WishedLanguages(r.Header.Get("Accept-Language"), h.languages.tags)
	p, err := h.builtPage("/")
	if err != nil || len(wished) == 0 {
		h.showPage(w, r)
		return
	}
	if list := p.one(".choice-list"); list != nil {
		putFirst(list, wished)
	}
	body, err := p.bytes()
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	w.Header().Set("Content-Type", mediaTypes[".html"])
	w.Header().Set("Cache-Control", "no-cache") // it is nobody's own page
	writeCompressed(w, r, http.StatusOK, body)
}

// putFirst moves the items of the languages to the head of the list, in that order.
func putFirst(list *html.Node, tags []string) {
	for _, tag := range slices.Backward(tags) {
		item := one(list, `a[lang="`+tag+`"]`)
		if item == nil || item.Parent == nil || item.Parent.Parent != list {
			continue
		}
		list.RemoveChild(item.Parent)
		list.InsertBefore(item.Parent, list.FirstChild)
	}
}
