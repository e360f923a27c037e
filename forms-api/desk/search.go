package desk

import (
	"net/http"
	"strings"

	formsapi "sportello/forms-api"
)

// searchPage is what was found for what somebody typed. It is an answer to a form:
// whom somebody looks for stands in no address.
type searchPage struct {
	frame
	Typed string
	Rows  []inboxRow
	Alike []inboxRow // whose names only sound like it
	More  bool       // there are more than are listed
}

// find looks for a reference, a telephone, an e-mail or a name. A reference opens its
// request at once.
func (d *desk) find(v *visit) error {
	page := &searchPage{frame: v.frame("search-title"), Typed: v.r.PostFormValue("search")}
	found, err := v.Appointments.Search(v.r.Context(), v.staff, page.Typed)
	switch {
	case formsapi.CodeOf(err) == formsapi.CodeInvalid:
		page.refuse(err, "")
		return v.render(http.StatusUnprocessableEntity, "search.html", page)
	case err != nil:
		return err
	case len(found.Rows) == 1 && isReference(page.Typed):
		return v.redirect(appointmentPath(found.Rows[0].ID))
	}
	colleagues, err := v.colleagues()
	if err != nil {
		return err
	}
	page.Rows, page.Alike, page.More = v.inboxRows(found.Rows, colleagues), v.inboxRows(found.Alike, colleagues), found.More
	return v.render(http.StatusOK, "search.html", page)
}

// isReference tells whether a code was typed, or the address that a scanner reads
// from a code on paper.
func isReference(typed string) bool {
	_, is := formsapi.ParseReference(strings.TrimSpace(typed[strings.LastIndex(typed, "/")+1:]))
	return is
}

// Nothing tells whether something was looked for, and not found.
func (p *searchPage) Nothing() bool {
	return len(p.Errors) == 0 && len(p.Rows) == 0 && len(p.Alike) == 0
}

// AlikeOnly is the page with the rows of those alike instead.
func (p searchPage) AlikeOnly() searchPage {
	p.Rows = p.Alike
	return p
}
