package catalogue

import (
	"time"

	formsapi "sportello/forms-api"
)

// DerivedOffice is an office as its page shows it.
type DerivedOffice struct {
	ID           string             `json:"id"`
	Organisation string             `json:"organisation"`
	Services     []string           `json:"services"`
	Address      *DerivedAddress    `json:"address,omitempty"` // absent when unknown
	Telephones   []DerivedTelephone `json:"telephones"`
	Emails       []string           `json:"emails"`
	Counter      DerivedHours       `json:"counter"`
	Telephone    DerivedHours       `json:"telephone"`
	Closures     []DerivedClosure   `json:"closures"` // not over on the day of the build
	Booking      DerivedBooking     `json:"booking"`

	Timezone     string             `json:"timezone"`
	Access       formsapi.Access    `json:"access"`
	Appointments DerivedHours       `json:"appointments"` // when only who has an appointment is received
	Today        DerivedToday       `json:"today"`
	Upcoming     []DerivedUpcoming  `json:"upcoming"`
	SpecialDays  DerivedSpecialDays `json:"special_days"`
	Timeline     DerivedTimeline    `json:"timeline"`
	Mediators    []DerivedMediators `json:"mediators"`
	Languages    []string           `json:"languages"` // of the mediators
	Building     []DerivedFeature   `json:"building"`
}

// DerivedAddress is an address in lines and in parts; a part may be empty.
type DerivedAddress struct {
	Lines  []string `json:"lines"`
	Street string   `json:"street"`
	City   string   `json:"city"`
	Map    string   `json:"map"` // an address on the web; empty without street and city
	Geo    string   `json:"geo"` // geo:…; likewise
}

// DerivedTelephone is a number as people read it and as machines dial it.
type DerivedTelephone struct {
	Shown    string   `json:"shown"`
	E164     string   `json:"e164"`
	URI      string   `json:"uri"` // RFC 3966
	TollFree bool     `json:"toll_free"`
	For      []string `json:"for"`
	WhatsApp string   `json:"whatsapp"` // an address on the web, or empty
}

// DerivedBooking is how the office gives appointments. It is online if the site
// takes requests for at least one of its services.
type DerivedBooking struct {
	Mode     formsapi.BookingMode             `json:"mode"`
	Online   bool                             `json:"online"`
	Services map[string]DerivedServiceBooking `json:"services"` // every service that is offered
}

// DerivedServiceBooking is how the office gives appointments for one service.
type DerivedServiceBooking struct {
	Mode   formsapi.BookingMode `json:"mode"`
	Online bool                 `json:"online"`
}

func (s *Snapshot) deriveOffice(o formsapi.Office, now time.Time, today formsapi.Date) DerivedOffice {
	return DerivedOffice{
		ID:           o.ID,
		Organisation: o.Organisation,
		Services:     list(o.Services),
		Address:      deriveAddress(o.Address),
		Telephones:   deriveTelephones(o.Telephones),
		Emails:       list(o.Emails),
		Counter:      deriveHours(o.CounterHours),
		Telephone:    deriveHours(o.TelephoneHours),
		Closures:     deriveClosures(o.Closures, today),
		Booking:      s.deriveBooking(o),

		Timezone:     o.Zone.String(),
		Access:       o.Access,
		Appointments: deriveHours(o.AppointmentHours),
		Today:        deriveToday(o, now),
		Upcoming:     deriveSoon(o, now),
		SpecialDays:  deriveSpecialDays(o, now),
		Timeline:     deriveTimeline(o, now),
		Mediators:    deriveMediators(o.Mediators),
		Languages:    list(o.SpokenLanguages()),
		Building:     deriveBuilding(o.Building),
	}
}

func deriveAddress(a formsapi.Address) *DerivedAddress {
	if !a.Known() {
		return nil
	}
	return &DerivedAddress{Lines: list(a.Lines()), Street: a.Street, City: a.City, Map: mapURL(a), Geo: geoURI(a)}
}

func deriveTelephones(telephones []formsapi.Telephone) []DerivedTelephone {
	derived := []DerivedTelephone{}
	for _, t := range telephones {
		derived = append(derived, DerivedTelephone{
			Shown: t.Shown, E164: t.E164, URI: "tel:" + t.E164,
			TollFree: t.TollFree, For: list(t.For), WhatsApp: whatsApp(t),
		})
	}
	return derived
}

func (s *Snapshot) deriveBooking(o formsapi.Office) DerivedBooking {
	b := DerivedBooking{Mode: o.Booking.Rule.Mode, Services: map[string]DerivedServiceBooking{}}
	for _, id := range o.Services {
		service := DerivedServiceBooking{Mode: o.Mode(id), Online: o.TakesRequests(s.services[id])}
		b.Services[id] = service
		b.Online = b.Online || service.Online
	}
	return b
}
