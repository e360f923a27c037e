package notify_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	formsapi "sportello/forms-api"
	"sportello/forms-api/notify"
)

// A letter is all that is sent of a notice in a language.
type letter struct {
	lang   string
	notice formsapi.Notice
	said   formsapi.MessageDetails
	email  notify.Email
	sms    notify.Text // none of a digest
}

// everyLetter is each notice in each language of the site.
func everyLetter(t *testing.T) []letter {
	t.Helper()
	var all []letter
	for _, lang := range givenWords(t).Languages() {
		for _, n := range append(formsapi.Notices, formsapi.NoticeDigest) {
			m, d := told(n, lang)
			l := letter{lang: lang, notice: n, said: d}
			var err error
			if l.email, err = letters(t).Email(m, d); err != nil {
				t.Fatal(err)
			}
			if n != formsapi.NoticeDigest {
				l.sms = letters(t).Text(m, d)
			}
			all = append(all, l)
		}
	}
	return all
}

// Given any notice in any language, nothing is left to be filled in, and what the
// person needs is in it: the time, the code, the page, whom to call.
func TestEveryLetterIsFilledIn(t *testing.T) {
	for _, l := range everyLetter(t) {
		for _, text := range []string{l.email.Subject, l.email.Text, l.email.HTML, l.sms.Words} {
			for _, left := range []string{"{{", "}}", "<no value>", "%!", "message-"} {
				if strings.Contains(text, left) {
					t.Errorf("%s in %s has %q left in it: %s", l.notice, l.lang, left, text)
				}
			}
		}
		for _, needed := range l.needs() {
			if !strings.Contains(l.email.Text, needed) || !strings.Contains(l.email.HTML, needed) {
				t.Errorf("%s in %s does not say %q: %s", l.notice, l.lang, needed, l.email.Text)
			}
		}
		timed := l.timed() && l.notice != formsapi.NoticeWithdrawn // who withdraws knows which one
		if l.email.Subject == "" || timed && !strings.Contains(l.sms.Words, "09:30") {
			t.Errorf("%s in %s has the subject %q and the SMS %q", l.notice, l.lang, l.email.Subject, l.sms.Words)
		}
	}
}

// timed says of a letter whether it is about a time. Who is asked how it went knows
// when they were there.
func (l letter) timed() bool {
	return l.said.Start != nil && l.notice != formsapi.NoticeExperience
}

// needs is what a letter says in every language alike.
func (l letter) needs() []string {
	if l.notice == formsapi.NoticeDigest {
		return []string{l.said.Office, "3", "https://help.example.org/desk/"}
	}
	all := []string{l.said.Office, "K7QF-2M9X-4TBD", "https://help.example.org/" + l.lang + "/appointments/K7QF-2M9X-4TBD", "0971 415507"}
	if l.timed() {
		all = append(all, "09:30", "2026")
	}
	if l.said.Start != nil && l.said.State.HoldsPlace() {
		all = append(all, "via Lacava, 2, Potenza")
	}
	return all
}

// Given any e-mail, it says its language and runs in that language's direction, and
// what is written from left to right everywhere is kept apart.
func TestEveryLetterRunsItsWay(t *testing.T) {
	for _, l := range everyLetter(t) {
		dir := givenWords(t).Direction(l.lang)
		for _, want := range []string{`<html lang="` + l.lang + `" dir="` + dir + `">`, `<body dir="` + dir + `"`} {
			if !strings.Contains(l.email.HTML, want) {
				t.Errorf("%s in %s lacks %s: %s", l.notice, l.lang, want, l.email.HTML)
			}
		}
		for _, line := range strings.Split(l.email.HTML, "\n") {
			if strings.Contains(line, ">https://") || strings.Contains(line, ">K7QF") {
				if !strings.Contains(line, `<bdi dir="ltr">`) {
					t.Errorf("%s in %s does not keep apart %s", l.notice, l.lang, line)
				}
			}
		}
		if l.email.Language != l.lang {
			t.Errorf("%s in %s says that it is in %s", l.notice, l.lang, l.email.Language)
		}
	}
}

// names stand in Italian letters in every language.
var names = regexp.MustCompile(`https://\S+|Sportello di Potenza|Potenza desk|via Lacava, 2, Potenza|K7QF\S*|SMS`)

// word is one of at least four letters: shorter ones are in many languages.
var word = regexp.MustCompile(`\p{L}[\p{L}\p{M}]{3,}`)

// alike are words that mean the same in Italian and in the language.
var alike = map[string][]string{
	"es": {"propone", "lista", "solo", "vale"},
	"fr": {"novembre"},
	"ro": {"lista", "pagina"},
}

// Given any notice in any language but Italian, none of its words is Italian but for
// names; where the language is not written in Latin letters, none of its letters is.
func TestNoLetterIsHalfItalian(t *testing.T) {
	all := everyLetter(t)
	italian := map[string]bool{}
	for _, l := range all {
		for _, w := range l.ownWords() {
			italian[w] = italian[w] || l.lang == "it"
		}
	}
	for _, l := range all {
		if l.lang == "it" {
			continue
		}
		for _, w := range l.ownWords() {
			foreign := !latin[l.lang] && strings.ContainsFunc(w, func(r rune) bool { return unicode.Is(unicode.Latin, r) })
			if foreign || italian[w] && !slices.Contains(alike[l.lang], w) {
				t.Errorf("%s in %s says %q: %s\n%s", l.notice, l.lang, w, l.email.Text, l.sms.Words)
			}
		}
	}
}

// latin are the languages that are written in Latin letters.
var latin = map[string]bool{"en": true, "es": true, "fil": true, "fr": true, "it": true, "ro": true, "sq": true}

// ownWords are a letter's words but for names.
func (l letter) ownWords() []string {
	text := strings.Join([]string{l.email.Subject, l.email.Text, l.sms.Words}, "\n")
	return word.FindAllString(strings.ToLower(names.ReplaceAllString(text, "")), -1)
}
