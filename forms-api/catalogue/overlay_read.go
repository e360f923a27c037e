package catalogue

import (
	"fmt"

	formsapi "sportello/forms-api"
)

// overlayFile is what the desk has added to the facts, in the data folder.
const overlayFile = "closures.toml"

// deskFacts are all that the desk has added, in the order of the file.
type deskFacts struct {
	closures []deskFact[formsapi.Closure]
	absences []deskFact[formsapi.Absence]
}

// A deskFact is about one office.
type deskFact[T any] struct {
	key    string // where it stands in the file
	office string
	what   T
}

// readOverlay reads the desk's file. What is wrong with an entry is found, and
// the entry left out.
func readOverlay(text []byte, found *findings) (*document, deskFacts) {
	var written overlayFacts
	var desk deskFacts
	d := newDocument(overlayFile, 0, text, found)
	if !d.decode(text, &written) {
		return d, desk
	}
	d.check(&written)
	for n, f := range written.Closures {
		key := fmt.Sprintf("closures[%d]", n)
		if c, ok := d.closure(key, f); ok {
			desk.closures = append(desk.closures, deskFact[formsapi.Closure]{key, f.Office, c})
		}
	}
	for n, f := range written.Absences {
		key := fmt.Sprintf("absences[%d]", n)
		if from, until, _, ok := d.stretch(key, "the absence", f.From, f.Until); ok {
			a := formsapi.Absence{Languages: f.Languages, From: from, Until: until}
			desk.absences = append(desk.absences, deskFact[formsapi.Absence]{key, f.Office, a})
		}
	}
	return d, desk
}

// overlaid is what the desk has added to the facts of one office.
type overlaid struct {
	closures []formsapi.Closure
	absences []formsapi.Absence
}

// overlay reads what the desk has added, by office. What is about an office that
// is gone is only a warning: nobody who edits the content can take it out.
func (l *loader) overlay(text []byte, offices map[string]*entry[officeFacts]) map[string]overlaid {
	d, desk := readOverlay(text, &l.findings)
	known := func(key, office, its string) bool {
		if _, there := offices[office]; there {
			return true
		}
		d.warn(key+".office", "there is no office %q: its %s is left out", office, its)
		return false
	}
	all := map[string]overlaid{}
	for _, c := range desk.closures {
		if o := all[c.office]; known(c.key, c.office, "closure") {
			o.closures = append(o.closures, c.what)
			all[c.office] = o
		}
	}
	for _, a := range desk.absences {
		if o := all[a.office]; known(a.key, a.office, "absence") {
			o.absences = append(o.absences, a.what)
			all[a.office] = o
		}
	}
	return all
}
