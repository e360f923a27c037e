package opendata

import (
	"slices"

	formsapi "sportello/forms-api"
)

// location is an office's own fields.
func (f Feed) location(o formsapi.Office) location {
	r := location{
		ID:           id(KindLocation, o.ID),
		LocationType: "physical",
		Name:         o.Title(language),
		Description:  o.Descriptions.In(language),
	}
	if !o.Address.Known() && !o.CounterHours.Known() && !o.AppointmentHours.Known() {
		r.LocationType = "virtual" // nobody can go there
	}
	if g, ok := f.Catalogue.Organisation(o.Organisation); ok {
		r.OrganizationID = id(KindOrganization, g.ID)
	}
	return r
}

func (f Feed) fullLocation(o formsapi.Office) location {
	r := f.location(o)
	if a := newAddress(o); a.complete() {
		r.Addresses = []address{a}
	}
	r.Contacts = contacts(o)
	r.Phones = phones(KindLocation, o.ID, o.Telephones)
	r.Languages = f.languages(o)
	r.Accessibility = accessibilityOf(o)
	r.Schedules = slices.Concat(
		f.schedules(o, hoursCounter, o.CounterHours),
		f.schedules(o, hoursAppointment, o.AppointmentHours),
		f.schedules(o, hoursTelephone, o.TelephoneHours))
	r.Attributes = slices.Concat(codes(r.ID, "access", present(o.Access)...), closures(r.ID, o, f.Now))
	return r
}

// newAddress is what is known of an address. The facts have neither province
// nor postal code yet, without which an address is not complete.
func newAddress(o formsapi.Office) address {
	return address{
		ID:          id("address", o.ID),
		LocationID:  id(KindLocation, o.ID),
		Attention:   o.Address.CareOf,
		Address1:    o.Address.Street,
		City:        o.Address.City,
		Country:     formsapi.DefaultRegion,
		AddressType: "physical",
	}
}

// complete says whether all is there that HSDS requires of an address.
func (a address) complete() bool {
	return a.Address1 != "" && a.City != "" && a.StateProvince != "" && a.PostalCode != "" && a.Country != ""
}

// contacts are an office's e-mail addresses and the role that answers there.
func contacts(o formsapi.Office) []contact {
	var all []contact
	for _, email := range o.Emails {
		all = append(all, contact{ID: id("contact", o.ID, email), Title: o.AnsweredBy.In(language), Email: email})
	}
	return all
}

func phones(kind, folder string, telephones []formsapi.Telephone) []phone {
	var all []phone
	for _, t := range telephones {
		p := phone{ID: id("phone", kind, folder, t.E164), Number: t.E164, Type: "voice"}
		if t.Mobile {
			p.Type = "cell"
		}
		p.Attributes = codes(p.ID, "for", t.For...)
		if t.WhatsApp {
			p.Attributes = append(p.Attributes, codes(p.ID, "chat", "whatsapp")...)
		}
		all = append(all, p)
	}
	return all
}
