package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"sportello/forms-api/catalogue"
	"sportello/forms-api/words"
)

// sayings are all that the site says in its languages, by which a stretch of text is
// recognised: a whole phrase, three words in a row, a day of the week.
type sayings struct {
	languages []string
	known     map[string]uint32 // phrases, threes and days: in which languages they stand
	names     []string          // Italian: of offices, who runs them, projects, streets
	italian   []string          // all that is said in Italian, line by line, folded
	sentences map[string]bool   // Italian, of four words or more that end in a full stop
}

var sayingsOfTheSite = sync.OnceValues(readSayings)

func newExaminer(t *testing.T, tag string) examiner {
	t.Helper()
	b, err := sayingsOfTheSite()
	if err != nil {
		t.Fatal(err)
	}
	return examiner{tag: tag, listed: listedLanguages(t), said: b}
}

func readSayings() (*sayings, error) {
	b := &sayings{languages: allLanguages, known: map[string]uint32{}, sentences: map[string]bool{}}
	facts, found := catalogue.Load(os.DirFS("../../content"), nil, bookingDay)
	if facts == nil {
		return nil, catalogue.DamagedOverlay(found)
	}
	messages, err := words.Load(os.DirFS("../../i18n"))
	if err != nil {
		return nil, err
	}
	b.readNames(facts)
	for _, t := range facts.Texts() {
		for _, text := range []string{t.Title, t.Description, t.AnsweredBy, string(t.Body)} {
			b.read(t.Language, text)
		}
	}
	for _, tag := range allLanguages {
		b.readWords(tag, messages)
	}
	for _, term := range facts.Glossary() {
		b.sayInItalian(term.Forms["it"]...)
	}
	return b, b.readMessages()
}

func (b *sayings) readNames(facts *catalogue.Snapshot) {
	for _, o := range facts.Offices() {
		street, _, _ := strings.Cut(o.Address.Street, ",")
		b.names = append(b.names, o.Title("it"), o.Address.CareOf, street, strings.Join(o.Address.Lines(), ", "))
		b.names = append(b.names, o.Address.Lines()...)
	}
	for _, o := range facts.Organisations() {
		b.names = append(b.names, o.Title("it"), o.Name)
	}
	for _, p := range facts.Projects() {
		b.names = append(b.names, p.Title("it"))
	}
	b.names = slices.DeleteFunc(b.names, func(name string) bool { return name == "" })
	slices.SortFunc(b.names, func(a, c string) int { return len(c) - len(a) })
	for _, name := range b.names {
		b.read("it", name)
	}
}

// readWords reads days of the week and names of languages.
func (b *sayings) readWords(tag string, messages *words.Words) {
	for day := time.Sunday; day <= time.Saturday; day++ {
		b.note(tag, "day "+fold(messages.Weekday(tag, day)))
	}
	for _, l := range messages.SpokenLanguages(tag) {
		b.note(tag, "named "+fold(l.Name))
	}
}

func (b *sayings) readMessages() error {
	for _, tag := range allLanguages {
		text, err := os.ReadFile("../../i18n/" + tag + ".toml")
		if err != nil {
			return err
		}
		for _, m := range messageTexts.FindAllStringSubmatch(hashes.ReplaceAllString(string(text), ""), -1) {
			b.read(tag, m[1])
		}
	}
	return nil
}

var (
	hashes       = regexp.MustCompile(`hash *= *"[^"]*",?`)
	messageTexts = regexp.MustCompile(`"((?:[^"\\]|\\.)*)"`)
	markup       = regexp.MustCompile(`\{#[^}]*\}|\]\([^)]*\)|<[^>]*>|https?://\S+`)
	stops        = regexp.MustCompile(`\{\{.*?\}\}|[.!?:;।۔؟።፣؛。，！？：；…|\n]+`)
)

// read notes what a text says; of one that is no Italian, without the words in
// brackets, which are.
func (b *sayings) read(tag, text string) {
	text = strings.ReplaceAll(markup.ReplaceAllString(text, " "), `\u2068`, "")
	if tag == "it" {
		b.sayInItalian(strings.Split(text, "\n")...)
		for _, s := range strings.SplitAfter(text, ".") {
			if strings.HasSuffix(s, ".") && len(shingle(s)) > 3 {
				b.sentences[fold(s)] = true
			}
		}
	}
	b.note(tag, fold(text))
	without := bracketed.ReplaceAllStringFunc(text, func(m string) string { return " . " })
	if tag == "it" {
		without = text
	}
	for _, phrase := range stops.Split(without, -1) {
		words := shingle(phrase)
		b.note(tag, strings.Join(words, " "))
		for i := 0; i+3 <= len(words); i++ {
			b.note(tag, "three "+strings.Join(words[i:i+3], " "))
		}
	}
}

func (b *sayings) sayInItalian(texts ...string) {
	for _, text := range texts {
		b.italian = append(b.italian, " "+fold(text)+" ")
	}
}

func (b *sayings) note(tag, key string) {
	if strings.ContainsFunc(key, unicode.IsLetter) {
		b.known[key] |= 1 << slices.Index(b.languages, tag)
	}
}

// foreign is the language in which a text is known, if that is not its own.
func (b *sayings) foreign(tag, text string) string {
	own := uint32(1) << slices.Index(b.languages, tag)
	keys := []string{fold(text), "named " + fold(text)}
	for _, phrase := range stops.Split(text, -1) {
		words := shingle(phrase)
		keys = append(keys, strings.Join(words, " "))
		for i := range words {
			keys = append(keys, "day "+words[i])
			if i+3 <= len(words) {
				keys = append(keys, "three "+strings.Join(words[i:i+3], " "))
			}
		}
	}
	for _, key := range keys {
		if in := b.known[key]; in != 0 && in&own == 0 {
			for n, other := range b.languages {
				if in&(1<<n) != 0 {
					return "known in " + other + " (" + key + ")"
				}
			}
		}
	}
	return ""
}

// knows tells whether the site says a text in a language.
func (b *sayings) knows(tag, text string) bool {
	return b.in(tag, fold(text)) || b.in(tag, "named "+fold(text))
}

func (b *sayings) in(tag, key string) bool {
	return b.known[key]&(1<<slices.Index(b.languages, tag)) != 0
}

// borrowed are phrases that languages have from English as they are. Whoever adds
// one has thought about it.
var borrowed = map[string]bool{"e mail": true, "sign language": true, "cultural mediation": true} // the last two: Filipino

// untranslated is the language, Italian or English, of a phrase of two words or more
// that the site says in the same words in it and in another language: it was left
// as it was.
func (b *sayings) untranslated(tag, text string) string {
	for _, phrase := range append(stops.Split(text, -1), text) {
		if phrase = fold(phrase); !strings.Contains(phrase, " ") || borrowed[phrase] {
			continue
		}
		for _, source := range []string{"it", "en"} {
			if source != tag && b.in(source, phrase) {
				return source
			}
		}
	}
	return ""
}

func (b *sayings) inItalian(words string) bool {
	words = " " + fold(words) + " "
	return slices.ContainsFunc(b.italian, func(line string) bool { return strings.Contains(line, words) })
}

func (b *sayings) isSentence(words string) bool { return b.sentences[fold(words)] }

// notInWords parts words: an apostrophe and a mark above a letter do not.
func notInWords(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\u200c' && r != '\u200d'
}

func shingle(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), notInWords)
}

func fold(text string) string { return strings.Join(shingle(text), " ") }

func wordSet(list string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(list) {
		all[w] = true
	}
	return all
}
