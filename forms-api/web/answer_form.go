package web

import (
	"errors"
	"net/http"

	"golang.org/x/net/html"

	formsapi "sportello/forms-api"
)

// A formAnswer is what it takes to show a form again.
type formAnswer struct {
	page      string // path of the built page that has the form
	form      string // its data-form
	lang      string
	submitted submission
	finish    func(form *html.Node) // what only this form needs; may be nil
}

// refuseForm answers a submission that was not accepted: to a program as a
// problem, to a person as the page they sent, with everything they typed.
func (h *handler) refuseForm(w http.ResponseWriter, r *http.Request, a formAnswer, err error) {
	refused := refusalOf(err)
	h.prepareRefusal(w, r, refused)
	if a.submitted.json || a.submitted.fields == nil && wantsJSON(r) {
		h.writeProblem(w, refused, a.lang)
		return
	}
	filled, err := h.filledForm(a, refused)
	if err != nil {
		h.fillFailed(w, r, err, refused, a.lang)
		return
	}
	h.writePage(w, r, refused.status, filled)
}

// fillFailed answers by the plain error page when the form itself is not there.
func (h *handler) fillFailed(w http.ResponseWriter, r *http.Request, err error, refused *refusal, lang string) {
	if !errors.Is(err, errNoForm) && !notBuilt(err) {
		h.logged(r, err)
	}
	h.writeErrorPage(w, r, refused, lang)
}

var errNoForm = errors.New("the built page has no such form")

func (h *handler) filledForm(a formAnswer, refused *refusal) (*page, error) {
	p, err := h.builtPage(a.page)
	if err != nil {
		return nil, err
	}
	form := p.form(a.form)
	if form == nil {
		return nil, errNoForm
	}
	if a.submitted.fields != nil {
		fill(form, a.submitted.typed)
	}
	h.setToken(form, a.submitted)
	if a.finish != nil {
		a.finish(form)
	}
	p.showErrors(form, h.messages(refused, a.lang))
	return p, nil
}

func (p *page) form(name string) *html.Node {
	for _, form := range p.all("form[data-form]") {
		if attr(form, "data-form") == name {
			return form
		}
	}
	return nil
}

// messages says a refusal in words, the submission as a whole first.
func (h *handler) messages(refused *refusal, lang string) []fieldMessage {
	var said []fieldMessage
	if refused.key != "" {
		said = append(said, fieldMessage{message: h.Words.Message(lang, refused.key, nil)})
	}
	for _, e := range refused.fields {
		said = append(said, fieldMessage{field: e.Field, message: h.Words.Message(lang, e.Key, e.Args)})
	}
	return append(said, h.callInstead(refused, lang)...)
}

// callInstead gives who is stopped the telephone of the office, or where none is
// known of all of them.
func (h *handler) callInstead(refused *refusal, lang string) []fieldMessage {
	if refused.status != http.StatusTooManyRequests && refused.key != formsapi.ErrTooManyOfContact.Key {
		return nil
	}
	offices := h.Catalogue.Offices()
	if office, known := h.Catalogue.Office(refused.office); known {
		offices = []formsapi.Office{office}
	}
	var said []fieldMessage
	for _, o := range offices {
		if number := o.FirstTelephone(); number != "" {
			args := map[string]any{"Office": o.Title(lang), "Telephone": number}
			said = append(said, fieldMessage{message: h.Words.Message(lang, "call-instead", args)})
		}
	}
	return said
}

// setToken keeps a token that is ours, so that sending the same again is known
// as a repetition; otherwise the form gets a new one.
func (h *handler) setToken(form *html.Node, s submission) {
	input := one(form, "input[name=form_token]")
	if input == nil {
		return
	}
	token := s.typed.Get("form_token")
	if _, ours := h.Tokens.FormToken(token); !ours {
		token = h.Tokens.NewFormToken(h.Now())
	}
	setAttr(input, "value", token)
}

// writePage sends a page that was made for one visitor.
func (h *handler) writePage(w http.ResponseWriter, r *http.Request, status int, p *page) {
	body, err := p.bytes()
	if err != nil {
		h.logged(r, err)
		plain(w, http.StatusInternalServerError, h.Words.Message(h.answerLanguage(r, ""), "error-internal", nil)+"\n")
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	writeCompressed(w, r, status, body)
}
