package web

import (
	"net/http"

	"golang.org/x/net/html"
)

// writeErrorPage says a refusal on the language's 404 page, which leads on to
// the rest of the site, or in one line while there is no built site.
func (h *handler) writeErrorPage(w http.ResponseWriter, r *http.Request, refused *refusal, lang string) {
	content, err := h.Site.read(lang + "/404.html")
	if err != nil {
		plain(w, refused.status, h.sentence(refused, lang)+"\n")
		return
	}
	p, err := parsePage(content)
	if err != nil {
		h.logged(r, err)
		plain(w, refused.status, h.sentence(refused, lang)+"\n")
		return
	}
	if refused.status != http.StatusNotFound {
		p.say(h.messages(refused, lang))
	}
	h.writePage(w, r, refused.status, p)
}

// say puts other words in the place of "this page does not exist".
func (p *page) say(messages []fieldMessage) {
	heading, main := p.one("main h1"), p.one("main")
	if heading == nil || len(messages) == 0 {
		return
	}
	setText(heading, messages[0].message)
	setText(p.one("head > title"), messages[0].message)
	remove(one(main, ".lead"))
	for _, m := range messages[1:] {
		line := &html.Node{Type: html.ElementNode, Data: "p"}
		setText(line, m.message)
		heading.Parent.InsertBefore(line, heading.NextSibling)
	}
}

// sentence says a refusal as a whole.
func (h *handler) sentence(refused *refusal, lang string) string {
	if refused.key == "" {
		return h.Words.Message(lang, "problem-title-invalid", nil)
	}
	return h.Words.Message(lang, refused.key, nil)
}
