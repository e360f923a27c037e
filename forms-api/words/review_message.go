package words

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// review is that of one file.
type review struct {
	file     ownFile
	source   map[string]*i18n.Message
	forms    []string // that the language takes
	unmarked []string
	found    []Finding
}

func (r *review) tell(key string, wrong bool, format string, args ...any) {
	line := 1
	if key != "" {
		line = r.file.places.Line(key)
	}
	r.found = append(r.found, Finding{r.file.name, line, key, wrong, fmt.Sprintf(format, args...)})
}

// lacking names what a language has no words for, neither here nor where the
// folder's words come on top.
func (r *review) lacking(all map[string]*i18n.Message) {
	var missing []string
	for _, key := range slices.Sorted(maps.Keys(r.source)) {
		if all[key] == nil {
			missing = append(missing, key)
		}
	}
	if len(missing) > 0 {
		r.tell("", true, "there are no words for %s: add them to this file", some(missing))
	}
}

// message looks at what the file says of a key.
func (r *review) message(key string, whole bool) {
	m, source := r.file.messages[key], r.source[key]
	if source == nil {
		if whole {
			r.tell(key, false, "%q is not in %s.toml, and nothing says it: take it out", key, Source)
		}
		return
	}
	if strings.TrimSpace(m.Other) == "" {
		r.tell(key, true, "%q is empty: write what it says in this language", key)
		return
	}
	r.counted(key, m, source)
	r.filledIn(key, m, source)
	if r.file.name != Source+".toml" {
		r.made(key, m, source, whole)
	}
}

// counted wants every plural form of the language where Italian has two, and no
// number in "one": in French none is one too, in Russian so is 21.
func (r *review) counted(key string, m, source *i18n.Message) {
	has := formsOf(m)
	for _, form := range r.forms {
		if source.One != "" && has[form] == "" {
			r.tell(key, true, "%q lacks the form %q, which this language takes for some numbers: write it (forms: %s)", key, form, strings.Join(r.forms, ", "))
		}
	}
	if extra := digitsBeyond(m.One, m.Other); extra != "" {
		r.tell(key, true, "%q has the number %s written into the form \"one\", which is not said of 1 alone: write {{.Count}}, or no number", key, extra)
	}
}

// digitsBeyond are the digits of one text that another does not have as often.
func digitsBeyond(text, other string) string {
	left := digitsOf(other)
	var extra []rune
	for _, d := range digitsOf(text) {
		if at := slices.Index(left, d); at >= 0 {
			left = slices.Delete(left, at, at+1)
		} else {
			extra = append(extra, d)
		}
	}
	return string(extra)
}

func digitsOf(text string) []rune {
	return []rune(strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, placeholder.ReplaceAllString(text, "")))
}

// filledIn wants the placeholders of the Italian in every form; the number may be
// left unsaid where the form says it ("a day").
func (r *review) filledIn(key string, m, source *i18n.Message) {
	want := placeholders(source.Other)
	for _, form := range slices.Sorted(maps.Keys(formsOf(m))) {
		got, needed := placeholders(formsOf(m)[form]), want
		if form != "other" && !slices.Contains(got, "Count") {
			needed = slices.DeleteFunc(slices.Clone(want), func(name string) bool { return name == "Count" })
		}
		if !slices.Equal(got, needed) {
			r.tell(key, true, "%q has %s in the form %q, the Italian has %s", key, inBraces(got), form, inBraces(needed))
		}
	}
}

// made tells from which Italian message this one was made.
func (r *review) made(key string, m, source *i18n.Message, whole bool) {
	switch {
	case m.Hash == "" && whole:
		r.unmarked = append(r.unmarked, key)
	case m.Hash != "" && m.Hash != Hash(source) && m.Hash != mergeHash(source):
		r.tell(key, false, "the Italian words for %q have changed since this was made from them; they are now %q: look at both, then run `sportello check --fix-hash i18n/%s`", key, source.Other, r.file.name)
	}
}

// unmarkedOnes are one finding a file: a new one has no hash at all.
func (r *review) unmarkedOnes() {
	if len(r.unmarked) > 0 {
		r.tell(r.unmarked[0], false, "nobody has noted from which Italian words these were made: %s: run `sportello check --fix-hash i18n/%s` when they say the same", some(r.unmarked), r.file.name)
	}
}

// named is how many keys one finding names.
const named = 5

func some(keys []string) string {
	var quoted []string
	for _, key := range keys[:min(len(keys), named)] {
		quoted = append(quoted, strconv.Quote(key))
	}
	list := strings.Join(quoted, ", ")
	if more := len(keys) - named; more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return list
}

func inBraces(names []string) string {
	if len(names) == 0 {
		return "no placeholder"
	}
	return "{{." + strings.Join(names, "}}, {{.") + "}}"
}
