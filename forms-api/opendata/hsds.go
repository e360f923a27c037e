package opendata

import (
	"maps"
	"slices"

	formsapi "sportello/forms-api"
)

// apiRoot is the answer of HSDS's "/": which version this is, and what defines it.
type apiRoot struct {
	Version    string `json:"version"`
	Profile    string `json:"profile"`
	OpenAPIURL string `json:"openapi_url"`
}

var root = apiRoot{
	Version:    "3.0",
	Profile:    "https://docs.openreferral.org/en/3.0/",
	OpenAPIURL: "https://raw.githubusercontent.com/openreferral/specification/3.0/schema/openapi.json",
}

// tables are those that any record here belongs to.
var tables = []string{
	"accessibility", "address", "attribute", "contact", "language", "location", "organization", "phone", "schedule", "service",
	"service_at_location", "taxonomy_term",
}

// hsds are the files of the feed: the addresses of HSDS's API with .json at
// their ends, as a folder of files can serve them.
func (f Feed) hsds() map[string]any {
	values := map[string]any{
		"hsds/index.json":                   root,
		"hsds/services.json":                onePage(f.services()),
		"hsds/organizations.json":           onePage(f.organizations()),
		"hsds/service_at_locations.json":    onePage(f.servicesAtLocations()),
		"hsds/meta_table_descriptions.json": onePage(tableDescriptions()),
	}
	for _, s := range f.Catalogue.Services() {
		r := f.fullService(s)
		values["hsds/services/"+r.ID+".json"] = r
	}
	for _, g := range f.organisations() {
		r := f.fullOrganization(g)
		values["hsds/organizations/"+r.ID+".json"] = r
	}
	for _, o := range f.Catalogue.Offices() {
		for _, s := range f.offered(o) {
			r := f.fullServiceAtLocation(s, o)
			values["hsds/service_at_locations/"+r.ID+".json"] = r
		}
	}
	return values
}

func tableDescriptions() []tableDescription {
	var all []tableDescription
	for _, name := range tables {
		all = append(all, tableDescription{
			ID: id("meta_table_description", name), Name: name, Language: language, CharacterSet: "UTF-8",
		})
	}
	return all
}

// organisations are those that run an office, by id.
func (f Feed) organisations() []formsapi.Organisation {
	found := map[string]formsapi.Organisation{}
	for _, o := range f.Catalogue.Offices() {
		if g, ok := f.Catalogue.Organisation(o.Organisation); ok {
			found[g.ID] = g
		}
	}
	var all []formsapi.Organisation
	for _, folder := range slices.Sorted(maps.Keys(found)) {
		all = append(all, found[folder])
	}
	return all
}

// offered are the services of an office, in its own order.
func (f Feed) offered(o formsapi.Office) []formsapi.Service {
	var all []formsapi.Service
	for _, folder := range o.Services {
		if s, ok := f.Catalogue.Service(folder); ok {
			all = append(all, s)
		}
	}
	return all
}

// offices are those that offer a service, by id.
func (f Feed) offices(s formsapi.Service) []formsapi.Office {
	return slices.DeleteFunc(slices.Clone(f.Catalogue.Offices()), func(o formsapi.Office) bool { return !o.Offers(s.ID) })
}
