package catalogue

import (
	"fmt"

	"github.com/nyaruka/phonenumbers"

	formsapi "sportello/forms-api"
)

func (l *loader) need(e *entry[needFacts], services map[string]*entry[serviceFacts]) formsapi.Need {
	f := &e.facts
	l.sources(e.doc, f.Sources)
	for n, id := range f.Services {
		mustExist(e.doc, fmt.Sprintf("services[%d]", n), id, services, kindService)
	}
	if f.Danger && len(f.Helplines) == 0 {
		e.doc.error("danger", "somebody in danger needs a number to call: add one under [[helplines]]")
	}
	return formsapi.Need{
		ID:           e.id,
		Names:        e.words.titles(),
		Descriptions: e.words.descriptions(),
		Services:     f.Services,
		Topic:        formsapi.Topic(f.Topic),
		Order:        f.Order,
		Danger:       f.Danger,
		Helplines:    l.helplines(e.doc, f.Helplines),
	}
}

func (l *loader) helplines(d *document, facts []helplineFacts) []formsapi.Helpline {
	var all []formsapi.Helpline
	for n, f := range facts {
		l.checked(d, fmt.Sprintf("helplines[%d].checked", n), f.Checked)
		if h, ok := parseHelpline(f.Number); ok {
			h.Name, h.Source, h.Checked = f.Name, f.Source, date(f.Checked)
			h.Free, h.Always, h.Multilingual, h.Languages = f.Free, f.Always, f.Multilingual, f.Languages
			all = append(all, h)
		}
	}
	return all
}

// parseHelpline reads a short number of Italy (112, 1522) or any other. A short
// number is dialled as it stands: telephones do not know the phone-context that
// RFC 3966 (5.1.5) asks for.
func parseHelpline(number string) (formsapi.Helpline, bool) {
	n, err := phonenumbers.Parse(number, formsapi.DefaultRegion)
	switch {
	case err != nil:
		return formsapi.Helpline{}, false
	case phonenumbers.IsValidShortNumberForRegion(n, formsapi.DefaultRegion):
		digits := phonenumbers.Format(n, phonenumbers.NATIONAL)
		return formsapi.Helpline{Shown: digits, URI: "tel:" + digits}, true
	}
	t, ok := formsapi.ParseTelephone(number)
	return formsapi.Helpline{Shown: t.Shown, URI: "tel:" + t.E164}, ok
}
