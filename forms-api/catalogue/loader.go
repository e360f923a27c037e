package catalogue

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	formsapi "sportello/forms-api"
)

// loader is one reading of the content.
type loader struct {
	content  fs.FS
	today    formsapi.Date // in Italy
	findings findings
	words    map[string]folderWords // by folder: offices/potenza
	pages    []page
	texts    []Text
	files    map[string]bool // all there are
}

func newLoader(content fs.FS, now time.Time) *loader {
	return &loader{
		content: content,
		today:   formsapi.DateOf(now.In(location(DefaultZone))),
		words:   map[string]folderWords{},
		files:   map[string]bool{},
	}
}

// contentFile is how a finding names a file of the content.
func contentFile(name string) string { return path.Join("content", name) }

// found reports something about a whole file.
func (l *loader) found(name string, severity Severity, format string, args ...any) {
	l.findings.add(contentFile(name), 1, "", severity, format, args...)
}

// walk reads all words, and reports facts that stand where nobody reads them.
func (l *loader) walk() {
	err := fs.WalkDir(l.content, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			l.found(name, Error, "this cannot be read: %v", err)
		case !entry.IsDir():
			l.visit(name)
		}
		return nil
	})
	if err != nil {
		l.found("", Error, "the content cannot be read: %v", err)
	}
	for _, p := range l.pages {
		l.checkPage(p)
	}
}

// visit takes in one file of the content.
func (l *loader) visit(name string) {
	l.files[name] = true
	switch {
	case strings.HasSuffix(name, ".md"):
		l.readWords(name)
	case strings.HasSuffix(name, ".toml") && !isFacts(name):
		l.found(name, Error, "nobody reads this file: facts are in files such as offices/potenza/office.toml")
	}
}

func isFacts(name string) bool {
	if name == GlossaryFile {
		return true
	}
	parts := strings.Split(name, "/")
	return len(parts) == 3 && slices.ContainsFunc(kinds, func(k kind) bool {
		return parts[0] == k.folder && parts[2] == k.facts
	})
}
