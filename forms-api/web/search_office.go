package web

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"

	formsapi "sportello/forms-api"
)

// officeWishes are the questions of the filter that an office answers on the
// page itself, in data-need and so on.
var officeWishes = []string{"need", "language", "city", "door"}

// openNow is the wish that only the clock can answer.
const openNow = "open"

// wishes are what was chosen: a name and its value.
func wishes(query url.Values) map[string]string {
	chosen := map[string]string{}
	for _, name := range append([]string{openNow}, officeWishes...) {
		if value := query.Get(name); value != "" {
			chosen[name] = value
		}
	}
	return chosen
}

// suits compares an office's list item with what was chosen.
func (h *handler) suits(office *html.Node, wished map[string]string) bool {
	for name, value := range wished {
		switch name {
		case openNow:
			if !h.isOpen(attr(office, "data-id")) {
				return false
			}
		case "city": // its name may have spaces
			if attr(office, "data-city") != value {
				return false
			}
		default:
			if !slices.Contains(strings.Fields(attr(office, "data-"+name)), value) {
				return false
			}
		}
	}
	return true
}

func (h *handler) isOpen(id string) bool {
	office, known := h.Catalogue.Office(id)
	if !known {
		return false
	}
	state, _, _, _ := office.StateAt(h.Now())
	return state == formsapi.OfficeOpen
}

// keepOffices removes the offices that do not suit, and says how many do.
func (p *page) keepOffices(suits func(office *html.Node) bool) {
	left := 0
	for _, office := range p.all("[data-offices] > [data-id]") {
		if suits(office) {
			left++
		} else {
			remove(office)
		}
	}
	if said := p.one("[data-matches]"); said != nil {
		setText(said, total(said, left))
	}
	if none := p.one("[data-no-office]"); none != nil {
		toggle(none, "hidden", left > 0)
	}
}
