package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"golang.org/x/net/html"

	formsapi "sportello/forms-api"
)

// createRating takes what a reader says of a page.
func (h *handler) createRating(w http.ResponseWriter, r *http.Request) {
	s, err := readSubmission(w, r)
	lang := h.submissionLanguage(r, s)
	again := formAnswer{page: h.ratedPage(s, lang), form: "rating", lang: lang, submitted: s, finish: keepAspect(s)}
	if err != nil {
		h.refuseForm(w, r, again, err)
		return
	}
	reference, err := h.rate(r, s, lang)
	if err != nil {
		h.refuseForm(w, r, again, err)
		return
	}
	if s.json {
		writeCreated(w, "", reference)
		return
	}
	seeOther(w, "/"+lang+"/feedback/thanks/")
}

func (h *handler) rate(r *http.Request, s submission, lang string) (formsapi.Reference, error) {
	if ok, wait := h.allowed(h.ratings, r); !ok {
		return "", tooMany(wait)
	}
	rated := formsapi.PageRating{
		Page:           s.text("page"),
		Rating:         s.number("rating"),
		Aspect:         s.text("aspect"),
		Comment:        s.text("comment"),
		Language:       cmp.Or(s.text("language"), lang),
		LenientAspect:  !s.json,
		IdempotencyKey: s.key,
		Honeypot:       s.text("website"),
	}
	if problems := s.problems(nil); len(problems) > 0 {
		return "", invalid(s.problems(h.Rate.Validate(&rated)))
	}
	return h.Rate.Rate(r.Context(), rated)
}

// ratedPage is the page to show again: the one that was rated, or where there
// is none, the language's page about feedback.
func (h *handler) ratedPage(s submission, lang string) string {
	if s.fields != nil && h.Site.HasPage(s.typed.Get("page")) {
		return s.typed.Get("page")
	}
	return ratingPath(lang)
}

// ratingPath is the language's page about feedback.
func ratingPath(lang string) string { return "/" + lang + "/feedback/" }

// keepAspect unticks what a reader did not tick: "other" is an answer to both
// follow-up questions, and only one of them was asked.
func keepAspect(s submission) func(form *html.Node) {
	return func(form *html.Node) {
		rating, _ := strconv.Atoi(formsapi.FoldDigits(s.typed.Get("rating")))
		asked := formsapi.AspectsFor(rating)
		for _, question := range all(form, "[data-field=aspect]") {
			radios := all(question, "input[name=aspect]")
			if answers(radios, asked) {
				continue
			}
			for _, radio := range radios {
				dropAttr(radio, "checked")
			}
		}
	}
}

// answers tells whether the radio buttons are those of a question's answers.
func answers(radios []*html.Node, aspects []string) bool {
	return !slices.ContainsFunc(radios, func(radio *html.Node) bool {
		return !slices.Contains(aspects, attr(radio, "value"))
	})
}
