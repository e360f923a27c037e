package web_test

import (
	"slices"
	"time"

	formsapi "sportello/forms-api"
)

var rome, _ = time.LoadLocation("Europe/Rome")

// desks is a catalogue: an office for each mode, one where each person takes a
// place, and three services. Potenza gives four appointments on Wednesdays and
// four on Thursdays, at one desk; on Thursdays somebody speaks Arabic there.
type desks struct{}

func (desks) Offices() []formsapi.Office {
	all := []formsapi.Office{
		desk("caller", "Sportello per telefono", formsapi.ModePhone),
		desk("family", "Sportello per famiglie", formsapi.ModeInstant),
		desk("montelucci", "Sportello di via Montelucci", formsapi.ModeRequest),
		desk("potenza", "Sportello di Potenza", formsapi.ModeInstant),
		desk("walker", "Sportello senza appuntamento", formsapi.ModeWalkIn),
	}
	all[1].Booking.Rule.PerPerson = true
	all[1].Services = []string{"group", "legal-advice"}
	all[1].Booking.Services = map[string]formsapi.BookingRule{"legal-advice": early()}
	all[2].CounterHours, all[2].Booking.Rule.Intervals = answering()
	all[3].Services = []string{"orientation", "papers"}
	all[3].Booking.Services = map[string]formsapi.BookingRule{"papers": limited()}
	all[3].Address = formsapi.Address{Street: "via Lacava, 2", City: "Potenza"}
	all[3].Mediators = []formsapi.MediatorPresence{{Weekday: time.Thursday, Languages: []string{"ar"}}}
	return all
}

func desk(id, name string, mode formsapi.BookingMode) formsapi.Office {
	morning := []formsapi.Interval{{Opens: 8*60 + 30, Closes: 10*60 + 30}}
	hours, err := formsapi.NewOpeningHours(rome, formsapi.Week{time.Wednesday: morning, time.Thursday: morning}, nil)
	if err != nil {
		panic(err)
	}
	return formsapi.Office{
		ID: id, Organisation: "comune", Names: formsapi.Text{"it": name}, Services: []string{"orientation"}, CounterHours: hours,
		Telephones: []formsapi.Telephone{{Shown: "0971 415507"}}, Booking: formsapi.Booking{Rule: formsapi.DefaultRule(mode)}, Zone: rome,
	}
}

// answering is when an office gives appointments on Wednesdays and Thursdays only,
// and is there on Monday afternoons too, when staff answer who asks.
func answering() (hours formsapi.OpeningHours, given formsapi.BookableWeek) {
	morning, afternoon := formsapi.Interval{Opens: 8*60 + 30, Closes: 10*60 + 30}, formsapi.Interval{Opens: 15 * 60, Closes: 17 * 60}
	week := formsapi.Week{time.Monday: {afternoon}, time.Wednesday: {morning}, time.Thursday: {morning}}
	hours, err := formsapi.NewOpeningHours(rome, week, nil)
	if err != nil {
		panic(err)
	}
	given[time.Wednesday] = []formsapi.BookableInterval{{Interval: morning, Desks: 1}}
	given[time.Thursday] = given[time.Wednesday]
	return hours, given
}

// limited is the rule of a service that takes longer, also on an afternoon, and for
// which a person has one appointment at a time.
func limited() formsapi.BookingRule {
	r := formsapi.DefaultRule(formsapi.ModeInstant)
	r.PerContact, r.Slot = 1, 45
	interval := func(opens, closes formsapi.TimeOfDay) formsapi.BookableInterval {
		return formsapi.BookableInterval{Interval: formsapi.Interval{Opens: opens, Closes: closes}, Desks: 1}
	}
	r.Intervals[time.Wednesday] = []formsapi.BookableInterval{interval(8*60+30, 10*60+30)}
	r.Intervals[time.Thursday] = []formsapi.BookableInterval{interval(8*60+30, 10*60+30), interval(15*60, 16*60+30)}
	return r
}

// early is the rule of a service that is booked months before.
func early() formsapi.BookingRule {
	r := formsapi.DefaultRule(formsapi.ModeInstant)
	r.Ahead, r.Notice = 200, 100*24*60
	return r
}

func (desks) Services() []formsapi.Service {
	service := func(id, name string) formsapi.Service {
		return formsapi.Service{ID: id, Names: formsapi.Text{"it": name}, Status: formsapi.ServiceActive}
	}
	all := []formsapi.Service{
		service("group", "Incontro"), service("legal-advice", "Consulenza legale"),
		service("orientation", "Orientamento"), service("papers", "Documenti"), service("talks", "Incontri nelle scuole"),
	}
	all[2].Names["ar"] = "التوجيه"
	return all
}

func (d desks) Office(id string) (formsapi.Office, bool) {
	return found(d.Offices(), func(o formsapi.Office) bool { return o.ID == id })
}

func (d desks) Service(id string) (formsapi.Service, bool) {
	return found(d.Services(), func(s formsapi.Service) bool { return s.ID == id })
}

func (desks) Organisation(id string) (formsapi.Organisation, bool) {
	return formsapi.Organisation{ID: id}, id == "comune"
}

func found[T any](all []T, is func(T) bool) (T, bool) {
	var none T
	i := slices.IndexFunc(all, is)
	if i < 0 {
		return none, false
	}
	return all[i], true
}
