package opendata

import formsapi "sportello/forms-api"

var statuses = map[formsapi.ServiceStatus]string{
	formsapi.ServiceActive:    "active",
	formsapi.ServiceSuspended: "temporarily closed",
	formsapi.ServiceEnded:     "defunct",
}

// service is a service's own fields: all that a list shows.
func (f Feed) service(s formsapi.Service) service {
	r := service{
		ID:          id(KindService, s.ID),
		Name:        s.Title(language),
		Description: s.Descriptions.In(language),
		URL:         f.Site + language + "/services/" + s.ID + "/",
		Status:      statuses[s.Status],
		Alert:       f.alert(f.offices(s)),
	}
	if g, ok := f.responsible(s); ok {
		o := f.organization(g)
		r.OrganizationID, r.Organization = o.ID, &o
	}
	return r
}

// responsible is the organisation that HSDS wants for a service. HSDS has room
// for one, while several may offer the same kind of help: it is the one that
// runs the first office by id, and each location says who runs it.
func (f Feed) responsible(s formsapi.Service) (formsapi.Organisation, bool) {
	offices := f.offices(s)
	if len(offices) == 0 {
		return formsapi.Organisation{}, false
	}
	return f.Catalogue.Organisation(offices[0].Organisation)
}

// services are the list's records, with one-to-one fields only.
func (f Feed) services() []service {
	var all []service
	for _, s := range f.Catalogue.Services() {
		all = append(all, f.service(s))
	}
	return all
}

func (f Feed) fullService(s formsapi.Service) service {
	r := f.service(s)
	if g, ok := f.responsible(s); ok {
		o := f.reachableOrganization(g)
		r.Organization = &o
	}
	for _, o := range f.offices(s) {
		at := f.serviceAtLocation(s, o)
		l := f.fullLocation(o)
		at.Location = &l
		r.ServiceAtLocations = append(r.ServiceAtLocations, at)
	}
	r.Attributes = append(topics(r.ID, s.Topics), codes(r.ID, "offered", s.Offered...)...)
	return r
}

// argomenti is the vocabulary that the topics are from.
const argomenti = "Argomenti (Modello Comuni, EuroVoc)"

func topics(record string, topics []formsapi.Topic) []attribute {
	all := codes(record, "topic", topics...)
	for n, topic := range topics {
		name, ok := formsapi.Topics[topic]
		if !ok {
			continue
		}
		all[n].Term = &term{
			ID: id("taxonomy_term", string(topic)), Code: string(topic), Name: name, Description: name, Taxonomy: argomenti, Language: language,
		}
	}
	return all
}

// serviceAtLocation says how one gets an appointment there, which HSDS has no
// field for.
func (f Feed) serviceAtLocation(s formsapi.Service, o formsapi.Office) serviceAtLocation {
	at := id(KindServiceAtLocation, o.ID, s.ID)
	return serviceAtLocation{
		ID:         at,
		ServiceID:  id(KindService, s.ID),
		LocationID: id(KindLocation, o.ID),
		Attributes: codes(at, "booking", o.Mode(s.ID)),
	}
}

func (f Feed) fullServiceAtLocation(s formsapi.Service, o formsapi.Office) serviceAtLocation {
	r := f.serviceAtLocation(s, o)
	of, at := f.service(s), f.fullLocation(o)
	r.Service, r.Location = &of, &at
	return r
}

func (f Feed) servicesAtLocations() []serviceAtLocation {
	var all []serviceAtLocation
	for _, o := range f.Catalogue.Offices() {
		for _, s := range f.offered(o) {
			r := f.serviceAtLocation(s, o)
			of, at := f.service(s), f.location(o)
			r.Service, r.Location, r.Attributes = &of, &at, nil
			all = append(all, r)
		}
	}
	return all
}
