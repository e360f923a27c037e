// Package translation knows what a page in one language has to do with the Italian
// page that it was made from: whether it was made from today's text (Digest,
// StateOf), whether it says the same facts (Compare), whether it uses the words of
// the glossary, and how plain the Italian is (Gulpease). It also writes what a
// translator has made sure of into the file, and nothing else of it (Stamp).
//
// It reads no folder and asks no clock: texts and bytes come in, judgements and
// bytes go out. docs/translations.md is its contract with editors.
package translation

import formsapi "sportello/forms-api"

// Source is the language that everything is written in first.
const Source = formsapi.SourceLanguage

// A Text is what a reader of a page reads, in one language.
type Text struct {
	Language    string // as in addresses: zh-hans
	Title       string
	Description string
	AnsweredBy  string
	Body        []byte // Markdown
	Lines       Lines
}

// Lines tell where the parts of a text begin in its file, from 1.
type Lines struct{ Title, Description, AnsweredBy, Body int }

// A Mark is what a translation says of itself, under [translation].
type Mark struct {
	Of         string        // digest of the Italian text that it was made from
	On         formsapi.Date // when it was made from it, or last brought up to it
	By         By
	ReviewedBy string        // who has read it against the Italian; empty: nobody
	Reviewed   formsapi.Date // when
}

// By is who made a translation.
type By string

// Those who make translations.
const (
	Machine By = "machine"
	Human   By = "human"
)

// A Minor edit of the Italian page: two texts, by their digests, that say the same
// to who reads a translation.
type Minor struct{ From, To string }
