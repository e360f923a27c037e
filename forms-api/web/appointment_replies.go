package web

import (
	"errors"
	"net/http"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	formsapi "sportello/forms-api"
)

// actReplies is what staff have written, once it is proved to whom.
const actReplies = "replies"

// showReplies shows what staff have written to who proves to be the person: whoever
// has the reference alone reads nothing of it.
func (h *handler) showReplies(w http.ResponseWriter, r *http.Request, a act) {
	step := a.step()
	var replies []formsapi.WrittenReply
	err := h.proving(r, step, func() (err error) {
		replies, err = h.Follow.Replies(r.Context(), step.Reference, step.Proof)
		return err
	})
	if err != nil {
		h.refuseAct(w, r, a, err)
		return
	}
	p, err := h.ownPage(a.followed, a.lang)
	if err != nil {
		h.refuse(w, r, h.absent(err))
		return
	}
	keep(p, "data-done", "")
	if err := h.openReplies(p, a, replies); err != nil {
		h.refuse(w, r, err)
		return
	}
	h.writePage(w, r, http.StatusOK, p)
}

// openReplies puts them into the page, and takes away what is not about them.
func (h *handler) openReplies(p *page, a act, replies []formsapi.WrittenReply) error {
	place, template := p.one("[data-action-place]"), takeForm(p, actReplies)
	if place == nil || template == nil {
		return errors.New("the built page of a request has no place for what staff have written")
	}
	for _, n := range p.all("[data-own]") {
		remove(n)
	}
	all := unfold(template, place, nil)
	for _, link := range p.all(".languages a") {
		setAttr(link, "href", attr(link, "href")+"/"+a.name)
	}
	one := one(all, "template[data-reply]")
	if one == nil {
		return errors.New("the built page of a request does not say how an answer looks")
	}
	for _, reply := range replies {
		h.writeReply(unfold(one, one.Parent, one), a, reply)
	}
	remove(one)
	return nil
}

// writeReply writes one, each line as a paragraph: a blank one parts what it parts.
func (h *handler) writeReply(n *html.Node, a act, reply formsapi.WrittenReply) {
	office, _ := h.Catalogue.Office(a.followed.Office)
	if at := one(n, "[data-at]"); at != nil && office.Zone != nil {
		setText(at, h.dayAndTime(a.lang, reply.At, office.Zone))
	}
	text := one(n, "[data-text]")
	if text == nil {
		return
	}
	setAttr(text, "lang", reply.Language)
	for line := range strings.SplitSeq(reply.Text, "\n") {
		if strings.TrimSpace(line) != "" {
			paragraph := element(atom.P)
			setAttr(paragraph, "dir", "auto")
			setText(paragraph, line)
			text.AppendChild(paragraph)
		}
	}
}
