package opendata

import formsapi "sportello/forms-api"

// catalogueFile is /catalogue.json: what a client needs to send an appointment
// request. Its shape is part of the contract.
type catalogueFile struct {
	Offices  []officeEntry  `json:"offices"`
	Services []serviceEntry `json:"services"`
}

type officeEntry struct {
	ID       string               `json:"id"`
	Name     formsapi.Text        `json:"name"` // by language tag
	Services []string             `json:"services"`
	Mode     formsapi.BookingMode `json:"mode"`
}

type serviceEntry struct {
	ID   string        `json:"id"`
	Name formsapi.Text `json:"name"`
}

func (f Feed) catalogue() catalogueFile {
	c := catalogueFile{Offices: []officeEntry{}, Services: []serviceEntry{}}
	for _, o := range f.Catalogue.Offices() {
		services := append([]string{}, o.Services...)
		c.Offices = append(c.Offices, officeEntry{ID: o.ID, Name: o.Names, Services: services, Mode: o.Booking.Rule.Mode})
	}
	for _, s := range f.Catalogue.Services() {
		c.Services = append(c.Services, serviceEntry{ID: s.ID, Name: s.Names})
	}
	return c
}
