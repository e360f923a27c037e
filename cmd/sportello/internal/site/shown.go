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

func (b *Builder) derived(facts *catalogue.Snapshot, languages []Language) ([]byte, error) {
	s := shown{Derived: facts.Derive(b.Now()), Languages: languages, Spoken: map[string][]spoken{}}
	for _, l := range languages {
		for _, v := range b.Words.SpokenLanguages(l.Tag) {
			s.Spoken[l.Tag] = append(s.Spoken[l.Tag], spoken{Code: v.Code, Name: v.Name})
		}
	}
	text, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		return nil, fmt.Errorf("writing what the templates show: %w", err)
	}
	return text, nil
}
