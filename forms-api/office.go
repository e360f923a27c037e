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
	Absences  []Absence          // of mediators, by From
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
