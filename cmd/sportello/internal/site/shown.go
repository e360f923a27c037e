package site

import (
	"encoding/json"
	"fmt"

	"sportello/forms-api/catalogue"
	"sportello/forms-api/web"
	"sportello/forms-api/words"
)

// shown is data/sportello.json: all that templates know besides the words
// (docs/architecture.md).
type shown struct {
	catalogue.Derived
	Languages []Language          `json:"languages"`
	Spoken    map[string][]spoken `json:"spoken_languages"` // by the page's language
	Search    searchLimits        `json:"search"`
	Scan      map[string]string   `json:"poster_scan"` // beneath the code of a language, in that language

	Calendars map[string]words.Calendar `json:"calendars"` // by language: how a day is written
}

// searchLimits are those of the service, for its form and its script.
type searchLimits struct {
	Most         int `json:"most"`          // pages that an answer names
	LongestQuery int `json:"longest_query"` // characters
}

// spoken is a language that people can ask to be spoken to in.
type spoken struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

func (b *Builder) derived(e Edition) ([]byte, error) {
	s := shown{Derived: e.Catalogue.Derive(b.Now()), Languages: e.Languages, Spoken: map[string][]spoken{}, Scan: map[string]string{}, Calendars: map[string]words.Calendar{}, Search: searchLimits{Most: web.MostFound, LongestQuery: web.LongestQuery}}
	for _, tag := range e.Tags() {
		s.Calendars[tag] = e.Words.Calendar(tag)
		s.Scan[tag] = e.Words.Message(tag, "poster-scan", nil)
		for _, v := range e.Words.SpokenLanguages(tag) {
			s.Spoken[tag] = append(s.Spoken[tag], spoken{Code: v.Code, Name: v.Name})
		}
	}
	text, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		return nil, fmt.Errorf("writing what the templates show: %w", err)
	}
	return text, nil
}
