package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// An examiner tells what on a page is in another language than it says.
type examiner struct {
	tag    string
	listed map[string]listed
	said   *sayings
	typed  []string // what the reader has typed stands in whatever language they write
}

// everywhere are words that are the same in all languages: how a thing is called on
// every telephone and at every counter. Whoever adds one has thought about it.
var everywhere = wordSet("SMS RSS QR PDF JSON JavaScript WhatsApp Esc Cookie cookie IMPACT TEAMS UNHCR LIS EU GDPR")

// notWords are addresses, codes and telephones: nobody translates them.
var notWords = regexp.MustCompile(`[\w.+-]+@[\w.-]+\w|https?://\S+|\b[\w-]+(\.[\w-]+)*\.(it|org|eu|com|gov)\b\S*|\b[0-9A-Z]{4}(-[0-9A-Z]{4})+\b|\[data-[^\]]*\]`)

// faults are the words of a page that are not as they should be.
func (e examiner) faults(page *html.Node) (found []string) {
	for _, p := range passages(page) {
		for _, text := range e.typed {
			p.words = strings.ReplaceAll(p.words, text, " ")
		}
		p.words = notWords.ReplaceAllString(p.words, " ")
		if why := e.wrong(p, page); why != "" {
			found = append(found, fmt.Sprintf("%s: %s: %q", p.at, why, strings.Join(strings.Fields(p.words), " ")))
		}
	}
	slices.Sort(found)
	return append(e.turned(page), slices.Compact(found)...)
}

// turned tells whether a page runs in the direction of its script.
func (e examiner) turned(page *html.Node) []string {
	root := cascadia.Query(page, cascadia.MustCompile("html"))
	if lang, dir := attribute(root, "lang"), attribute(root, "dir"); lang != e.tag || dir != e.listed[e.tag].Direction && dir+e.listed[e.tag].Direction != "ltr" {
		return []string{fmt.Sprintf("html: is in %s and runs %s", lang, dir)}
	}
	return nil
}

func (e examiner) wrong(p passage, page *html.Node) string {
	switch {
	case !strings.ContainsFunc(p.words, unicode.IsLetter):
		return ""
	case p.lang == e.tag:
		return e.wrongWords(p)
	case p.lang == "it":
		return e.wrongItalian(p, page)
	}
	if other := e.listed[p.lang]; strings.TrimSpace(p.words) != other.Label {
		return "is said to be in " + p.lang
	}
	return ""
}

// wrongWords judges what is said to be in the language of the page.
func (e examiner) wrongWords(p passage) string {
	whole := p.words
	if p.plain { // where an Italian word cannot be marked, it may stand in brackets
		p.words = e.withoutItalian(p.words)
	}
	if other := e.said.foreign(e.tag, p.words); other != "" && !e.said.knows(e.tag, whole) {
		return "is " + other
	}
	if source := e.said.untranslated(e.tag, p.words); source != "" {
		return "is not translated from " + source
	}
	if word := e.unmarked(p.words); word != "" {
		return "has an Italian word that is not marked, " + word
	}
	for _, word := range strings.FieldsFunc(p.words, notInWords) {
		if !everywhere[word] && !isWritten(word, e.tag) {
			return "has letters of another script, " + word
		}
	}
	return ""
}

// isWritten tells whether a word has letters of a language's script alone, or such
// as all scripts share: an apostrophe within a word, what lengthens an Arabic one.
func isWritten(word, tag string) bool {
	own := strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Common, unicode.Inherited) {
			return -1
		}
		return r
	}, word)
	return own == "" || written(own, scriptOf(tag))
}

// bracketed is what stands in brackets, as Latin letters and Chinese have them.
var bracketed = regexp.MustCompile(`[(（]([^()（）]+)[)）]`)

func (e examiner) withoutItalian(text string) string {
	for _, name := range e.said.names {
		text = strings.ReplaceAll(text, name, " ")
	}
	return bracketed.ReplaceAllStringFunc(text, func(words string) string {
		if e.said.inItalian(words) {
			return " "
		}
		return words
	})
}

// unmarked finds an Italian name, or an Italian word in brackets.
func (e examiner) unmarked(text string) string {
	if e.tag == "it" {
		return ""
	}
	for _, name := range e.said.names {
		if strings.Contains(name, " ") && strings.Contains(text, name) {
			return name
		}
	}
	for _, m := range bracketed.FindAllStringSubmatch(text, -1) {
		if e.said.inItalian(m[1]) && !everywhere[m[1]] && m[1] != strings.ToUpper(m[1]) {
			return m[1]
		}
	}
	return ""
}

// wrongItalian judges what is marked as Italian: a name or a term, no more, but for
// a page that stands in for a translation.
func (e examiner) wrongItalian(p passage, page *html.Node) string {
	switch {
	case cascadia.Query(page, cascadia.MustCompile("html[data-untranslated]")) != nil && !p.plain, p.at == "a" && p.words == e.listed["it"].Label, p.at == "option" && p.words == e.listed["it"].Label:
		return ""
	case !e.said.inItalian(p.words):
		return "is marked as Italian, and no Italian page says it"
	case len(shingle(p.words)) > 12 || e.said.isSentence(p.words):
		return "is a whole sentence in Italian"
	case e.listed[e.tag].Direction == "rtl" && !p.isolated && !p.plain:
		return "runs from the right"
	}
	return ""
}

// The examiner passes a page that is as it should be, and sees each thing that is not.
func TestTheExaminerOfLanguages(t *testing.T) {
	const bengali = `<html lang="bn" dir="ltr"><head><title>%s</title></head><body><p>%s</p></body></html>`
	page := func(format string, title, text string) *html.Node {
		return parsePage(t, fmt.Sprintf(format, title, text))
	}
	good := page(bengali, "আমার দরকার (permesso di soggiorno)", `থাকার অনুমতিপত্র <bdi lang="it">(permesso di soggiorno)</bdi> 0971 415507, prova@example.org, SMS <a lang="ur">اردو</a>`)
	if found := (newExaminer(t, "bn")).faults(good); len(found) > 0 {
		t.Errorf("a good page is blamed: %q", found)
	}
	for tag, texts := range map[string][]string{
		"bn": {
			"Scegli il giorno e l’ora", "Choose the day and time", "Potenza", "আইনি (permesso di soggiorno)", "это русский", `<a lang="ur">Urdu</a>`,
			`<span lang="it">Una persona ascolta i tuoi bisogni e ti indica il servizio giusto in città.</span>`, `<span lang="it">qualcosa che nessuna pagina dice</span>`, `<img alt="Choose the day and time">`,
			`<span lang="ar">من فضلك</span>`, `<input placeholder="Telefono">`, `<template><p>Invia la richiesta</p></template>`,
		},
		"fr": {
			"Telefono", "Scegli il giorno e l’ora", "Qui trovi: scegli il giorno e l’ora che preferisci", "Choose the day and time", "lundì 23: lunedì", "la carte (tessera sanitaria)", "Comune di Potenza",
			`<button aria-label="Invia la richiesta"></button>`, "русский",
		},
		"ur": {`<span lang="it">Comune di Potenza</span>`, "اختر اليوم والساعة"},
		"it": {"Choose the day and time"},
	} {
		e := newExaminer(t, tag)
		for _, text := range texts {
			whole := strings.NewReplacer(`lang="bn"`, `lang="`+tag+`"`, `dir="ltr"`, `dir="`+e.listed[tag].Direction+`"`).Replace(bengali)
			if found := e.faults(page(whole, "1", text)); len(found) != 1 {
				t.Errorf("of %s on a page of %s the examiner says %q", text, tag, found)
			}
		}
	}
	if found := newExaminer(t, "ar").faults(parsePage(t, `<html lang="ar" dir="ltr"><p>1</p></html>`)); len(found) != 1 {
		t.Errorf("of Arabic from the left the examiner says %q", found)
	}
}
