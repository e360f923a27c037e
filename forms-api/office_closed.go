package formsapi

import "slices"

// withClosure is the catalogue as it will be once it has read the overlay.
type withClosure struct {
	Catalogue
	office Office
}

// Office returns the closed office for its id.
func (c withClosure) Office(id string) (Office, bool) {
	if id == c.office.ID {
		return c.office, true
	}
	return c.Catalogue.Office(id)
}

// Closed is the office with one closure more.
func (o Office) Closed(c Closure) Office {
	o.Closures = append(slices.Clone(o.Closures), c)
	o.CounterHours = o.CounterHours.closed(c)
	o.AppointmentHours = o.AppointmentHours.closed(c)
	o.TelephoneHours = o.TelephoneHours.closed(c)
	return o
}

func (h OpeningHours) closed(c Closure) OpeningHours {
	h.closures = append(slices.Clone(h.closures), c)
	slices.SortStableFunc(h.closures, func(a, b Closure) int { return int(a.From - b.From) })
	return h
}
