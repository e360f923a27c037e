package main

import (
	"slices"
	"sync/atomic"
	"time"

	"sportello/cmd/sportello/internal/site"
	formsapi "sportello/forms-api"
	"sportello/forms-api/web"
)

// current is the edition whose pages are served now: a build replaces it while
// requests are being answered, so that pages, forms, messages and desk agree.
type current struct {
	edition atomic.Pointer[site.Edition]

	// invented are the mediators of a demonstration, by office; nil in earnest. They
	// are in no file, on no page that is built and in no open data.
	invented map[string][]formsapi.MediatorPresence
}

// facts are its catalogue (formsapi.Catalogue) and privacy notice.
type facts struct{ *current }

var _ formsapi.Catalogue = facts{}

func (f facts) Office(id string) (formsapi.Office, bool) {
	o, known := f.edition.Load().Catalogue.Office(id)
	return f.withInvented(o), known
}

func (f facts) Service(id string) (formsapi.Service, bool) {
	return f.edition.Load().Catalogue.Service(id)
}

func (f facts) Organisation(id string) (formsapi.Organisation, bool) {
	return f.edition.Load().Catalogue.Organisation(id)
}

func (f facts) Offices() []formsapi.Office {
	all := f.edition.Load().Catalogue.Offices()
	if f.invented == nil {
		return all
	}
	all = slices.Clone(all)
	for i, o := range all {
		all[i] = f.withInvented(o)
	}
	return all
}

func (f facts) Services() []formsapi.Service { return f.edition.Load().Catalogue.Services() }

// Projects are those of the content, by id.
func (f facts) Projects() []formsapi.Project { return f.edition.Load().Catalogue.Projects() }

func (f facts) withInvented(o formsapi.Office) formsapi.Office {
	if len(o.Mediators) == 0 {
		o.Mediators = f.invented[o.ID]
	}
	return o
}

// PrivacyNotice is the SHA-256 of the notice that people are shown in a
// language; where it is not translated they are shown the Italian one.
func (f facts) PrivacyNotice(language string) []byte {
	notices := f.edition.Load().Notices
	if hash, ok := notices[language]; ok {
		return hash
	}
	return notices["it"]
}

// siteWords are its words, in the languages that the town's site has; the
// program may carry more (web.Words).
type siteWords struct{ *current }

var _ web.Words = siteWords{}

// Site tells whether the site has a language (formsapi.Languages).
func (w siteWords) Site(tag string) bool { return slices.Contains(w.edition.Load().Tags(), tag) }

// Languages are those of the site, in its order.
func (w siteWords) Languages() []string { return w.edition.Load().Tags() }

// Direction is which way a language runs: "ltr" or "rtl".
func (w siteWords) Direction(tag string) string {
	for _, l := range w.edition.Load().Languages {
		if l.Tag == tag {
			return l.Direction
		}
	}
	return "ltr"
}

func (w siteWords) Spoken(code string) bool { return w.edition.Load().Words.Spoken(code) }

// Keys are those of every message, a town's own among them.
func (w siteWords) Keys() []string { return w.edition.Load().Words.Keys() }

// Weekday is a day's name.
func (w siteWords) Weekday(lang string, day time.Weekday) string {
	return w.edition.Load().Words.Weekday(lang, day)
}

func (w siteWords) Message(lang, key string, args map[string]any) string {
	return w.edition.Load().Words.Message(lang, key, args)
}

func (w siteWords) LanguageName(lang, code string) string {
	return w.edition.Load().Words.LanguageName(lang, code)
}

func (w siteWords) Date(lang string, at time.Time, zone *time.Location) string {
	return w.edition.Load().Words.Date(lang, at, zone)
}

func (w siteWords) ShortDate(lang string, at time.Time, zone *time.Location) string {
	return w.edition.Load().Words.ShortDate(lang, at, zone)
}

func (w siteWords) Time(lang string, at time.Time, zone *time.Location) string {
	return w.edition.Load().Words.Time(lang, at, zone)
}
