package formsapi

import (
	"slices"
	"time"
)

// Office is a help desk: a place, or a telephone number, where people get help.
type Office struct {
	ID           string // its folder's name
	Organisation string // id of who runs it
	Names        Text
	Descriptions Text // one plain sentence
	AnsweredBy   Text // the role that answers; may be empty

	Address    Address
	Telephones []Telephone
	Emails     []string

	Services []string // ids, in the order the office lists them
	Booking  Booking

	Zone             *time.Location // never nil
	Access           Access         // empty: open door
	CounterHours     OpeningHours
	AppointmentHours OpeningHours // when only who has an appointment is received
	TelephoneHours   OpeningHours
	Closures         []Closure       // dated ones, by From; already in all hours
	Holidays         HolidayCalendar // already in all hours

	Mediators []MediatorPresence // from Monday to Sunday
	Building  Building
}

// Address is where an office is; what is not known is empty.
type Address struct {
	CareOf string
	Street string
	City   string
}

// Known says whether anything of the address is known.
func (a Address) Known() bool { return a != Address{} }

// Lines are what is known of the address, as on an envelope.
func (a Address) Lines() []string {
	return slices.DeleteFunc([]string{a.CareOf, a.Street, a.City}, func(line string) bool { return line == "" })
}

// Telephone is a number that an office answers.
type Telephone struct {
	Shown    string   // as people read it: 0971 415507
	E164     string   // as machines dial it: +390971415507
	For      []string // what it is for; empty: anything
	TollFree bool
	Mobile   bool
	WhatsApp bool
}

// Booking is how an office gives appointments: one mode, and the services where
// another applies.
type Booking struct {
	Mode     BookingMode
	Services map[string]BookingMode
}

// BookingMode is how people get an appointment.
type BookingMode string

// The modes there are.
const (
	ModeRequest BookingMode = "request" // people ask on the site, staff confirm
	ModeInstant BookingMode = "instant" // people take a free place on the site
	ModePhone   BookingMode = "phone"   // people call
	ModeWalkIn  BookingMode = "walk-in" // people come
)

// BookingModes lists the modes there are.
var BookingModes = []BookingMode{ModeRequest, ModeInstant, ModePhone, ModeWalkIn}

// Online says whether the site takes requests in this mode.
func (m BookingMode) Online() bool { return m == ModeRequest || m == ModeInstant }

// Title is the office's name in a language.
func (o Office) Title(language string) string { return o.Names.In(language) }

// FirstTelephone is the number to give out first, as people read it; empty if
// none is known.
func (o Office) FirstTelephone() string {
	if len(o.Telephones) == 0 {
		return ""
	}
	return o.Telephones[0].Shown
}

// Offers says whether the office offers a service.
func (o Office) Offers(service string) bool { return slices.Contains(o.Services, service) }

// Mode is how one gets an appointment for a service. A service that the office
// does not offer has no mode: the empty one, which is not online.
func (o Office) Mode(service string) BookingMode {
	if !o.Offers(service) {
		return ""
	}
	if mode, ok := o.Booking.Services[service]; ok {
		return mode
	}
	return o.Booking.Mode
}

// TakesRequests says whether the site takes requests for a service at this
// office: it is offered there, nobody has suspended it, and its mode is online.
func (o Office) TakesRequests(s Service) bool {
	return s.Status == ServiceActive && o.Mode(s.ID).Online()
}

// Organisation runs offices, and answers for the personal data they collect
// (GDPR art. 4(7)).
type Organisation struct {
	ID           string // its folder's name
	Name         string // the legal name, in Italian
	Names        Text
	Descriptions Text
	Website      string // empty when unknown
	Telephones   []Telephone
	Emails       []string
}

// Title is the organisation's name in a language; it may be the legal one.
func (o Organisation) Title(language string) string { return o.Names.In(language) }
