package catalogue

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	formsapi "sportello/forms-api"
)

// source is the language that everything is written in first.
const source = formsapi.SourceLanguage

// A Text is what one Markdown file says, in one language.
type Text struct {
	File        string // as seen from the site's folder: content/offices/potenza/index.en.md
	Page        string // as Hugo calls it (.Path): /offices/potenza, / for the home page
	Language    string // as in addresses: zh-hans
	Title       string
	Description string
	AnsweredBy  string
	Body        []byte // Markdown
	Lines       TextLines
	LastMod     formsapi.Date // empty if it says none
	Mark        *Mark         // nil if it says nothing of where it was translated from
	Minor       []Minor       // of an Italian file
}

// TextLines tell on which lines of the file the parts of a text are, from 1. What
// the front matter lacks is told at its first line.
type TextLines struct{ Title, Description, AnsweredBy, Translation, Body int }

// A Mark is what a translation says of itself, under [translation].
type Mark struct {
	Of         string // digest of the Italian text
	On         formsapi.Date
	By         string // machine or human
	ReviewedBy string
	Reviewed   formsapi.Date
}

// A Minor is an edit of the Italian text that changes nothing for its
// translations, as two digests.
type Minor struct{ From, To string }

// Texts are the words of all pages, by file.
func (s *Snapshot) Texts() []Text { return s.texts }

// ReadTexts reads the words alone, for those who mark them: facts that are wrong
// are no matter to a translator. Findings are those of the pages. Whoever reads a
// part of the content names the files that stand elsewhere, to which a link may lead.
func ReadTexts(content fs.FS, now time.Time, elsewhere ...string) ([]Text, []Finding) {
	l := newLoader(content, now)
	for _, name := range elsewhere {
		l.files[name] = true
	}
	l.walk()
	return l.texts, l.findings.sorted()
}

// keepText keeps what is said in a language; a file that names none is nobody's.
func (l *loader) keepText(name string, d *document, w words, body []byte, bodyLine int) {
	tag := language(path.Base(name))
	if tag == "" {
		return
	}
	line := func(key string) int { return d.above + d.lines.Line(key) }
	day, _ := dateIn(w.LastMod)
	l.texts = append(l.texts, Text{
		File:        contentFile(name),
		Page:        PageOf(name),
		Language:    tag,
		Title:       w.Title,
		Description: w.Description,
		AnsweredBy:  w.AnsweredBy,
		Body:        body,
		Lines:       TextLines{line("title"), line("description"), line("answered_by"), line("translation"), bodyLine},
		LastMod:     day,
		Mark:        w.Translation.mark(),
		Minor:       minors(w.Minor),
	})
}

// PageOf is the page that a file of the content makes, as Hugo calls it (Text.Page).
func PageOf(name string) string {
	at := path.Join("/", pageOf(name))
	return strings.ReplaceAll(strings.ToLower(at), " ", "-")
}

// translationFacts are the front matter's [translation].
type translationFacts struct {
	Of         string          `toml:"of" validate:"required,digest"`
	On         *toml.LocalDate `toml:"on" validate:"required"`
	By         string          `toml:"by" validate:"required,oneof=machine human"`
	ReviewedBy string          `toml:"reviewed_by" validate:"required_with=Reviewed"`
	Reviewed   *toml.LocalDate `toml:"reviewed" validate:"required_with=ReviewedBy"`
}

// minorFacts are one [[minor]].
type minorFacts struct {
	From string `toml:"from" validate:"required,digest"`
	To   string `toml:"to" validate:"required,digest"`
}

// marks are what the rules look at of a front matter.
type marks struct {
	Translation *translationFacts `toml:"translation"`
	Minor       []minorFacts      `toml:"minor" validate:"dive"`
}

func (f *translationFacts) mark() *Mark {
	if f == nil {
		return nil
	}
	return &Mark{Of: f.Of, On: date(f.On), By: f.By, ReviewedBy: f.ReviewedBy, Reviewed: date(f.Reviewed)}
}

func minors(facts []minorFacts) []Minor {
	var all []Minor
	for _, f := range facts {
		all = append(all, Minor(f))
	}
	return all
}

// checkMarks reads strictly what a translation says of itself: a slip of the pen
// would make it one that nobody knows anything of.
func (d *document) checkMarks(front []byte, w words, name string, today formsapi.Date) {
	d.refuseUnknownIn(front, "translation", "minor")
	d.check(&marks{w.Translation, w.Minor})
	switch tag := language(path.Base(name)); {
	case tag == source && w.Translation != nil:
		d.error("translation", "the Italian page is what others are translated from: take [translation] and what stands beneath it out")
	case tag != source && w.Minor != nil:
		d.error("minor", "minor edits are edits of the Italian page: move [[minor]] and what stands beneath it to the file index.it.md")
	}
	if w.Translation != nil {
		d.checkDay("translation.on", w.Translation.On, today)
		d.checkDay("translation.reviewed", w.Translation.Reviewed, today)
	}
}

// checkDay is a warning: a clock that is behind must not close the site.
func (d *document) checkDay(key string, day *toml.LocalDate, today formsapi.Date) {
	if day != nil && date(day) > today {
		d.warn(key, "%s is still to come: correct the date", date(day))
	}
}

// refuseUnknownIn refuses unknown keys of some tables of a front matter; the rest is Hugo's.
func (d *document) refuseUnknownIn(front []byte, tables ...string) {
	for _, e := range unknownIn(front, &words{}) {
		if key := e.Key(); len(key) > 1 && slices.Contains(tables, key[0]) {
			d.refuseUnknown(&toml.StrictMissingError{Errors: []toml.DecodeError{e}}, wordsType)
		}
	}
}

func unknownIn(text []byte, facts any) []toml.DecodeError {
	var unknown *toml.StrictMissingError
	if errors.As(decodeStrictly(text, facts), &unknown) {
		return unknown.Errors
	}
	return nil
}
