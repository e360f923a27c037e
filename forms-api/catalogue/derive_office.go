package catalogue

import formsapi "sportello/forms-api"

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
}

// DerivedAddress is an address in lines and in parts; a part may be empty.
type DerivedAddress struct {
	Lines  []string `json:"lines"`
	Street string   `json:"street"`
	City   string   `json:"city"`
	Map    string   `json:"map"` // an address on the web; empty without street and city
}

// DerivedTelephone is a number as people read it and as machines dial it.
type DerivedTelephone struct {
	Shown    string   `json:"shown"`
	E164     string   `json:"e164"`
	URI      string   `json:"uri"` // RFC 3966
	TollFree bool     `json:"toll_free"`
	Mobile   bool     `json:"mobile"`
	For      []string `json:"for"`
	WhatsApp string   `json:"whatsapp"` // an address on the web, or empty
}

// DerivedHours are a week from Monday to Sunday; unknown hours have no days.
type DerivedHours struct {
	Known bool         `json:"known"`
	Week  []DerivedDay `json:"week"`
}

// DerivedDay is a row of the table of hours; without intervals it is closed.
type DerivedDay struct {
	ISOWeekday int               `json:"iso_weekday"` // 1 is Monday
	Day        string            `json:"day"`         // mon
	Intervals  []DerivedInterval `json:"intervals"`
}

// DerivedInterval is from when until when: 08:30, 12:00.
type DerivedInterval struct {
	Opens  string `json:"opens"`
	Closes string `json:"closes"`
}

// DerivedClosure is a closure as it was given: whole days by date, the last one
// included, or else until a time of day, 2026-08-14T12:00:00, excluded.
type DerivedClosure struct {
	From      string                 `json:"from"`
	Until     string                 `json:"until"`
	Reason    formsapi.ClosureReason `json:"reason"`
	WholeDays bool                   `json:"whole_days"`
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

func (s *Snapshot) deriveOffice(o formsapi.Office, today formsapi.Date) DerivedOffice {
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
	}
}

func deriveAddress(a formsapi.Address) *DerivedAddress {
	if !a.Known() {
		return nil
	}
	return &DerivedAddress{Lines: present(a.CareOf, a.Street, a.City), Street: a.Street, City: a.City, Map: mapURL(a)}
}

func deriveTelephones(telephones []formsapi.Telephone) []DerivedTelephone {
	derived := []DerivedTelephone{}
	for _, t := range telephones {
		derived = append(derived, DerivedTelephone{
			Shown: t.Shown, E164: t.E164, URI: "tel:" + t.E164,
			TollFree: t.TollFree, Mobile: t.Mobile, For: list(t.For), WhatsApp: whatsApp(t),
		})
	}
	return derived
}

func deriveHours(h formsapi.OpeningHours) DerivedHours {
	week := []DerivedDay{}
	for n, day := range h.Days() {
		intervals := []DerivedInterval{}
		for _, i := range day.Intervals {
			intervals = append(intervals, DerivedInterval{Opens: i.Opens.String(), Closes: i.Closes.String()})
		}
		week = append(week, DerivedDay{ISOWeekday: n + 1, Day: dayKeys[day.Weekday], Intervals: intervals})
	}
	return DerivedHours{Known: h.Known(), Week: week}
}

func deriveClosures(closures []formsapi.Closure, today formsapi.Date) []DerivedClosure {
	derived := []DerivedClosure{}
	for _, c := range closures {
		if c.LastDay() < today {
			continue
		}
		d := DerivedClosure{From: localTime(c.From), Until: localTime(c.Until), Reason: c.Reason, WholeDays: c.WholeDays}
		if c.WholeDays {
			d.From, d.Until = string(c.From.Date()), string(c.LastDay())
		}
		derived = append(derived, d)
	}
	return derived
}

// localTime has seconds, because Hugo reads no local time without them.
func localTime(w formsapi.WallTime) string { return w.String() + ":00" }

func (s *Snapshot) deriveBooking(o formsapi.Office) DerivedBooking {
	b := DerivedBooking{Mode: o.Booking.Mode, Services: map[string]DerivedServiceBooking{}}
	for _, id := range o.Services {
		service := DerivedServiceBooking{Mode: o.Mode(id), Online: o.TakesRequests(s.services[id])}
		b.Services[id] = service
		b.Online = b.Online || service.Online
	}
	return b
}
