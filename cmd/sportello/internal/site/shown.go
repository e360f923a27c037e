package site

import (
	"encoding/json"
	"fmt"

	"sportello/forms-api/catalogue"
)

// shown is data/sportello.json: all that templates know besides the words
// (docs/architecture.md).
type shown struct {
	catalogue.Derived
	Languages []Language          `json:"languages"`
	Spoken    map[string][]spoken `json:"spoken_languages"` // by the page's language
}

// spoken is a language that people can ask to be spoken to in.
type spoken struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

func (b *Builder) derived(e Edition) ([]byte, error) {
	s := shown{Derived: e.Catalogue.Derive(b.Now()), Languages: e.Languages, Spoken: map[string][]spoken{}}
	for _, tag := range e.Tags() {
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
