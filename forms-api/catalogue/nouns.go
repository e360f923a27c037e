package catalogue

import (
	"fmt"
	"slices"

	"github.com/pelletier/go-toml/v2"

	formsapi "sportello/forms-api"
)

// The nouns are made of the facts and the words; on the way, what concerns more
// than one field or file is checked. Offices are in office.go.

func (l *loader) service(e *entry[serviceFacts]) formsapi.Service {
	l.sources(e.doc, e.facts.Sources)
	return formsapi.Service{
		ID:           e.id,
		Names:        e.words.titles(),
		Descriptions: e.words.descriptions(),
		Topics:       as[formsapi.Topic](e.facts.Topics),
		Offered:      as[formsapi.Offering](e.facts.Offered),
		Status:       formsapi.ServiceStatus(e.facts.Status),
	}
}

// nowhere warns of help that people read about and can have nowhere. Where an
// office has errors, it waits: the office may offer it.
func (l *loader) nowhere(services map[string]*entry[serviceFacts], offices map[string]formsapi.Office) {
	if HasErrors(l.findings) {
		return
	}
	for _, e := range byID(services) {
		offered := slices.ContainsFunc(byID(offices), func(o formsapi.Office) bool { return o.Offers(e.id) })
		if !offered && e.facts.Status == string(formsapi.ServiceActive) {
			e.doc.warn("status", `no office offers this service: add it to an office's services, or write status = "suspended"`)
		}
	}
}

func (l *loader) organisation(e *entry[organisationFacts]) formsapi.Organisation {
	l.sources(e.doc, e.facts.Sources)
	names := e.words.titles()
	if names["it"] == "" {
		names["it"] = e.facts.Name
	}
	return formsapi.Organisation{
		ID:           e.id,
		Name:         e.facts.Name,
		Names:        names,
		Descriptions: e.words.descriptions(),
		Website:      e.facts.Website,
		Telephones:   telephones(e.facts.Telephones),
		Emails:       emails(e.facts.Emails),
	}
}

func (l *loader) project(
	e *entry[projectFacts], offices map[string]*entry[officeFacts], services map[string]*entry[serviceFacts],
) formsapi.Project {
	f := &e.facts
	l.sources(e.doc, f.Sources)
	for n, id := range f.Offices {
		mustExist(e.doc, fmt.Sprintf("offices[%d]", n), id, offices, kindOffice)
	}
	for n, a := range f.Activities {
		if a.Service != "" {
			mustExist(e.doc, fmt.Sprintf("activities[%d].service", n), a.Service, services, kindService)
		}
	}
	p := formsapi.Project{
		ID:           e.id,
		Names:        e.words.titles(),
		Descriptions: e.words.descriptions(),
		Offices:      f.Offices,
		Starts:       date(f.Starts),
		Ends:         date(f.Ends),
		Activities:   e.doc.activities(f.Activities),
	}
	l.nameActivities(&p)
	if p.Ends != "" && p.Ends < p.Starts {
		e.doc.error("ends", "the project ends before it starts: write an end later than %s", p.Starts)
	}
	return p
}

func (d *document) activities(facts []activityFacts) []formsapi.Activity {
	var all []formsapi.Activity
	seen := map[string]bool{}
	for n, f := range facts {
		if seen[f.ID] && f.ID != "" {
			d.error(fmt.Sprintf("activities[%d].id", n), "there is another activity %q: give each its own id", f.ID)
		}
		seen[f.ID] = true
		all = append(all, formsapi.Activity{ID: f.ID, Offered: as[formsapi.Offering](f.Offered), Service: f.Service})
	}
	return all
}

// as is the facts' texts as the keys that the rules have found them to be.
func as[K ~string](facts []string) []K {
	var all []K
	for _, f := range facts {
		all = append(all, K(f))
	}
	return all
}

// sources refuses a check of a fact that has not happened yet.
func (l *loader) sources(d *document, facts []sourceFacts) {
	for n, f := range facts {
		l.checked(d, fmt.Sprintf("sources[%d].checked", n), f.Checked)
	}
}

func (l *loader) checked(d *document, key string, day *toml.LocalDate) {
	if checked := date(day); checked > l.today {
		d.error(key, "%s is still to come: write the day on which somebody last checked the source", checked)
	}
}

func date(d *toml.LocalDate) formsapi.Date {
	if d == nil {
		return ""
	}
	return formsapi.Date(d.String())
}

// mustExist refuses the name of a thing whose folder is not there.
func mustExist[F any](d *document, key, id string, things map[string]*entry[F], k kind) {
	if _, ok := things[id]; !ok && id != "" {
		d.error(key, "there is no %s/%s: correct the name, or add the folder with %s", contentFile(k.folder), id, k.facts)
	}
}
