package desk_test

import (
	"time"

	"golang.org/x/text/language"

	formsapi "sportello/forms-api"
)

// offices are two that take requests, in two towns; in one of them the hours
// are known.
type offices struct{}

var town = map[string]formsapi.Office{
	"montelucci": onTuesdays(givenOffice("montelucci", "Via Montelucci", "Montelucci street")),
	"potenza":    givenOffice("potenza", "Sportello di Potenza", "Potenza help desk"),
}

func givenOffice(id, italian, english string) formsapi.Office {
	return formsapi.Office{
		ID: id, Organisation: "comune", Names: formsapi.Text{"it": italian, "en": english}, Zone: rome,
		Services: []string{"legal-advice"}, Booking: formsapi.Booking{Rule: formsapi.DefaultRule(formsapi.ModeRequest)},
	}
}

// onTuesdays gives an office hours, a mediator in the afternoon, and two days of
// strike. On Mondays staff are there, so that they can answer, and give no times.
func onTuesdays(o formsapi.Office) formsapi.Office {
	day := formsapi.NewWallTime(2026, time.March, 10, 0)
	o.Closures = []formsapi.Closure{{From: day, Until: day + 2*24*60, WholeDays: true, Reason: formsapi.ClosedForStrike}}
	counter := formsapi.Week{time.Monday: {{Opens: 15 * 60, Closes: 17 * 60}}, time.Tuesday: {{Opens: 9 * 60, Closes: 12 * 60}, {Opens: 15 * 60, Closes: 17 * 60}}}
	appointments := formsapi.Week{time.Wednesday: {{Opens: 15 * 60, Closes: 17 * 60}}}
	o.Mediators = []formsapi.MediatorPresence{{Weekday: time.Tuesday, Languages: []string{"ar"}, Hours: formsapi.Interval{Opens: 15 * 60, Closes: 17 * 60}}}
	o.Address = formsapi.Address{Street: "via Montelucci, 4"}
	o.Telephones = []formsapi.Telephone{{Shown: "0774 301488", E164: "+390774301488"}}
	for day, hours := range map[time.Weekday][]formsapi.Interval{time.Tuesday: counter[time.Tuesday], time.Wednesday: appointments[time.Wednesday]} {
		for _, i := range hours {
			o.Booking.Rule.Intervals[day] = append(o.Booking.Rule.Intervals[day], formsapi.BookableInterval{Interval: i, Desks: 1})
		}
	}
	o.CounterHours = known(formsapi.NewOpeningHours(rome, counter, o.Closures))
	o.AppointmentHours = known(formsapi.NewOpeningHours(rome, appointments, o.Closures))
	return o
}

func known(h formsapi.OpeningHours, err error) formsapi.OpeningHours {
	if err != nil {
		panic(err)
	}
	return h
}

var legalAdvice = formsapi.Service{
	ID: "legal-advice", Names: formsapi.Text{"it": "Consulenza legale", "en": "Legal advice"}, Status: formsapi.ServiceActive,
}

func (offices) Office(id string) (formsapi.Office, bool)              { o, ok := town[id]; return o, ok }
func (offices) Service(id string) (formsapi.Service, bool)            { return legalAdvice, id == legalAdvice.ID }
func (offices) Organisation(string) (o formsapi.Organisation, _ bool) { return o, true }
func (offices) Offices() []formsapi.Office {
	return []formsapi.Office{town["montelucci"], town["potenza"]}
}
func (offices) Services() []formsapi.Service { return []formsapi.Service{legalAdvice} }

type languages struct{}

// Languages of the site, and spoken ones, are all that have a code (BCP 47).

func (languages) Site(tag string) bool { return languages{}.Spoken(tag) }

func (languages) Spoken(tag string) bool {
	_, err := language.Parse(tag)
	return err == nil
}

// titles are those of pages that are served.
var titles = map[string]string{"/it/": "Di cosa hai bisogno?", "/ar/a/": "ساعات العمل"}

type anyPage struct{}

func (anyPage) HasPage(string) bool { return true }
