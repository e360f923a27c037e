package web

import (
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/text/language"

	formsapi "sportello/forms-api"
)

// sourceLanguage is the site's own, spoken when nothing tells another.
const sourceLanguage = formsapi.SourceLanguage

// A matcher finds the site's language that suits a browser's wishes best.
type matcher struct {
	tags  []string // of the site, Italian first: what nothing suits
	match language.Matcher
}

func newMatcher(tags []string) matcher {
	m := matcher{tags: []string{sourceLanguage}}
	for _, tag := range tags {
		if tag != sourceLanguage {
			m.tags = append(m.tags, tag)
		}
	}
	known := make([]language.Tag, len(m.tags))
	for i, tag := range m.tags {
		known[i] = language.Make(tag)
	}
	m.match = language.NewMatcher(known)
	return m
}

// prefer reads an Accept-Language header (RFC 9110 12.5.4).
func (m matcher) prefer(header string) string {
	wishes, _, err := language.ParseAcceptLanguage(header)
	if err != nil {
		return sourceLanguage
	}
	_, index, _ := m.match.Match(wishes...)
	return m.tags[index]
}

// answerLanguage is the first language of the site among: what the submission
// says, the page's address, the page it came from, what the browser prefers;
// else Italian.
func (h *handler) answerLanguage(r *http.Request, said string) string {
	for _, tag := range []string{said, languageOf(r.URL.Path), refererLanguage(r)} {
		if h.Words.Site(tag) {
			return tag
		}
	}
	return h.languages.prefer(r.Header.Get("Accept-Language"))
}

// languageOf is the first part of a path, where a page's language stands.
func languageOf(path string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return first
}

func refererLanguage(r *http.Request) string {
	from, err := url.Parse(r.Referer())
	if err != nil {
		return ""
	}
	return languageOf(from.Path)
}
