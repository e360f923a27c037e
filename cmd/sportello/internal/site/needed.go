package site

import (
	"fmt"
	"os"
	"path/filepath"

	"sportello/forms-api/catalogue"
)

// A neededPage is one without which the forms cannot be answered. The program
// carries it, so that it is missing only where a town has replaced it by a page
// that Hugo does not publish, such as a draft.
type neededPage struct {
	at     string // beneath the language
	why    string
	online bool // only where an office takes requests on the site
}

var neededPages = []neededPage{
	{"pages/privacy", "people who ask for an appointment must be able to read the privacy notice", true},
	{"appointments/new", "the appointment form stands on this page", true},
	{"appointments/request", "who has asked for an appointment is shown this page", true},
	{"feedback", "a rating that is not clear is answered with this page", false},
	{"feedback/thanks", "who has rated a page is shown this page", false},
}

// missing tells which of the needed pages were not built in Italian, the language
// that the others fall back to.
func missing(public string, facts *catalogue.Snapshot) []catalogue.Finding {
	var found []catalogue.Finding
	for _, p := range neededPages {
		if p.online && !takesRequests(facts) {
			continue
		}
		if _, err := os.Stat(filepath.Join(public, source, filepath.FromSlash(p.at), "index.html")); err != nil {
			found = append(found, notPublished(p))
		}
	}
	return found
}

func notPublished(p neededPage) catalogue.Finding {
	file := fmt.Sprintf("content/%s/index.%s.md", p.at, source)
	if p.at == "feedback" {
		file = fmt.Sprintf("content/%s/_index.%s.md", p.at, source)
	}
	return catalogue.Finding{
		File: file, Line: 1, Severity: catalogue.Error,
		Sentence: p.why + ", and it is not published: mend this file, or take it away, and the program's own page is shown",
	}
}

func noNotice() Broken { return Broken{notPublished(neededPages[0])} }

func takesRequests(facts *catalogue.Snapshot) bool {
	for _, o := range facts.Offices() {
		for _, id := range o.Services {
			if s, ok := facts.Service(id); ok && o.TakesRequests(s) {
				return true
			}
		}
	}
	return false
}
