package opendata

import (
	"cmp"

	formsapi "sportello/forms-api"
)

// organization is an organisation's own fields. HSDS wants a description: where
// nobody has written one it is the name.
func (f Feed) organization(g formsapi.Organisation) organization {
	r := organization{
		ID:          id(KindOrganization, g.ID),
		Name:        cmp.Or(g.Name, g.Title(language)),
		Description: cmp.Or(g.Descriptions.In(language), g.Name, g.Title(language)),
		Website:     g.Website,
	}
	if len(g.Emails) > 0 {
		r.Email = g.Emails[0]
	}
	return r
}

func (f Feed) organizations() []organization {
	var all []organization
	for _, g := range f.organisations() {
		all = append(all, f.organization(g))
	}
	return all
}

func (f Feed) reachableOrganization(g formsapi.Organisation) organization {
	r := f.organization(g)
	r.Phones = phones(KindOrganization, g.ID, g.Telephones)
	return r
}

// fullOrganization has its locations whole, and of its services what leads to
// their own files.
func (f Feed) fullOrganization(g formsapi.Organisation) organization {
	r := f.reachableOrganization(g)
	runs := map[string]bool{}
	for _, o := range f.Catalogue.Offices() {
		if o.Organisation != g.ID {
			continue
		}
		r.Locations = append(r.Locations, f.fullLocation(o))
		for _, s := range o.Services {
			runs[s] = true
		}
	}
	for _, s := range f.Catalogue.Services() {
		if runs[s.ID] {
			r.Services = append(r.Services, service{
				ID: id(KindService, s.ID), Name: s.Title(language), Status: statuses[s.Status],
			})
		}
	}
	return r
}
