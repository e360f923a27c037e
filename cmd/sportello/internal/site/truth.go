package site

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
	"sportello/forms-api/translation"
)

// truth tells what the translations of a town do not say as the Italian does. It is
// looked at by check alone: a slip in one language must not keep an office's closure
// from all the others.
type truth struct {
	town     string // the town's own folder: what the program brings is not the town's to mend
	tags     []string
	glossary translation.Glossary
	found    []catalogue.Finding
	unread   map[string]bool      // files that are there, and have an error instead of a text
	folded   map[foldedKey][]spot // there may be very many
}

// A foldedKey is a state that many pages of a language may be in.
type foldedKey struct {
	tag   string
	state translation.State
}

// A spot is where something folded stands; line 0 is in a file that is not there.
type spot struct {
	file string
	line int
}

func (t *truth) tell(file string, line int, severity catalogue.Severity, format string, args ...any) {
	t.found = append(t.found, catalogue.Finding{File: file, Line: line, Severity: severity, Sentence: fmt.Sprintf(format, args...)})
}

// isOwn says of a file that the town has written it.
func (t *truth) isOwn(file string) bool {
	_, err := os.Stat(filepath.Join(t.town, filepath.FromSlash(file)))
	return err == nil
}

// glossaryFile is the glossary as seen from the town's folder.
const glossaryFile = "content/" + catalogue.GlossaryFile

// term warns of a term that the glossary has not in every language.
func (t *truth) term(term catalogue.Term) {
	lacks := slices.DeleteFunc(slices.Clone(t.tags), func(tag string) bool { return len(term.Forms[tag]) > 0 })
	if len(lacks) > 0 {
		t.tell(glossaryFile, term.Line, catalogue.Warning, "the term %s has no words in %s: write what these languages call it", term.ID, strings.Join(lacks, ", "))
	}
}

func (t *truth) page(v *versions) {
	if v.italian != nil && slices.Contains(t.tags, source) && t.isOwn(v.italian.File) {
		t.plain(*v.italian)
	}
	states := v.states(t.tags)
	for _, tag := range t.tags {
		if s, judged := states[tag]; judged {
			t.language(v, tag, s)
		}
	}
}

func (t *truth) language(v *versions, tag string, s Translation) {
	text := v.others[tag]
	own := text.File != "" && t.isOwn(text.File)
	switch s.State {
	case translation.Missing:
		if !t.isOwn(v.italian.File) {
			return // of the program's own pages the program's tests tell
		}
		file := strings.TrimSuffix(v.italian.File, source+".md") + tag + ".md"
		if !t.unread[file] {
			t.fold(tag, s.State, spot{file: file})
		}
	case translation.Orphan:
		t.tell(text.File, 1, catalogue.Warning, "there is no Italian page that this is a translation of: write %s, or take this file away", path.Join(path.Dir(text.File), strings.Replace(path.Base(text.File), "."+tag+".", "."+source+".", 1)))
	case translation.Behind:
		if own || t.isOwn(v.italian.File) {
			t.behind(text, s)
		}
	case translation.Unmarked, translation.Unreviewed:
		if own {
			t.fold(tag, s.State, spot{text.File, text.Lines.Translation})
		}
	}
	if own && v.italian != nil {
		t.compare(*v.italian, text)
	}
}

func (t *truth) behind(text catalogue.Text, s Translation) {
	changed := ""
	if s.Changed != "" {
		changed = " on " + s.Changed
	}
	t.tell(text.File, text.Lines.Translation, catalogue.Warning, "the Italian page has changed%s since this translation was made (%s): bring it up to date, then run `sportello check --fix-hash %s`", changed, s.Made, text.File)
}

// compare tells what a translation has otherwise than the Italian page.
func (t *truth) compare(italian, text catalogue.Text) {
	source, translated := textOf(italian), textOf(text)
	for _, d := range slices.Concat(translation.Compare(source, translated), t.glossary.Check(source, translated)) {
		t.tell(text.File, d.Line, catalogue.Severity(d.Severity), "%s", d.Sentence)
	}
}

func (t *truth) fold(tag string, state translation.State, at spot) {
	key := foldedKey{tag, state}
	t.folded[key] = append(t.folded[key], at)
}

// unfoldUpTo is how many pages of a language in the same state are told one by one.
// A language without a review yet would otherwise bury everything else.
const unfoldUpTo = 3

// foldedSentences have the language and the file filled in.
var foldedSentences = map[translation.State]string{
	translation.Missing:    "this page is not there in %[1]q: readers get the Italian one, with a notice; write the file %[2]s",
	translation.Unmarked:   "nobody has noted from which Italian text this page in %[1]q was made: when it says the same, run `sportello check --fix-hash %[2]s`",
	translation.Unreviewed: "nobody has read this page in %[1]q against the Italian one: who has, writes reviewed_by and reviewed beneath [translation]",
}

// isWork says of a state that whoever asks for one language alone wants to hear of
// each page: it is what there is to do.
func (t *truth) isWork(state translation.State) bool {
	return len(t.tags) == 1 && state != translation.Unreviewed
}

// unfold tells what is folded, by language in the order of the site.
func (t *truth) unfold() {
	for _, tag := range t.tags {
		for _, state := range formsapi.TranslationStates {
			spots := t.folded[foldedKey{tag, state}]
			more := ""
			if len(spots) > unfoldUpTo && !t.isWork(state) {
				more = fmt.Sprintf(" (the same of %d more: `sportello check --matrix` shows which)", len(spots)-1)
				spots = spots[:1]
			}
			for _, at := range spots {
				t.tell(at.file, at.line, catalogue.Warning, foldedSentences[state]+"%[3]s", tag, at.file, more)
			}
		}
	}
}
