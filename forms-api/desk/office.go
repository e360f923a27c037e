package desk

import (
	"net/url"

	formsapi "sportello/forms-api"
)

// theOffice is the one that an address or a form names, or that the visitor was
// at before, or the first of those at which they hold a permission. Who does not
// hold it does not learn whether there is such an office.
func (v *visit) theOffice(p formsapi.Permission) (formsapi.Office, error) {
	asked := v.r.Form.Get("office")
	if asked != "" {
		return v.askedOffice(p, asked)
	}
	if o, known := v.Catalogue.Office(v.sessions.GetString(v.r.Context(), sessionOffice)); known && v.staff.May(p, o.ID) {
		return o, nil
	}
	for _, o := range v.Catalogue.Offices() {
		if v.staff.May(p, o.ID) {
			return o, nil
		}
	}
	return formsapi.Office{}, &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "not-found"}
}

// askedOffice is one that is named; the visitor goes on with it.
func (v *visit) askedOffice(p formsapi.Permission, id string) (formsapi.Office, error) {
	o, known := v.Catalogue.Office(id)
	if !known || !v.staff.May(p, id) {
		return formsapi.Office{}, &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "not-found"}
	}
	if v.sessions.GetString(v.r.Context(), sessionOffice) != id {
		v.sessions.Put(v.r.Context(), sessionOffice, id)
	}
	return o, nil
}

// officesFor are the offices at which the visitor holds a permission, as choices.
func (v *visit) officesFor(p formsapi.Permission, chosen string) []option {
	var options []option
	for _, o := range v.Catalogue.Offices() {
		if v.staff.May(p, o.ID) {
			options = append(options, option{o.ID, o.Title(v.language), o.ID == chosen})
		}
	}
	return options
}

// An officeChoice is the form in which a page's office is chosen.
type officeChoice struct {
	frame
	Path   string
	Choice []option // shown if there are several
}

// ofOffice is a page's address for an office, with more of the query.
func ofOffice(path, office string, pairs ...string) string {
	q := url.Values{"office": {office}}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return path + "?" + q.Encode()
}
