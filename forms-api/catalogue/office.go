package catalogue

import (
	"fmt"
	"maps"
	"slices"

	formsapi "sportello/forms-api"
)

// office makes the noun, and checks what concerns more than one field or file.
func (l *loader) office(
	e *entry[officeFacts], services map[string]*entry[serviceFacts],
	organisations map[string]*entry[organisationFacts], desk overlaid,
) formsapi.Office {
	f := &e.facts
	c := clock{zone: location(f.Timezone), closures: l.closures(e, desk.closures), holidays: l.holidays(e.doc, f)}
	hours := e.doc.hours(f.Hours, c)
	l.sources(e.doc, f.Sources)
	mustExist(e.doc, "organisation", f.Organisation, organisations, kindOrganisation)
	for n, id := range f.Services {
		mustExist(e.doc, fmt.Sprintf("services[%d]", n), id, services, kindService)
	}
	o := formsapi.Office{
		ID:               e.id,
		Organisation:     f.Organisation,
		Names:            e.words.titles(),
		Descriptions:     e.words.descriptions(),
		AnsweredBy:       e.words.answeredBy(),
		Address:          formsapi.Address(f.Address),
		Telephones:       telephones(f.Telephones),
		Emails:           emails(f.Emails),
		Services:         f.Services,
		Booking:          e.doc.booking(f.Booking),
		Zone:             c.zone,
		Access:           access(f.Access),
		CounterHours:     hours["counter"],
		AppointmentHours: hours["appointments"],
		TelephoneHours:   hours["telephone"],
		Closures:         c.closures,
		Holidays:         c.holidays,
		Mediators:        e.doc.mediators(f.Mediators),
		Absences:         desk.absences,
		Building:         building(f.Building),
	}
	e.doc.checkOffice(o, f)
	return o
}

func (d *document) checkOffice(o formsapi.Office, f *officeFacts) {
	if len(d.misplaced) > 0 {
		return // what follows from it is told once the keys stand where they belong
	}
	if len(o.Services) == 0 {
		d.warn("services", `the office offers no service: write services = ["…"] with names of folders in content/services`)
	}
	for _, id := range slices.Sorted(maps.Keys(o.Booking.Services)) {
		if !o.Offers(id) {
			d.error("booking.services."+id, "the office does not offer %q: add it to services, or take this booking mode out", id)
		}
		d.checkRule("booking.services."+id, o, o.Booking.Services[id], f.Booking.Services[id], f)
	}
	d.checkRule("booking", o, o.Booking.Rule, f.Booking, f)
	d.checkAppointmentHours(o)
	d.checkMediators(o, f.Mediators)
}

// checkMode refuses a mode that the office's other facts make impossible.
func (d *document) checkMode(key string, mode formsapi.BookingMode, f *officeFacts) {
	switch {
	case mode == formsapi.ModePhone && len(f.Telephones) == 0:
		d.error(key, "appointments by telephone need a telephone: add one under [[telephones]], or choose another mode")
	case mode == formsapi.ModeWalkIn && access(f.Access) == formsapi.AccessByAppointment:
		d.error(key, `people cannot just come where access = "by-appointment": choose another mode, or take access out`)
	}
}
