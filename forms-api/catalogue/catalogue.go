// Package catalogue owns the help desks' facts and names: it is the only reader
// of a site's content folder. It reads strictly, tells everything that is wrong
// with file, line, key and a sentence, and derives what the templates show. It
// never writes into the content, never looks at the clock, and knows nothing of
// HTTP or of Hugo.
//
// A Snapshot serves the use cases, web and desk (as formsapi.Catalogue) and the
// build (Derive). It does not change; after an edit, load another. What the desk
// adds to the facts is one file apart, which the Overlay writes.
package catalogue

import (
	"cmp"
	"io/fs"
	"maps"
	"slices"
	"time"

	formsapi "sportello/forms-api"
)

// DefaultZone is where an office's clock hangs unless its facts say otherwise.
const DefaultZone = "Europe/Rome"

// Snapshot is the content as it was when it was loaded. It is immutable, and safe
// for concurrent use; what it returns is shared and must not be changed.
type Snapshot struct {
	offices       map[string]formsapi.Office
	services      map[string]formsapi.Service
	organisations map[string]formsapi.Organisation
	projects      map[string]formsapi.Project
	needs         map[string]formsapi.Need
	asked         map[string]map[string][]string // by folder and language
	texts         []Text
	glossary      []Term
}

var _ formsapi.Catalogue = (*Snapshot)(nil)

// Load reads a content folder, and merges the closures that the desk has made
// since: overlay is the text of its closures.toml, empty if there is none. now
// decides what is already over. Findings come by file and line; with an error
// among them there is no snapshot (nil), with warnings there is.
//
// A finding's file is as seen from the site's folder: content/offices/…
func Load(content fs.FS, overlay []byte, now time.Time) (*Snapshot, []Finding) {
	l := newLoader(content, now)
	l.walk()
	offices := readEach[officeFacts](l, kindOffice)
	services := readEach[serviceFacts](l, kindService)
	organisations := readEach[organisationFacts](l, kindOrganisation)
	projects := readEach[projectFacts](l, kindProject)
	needs := readEach[needFacts](l, kindNeed)
	closures := l.overlay(overlay, offices)

	s := &Snapshot{
		organisations: build(organisations, l.organisation),
		services:      build(services, l.service),
		offices: build(offices, func(e *entry[officeFacts]) formsapi.Office {
			return l.office(e, services, organisations, closures[e.id])
		}),
		projects: build(projects, func(e *entry[projectFacts]) formsapi.Project {
			return l.project(e, offices, services)
		}),
		needs:    build(needs, func(e *entry[needFacts]) formsapi.Need { return l.need(e, services) }),
		asked:    l.askedWith(),
		texts:    l.texts,
		glossary: l.glossary(),
	}
	l.nowhere(services, s.offices)
	if len(offices) == 0 {
		l.found(kindOffice.folder, Warning, "there is no office: add one as a folder with %s and index.it.md", kindOffice.facts)
	}
	found := l.findings.sorted()
	if HasErrors(found) {
		return nil, found
	}
	return s, found
}

// Office is the office of an id.
func (s *Snapshot) Office(id string) (formsapi.Office, bool) {
	o, ok := s.offices[id]
	return o, ok
}

// Service is the service of an id.
func (s *Snapshot) Service(id string) (formsapi.Service, bool) {
	v, ok := s.services[id]
	return v, ok
}

// Organisation is the organisation of an id.
func (s *Snapshot) Organisation(id string) (formsapi.Organisation, bool) {
	o, ok := s.organisations[id]
	return o, ok
}

// Project is the project of an id.
func (s *Snapshot) Project(id string) (formsapi.Project, bool) {
	p, ok := s.projects[id]
	return p, ok
}

// Need is the need of an id.
func (s *Snapshot) Need(id string) (formsapi.Need, bool) {
	n, ok := s.needs[id]
	return n, ok
}

// Offices are all offices by id.
func (s *Snapshot) Offices() []formsapi.Office { return byID(s.offices) }

// Services are all services by id.
func (s *Snapshot) Services() []formsapi.Service { return byID(s.services) }

// Organisations are all organisations by id.
func (s *Snapshot) Organisations() []formsapi.Organisation { return byID(s.organisations) }

// Projects are all projects by id.
func (s *Snapshot) Projects() []formsapi.Project { return byID(s.projects) }

// Needs are all needs in their own order.
func (s *Snapshot) Needs() []formsapi.Need {
	needs := byID(s.needs)
	slices.SortStableFunc(needs, func(a, b formsapi.Need) int { return cmp.Compare(a.Order, b.Order) })
	return needs
}

func byID[K cmp.Ordered, V any](m map[K]V) []V {
	values := make([]V, 0, len(m))
	for _, id := range slices.Sorted(maps.Keys(m)) {
		values = append(values, m[id])
	}
	return values
}
