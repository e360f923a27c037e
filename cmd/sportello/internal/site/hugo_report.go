package site

import (
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"sportello/forms-api/catalogue"
)

// A report gathers Hugo's complaints, each with its further lines.
type report struct {
	complaints []string
	trace      bool
}

func (r *report) line(text string) {
	switch level, rest, _ := strings.Cut(text, " "); {
	case level == "WARN" || level == "ERROR":
		r.trace = false
		r.complaints = append(r.complaints, strings.TrimSpace(rest))
	case strings.HasPrefix(text, "panic: "):
		r.trace = true
		r.complaints = append(r.complaints, strings.TrimPrefix(text, "panic: "))
	case strings.HasPrefix(text, "goroutine "), strings.HasPrefix(text, "fatal error: "):
		r.trace = true
	case !r.trace && len(r.complaints) > 0 && text != "":
		r.complaints[len(r.complaints)-1] += " " + strings.TrimSpace(text)
	}
}

func (r *report) findings(where locator) []catalogue.Finding {
	found := r.missingWords()
	for _, c := range r.complaints {
		if strings.HasPrefix(c, missingWord) || counted.MatchString(c) && len(r.complaints) > 1 {
			continue
		}
		f := where.finding(c)
		if !slices.Contains(found, f) {
			found = append(found, f)
		}
	}
	return found
}

// counted is how Hugo ends after it has complained.
var counted = regexp.MustCompile(`^(?:error building site: )?logged \d+ error\(s\)$`)

const missingWord = "i18n|MISSING_TRANSLATION|"

// missingWords are one finding a language: a new one lacks them all.
func (r *report) missingWords() []catalogue.Finding {
	keys := map[string][]string{}
	for _, c := range r.complaints {
		if said, ok := strings.CutPrefix(c, missingWord); ok {
			language, key, _ := strings.Cut(said, "|")
			keys[language] = append(keys[language], key)
		}
	}
	var found []catalogue.Finding
	for _, language := range slices.Sorted(maps.Keys(keys)) {
		slices.Sort(keys[language])
		found = append(found, lacking(language, slices.Compact(keys[language])))
	}
	return found
}

// namedWords is how many missing words one finding names.
const namedWords = 5

func lacking(language string, keys []string) catalogue.Finding {
	f := catalogue.Finding{File: "i18n/" + language + ".toml", Key: keys[0], Severity: catalogue.Error}
	named := make([]string, min(len(keys), namedWords))
	for n := range named {
		named[n] = strconv.Quote(keys[n])
	}
	list := strings.Join(named, ", ")
	if more := len(keys) - len(named); more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	f.Sentence = "there are no words for " + list + ": add them to this file"
	return f
}

// A locator knows the folders that Hugo names, to tell places as an editor
// sees them.
type locator struct {
	town  string
	looks string // the program's own, unpacked
}

// place is a file that Hugo names, with its line and mostly its column.
var place = regexp.MustCompile(`"?([^"\s]*\.[a-z0-9]+):(\d+)(?::\d+)?"?(?:: )?`)

func (w locator) finding(complaint string) catalogue.Finding {
	f := catalogue.Finding{File: "(site)", Severity: catalogue.Error}
	f.Sentence = w.short(complaint)
	// The last file named is the innermost: what went wrong in the partial of a page.
	for _, m := range place.FindAllStringSubmatch(complaint, -1) {
		if file, ok := w.within(m[1]); ok {
			line, _ := strconv.Atoi(m[2])
			f.File, f.Line = w.written(file, line)
			_, f.Sentence, _ = strings.Cut(complaint, m[0])
			f.Sentence = w.short(f.Sentence)
		}
	}
	return f
}

// within is a file as seen from the town's folder.
func (w locator) within(file string) (string, bool) {
	for _, root := range []string{w.town, w.looks} {
		if rel, err := filepath.Rel(root, file); err == nil && filepath.IsLocal(rel) {
			return filepath.ToSlash(rel), true
		}
	}
	return "", false
}

// short leaves out the folders of this machine.
func (w locator) short(sentence string) string {
	for _, root := range []string{w.looks, w.town} {
		sentence = strings.ReplaceAll(sentence, root+string(filepath.Separator), "")
	}
	return strings.TrimSpace(sentence)
}
