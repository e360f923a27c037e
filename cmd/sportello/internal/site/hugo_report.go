package site

import (
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
	var found []catalogue.Finding
	for _, c := range r.complaints {
		f := where.finding(c)
		if !slices.Contains(found, f) {
			found = append(found, f)
		}
	}
	return found
}

// A locator knows the folders that Hugo names, to tell places as an editor
// sees them.
type locator struct {
	town  string
	looks string // the program's own, unpacked
}

// place is a file that Hugo names, with its line and mostly its column.
var place = regexp.MustCompile(`"?([^"\s]*\.[a-z0-9]+):(\d+)(?::\d+)?"?(?:: )?`)

const missingWords = "i18n|MISSING_TRANSLATION|"

func (w locator) finding(complaint string) catalogue.Finding {
	f := catalogue.Finding{File: "(site)", Severity: catalogue.Error}
	if key, ok := strings.CutPrefix(complaint, missingWords); ok {
		language, key, _ := strings.Cut(key, "|")
		f.File, f.Key = "i18n/"+language+".toml", key
		f.Sentence = "there are no words for " + strconv.Quote(key) + ": add them to this file"
		return f
	}
	f.Sentence = w.short(complaint)
	// The last file named is the innermost: what went wrong in the partial of a page.
	for _, m := range place.FindAllStringSubmatch(complaint, -1) {
		if file, ok := w.within(m[1]); ok {
			f.File = file
			f.Line, _ = strconv.Atoi(m[2])
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
