package opendata_test

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
	"sportello/forms-api/opendata"
	"sportello/forms-api/words"
)

// morning is when the tests happen: a Monday in Rome, 10:00.
var morning = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// town is a made-up catalogue with all that a real one may have or lack.
type town struct {
	offices       []formsapi.Office
	services      []formsapi.Service
	organisations []formsapi.Organisation
}

func (c town) Offices() []formsapi.Office   { return c.offices }
func (c town) Services() []formsapi.Service { return c.services }

func (c town) Office(id string) (formsapi.Office, bool) {
	return find(c.offices, func(o formsapi.Office) bool { return o.ID == id })
}

func (c town) Service(id string) (formsapi.Service, bool) {
	return find(c.services, func(s formsapi.Service) bool { return s.ID == id })
}

func (c town) Organisation(id string) (formsapi.Organisation, bool) {
	return find(c.organisations, func(g formsapi.Organisation) bool { return g.ID == id })
}

func find[N any](all []N, is func(N) bool) (N, bool) {
	for _, n := range all {
		if is(n) {
			return n, true
		}
	}
	var none N
	return none, false
}

func it(text string) formsapi.Text { return formsapi.Text{"it": text, "en": text + " (en)"} }

// small is a town with an office of which everything is known, one of which
// nothing is, and one that is only a telephone, in a zone without summer time.
func small(t testing.TB) town {
	t.Helper()
	full := formsapi.Office{
		ID: "centro", Organisation: "comune", Names: it("Sportello & Centro"), Descriptions: it("Ti aiutiamo."), AnsweredBy: it("Un operatore"),
		Address: formsapi.Address{Street: "via Roma, 1", City: "Potenza"},
		Telephones: []formsapi.Telephone{
			{Shown: "0971 415507", E164: "+390971415507", For: []string{"information", "appointments"}},
			{Shown: "328 7221486", E164: "+393287221486", Mobile: true, WhatsApp: true},
		},
		Emails:   []string{"centro@example.org"},
		Services: []string{"legal-advice", "school"},
		Booking:  formsapi.Booking{Rule: formsapi.DefaultRule(formsapi.ModeInstant), Services: map[string]formsapi.BookingRule{"school": formsapi.DefaultRule(formsapi.ModePhone)}},
		Zone:     zone(t, "Europe/Rome"),
		Access:   formsapi.AccessOpenDoor,
		Holidays: formsapi.HolidayCalendar{National: true},
		Mediators: []formsapi.MediatorPresence{
			{Weekday: time.Wednesday, Languages: []string{"ar"}},
			{Weekday: time.Thursday, Languages: []string{"bn", "ar"}, Hours: formsapi.Interval{Opens: 16*60 + 30, Closes: 18 * 60}},
		},
		Building: formsapi.Building{formsapi.BuildingStepFree: true, formsapi.BuildingLift: false},
	}
	withHours(t, &full, week("wed", "08:30-12:00", "thu", "08:30-12:00", "thu", "16:30-18:00"), week("mon", "09:00-17:00"), []formsapi.Closure{
		{From: wall(t, "2026-11-26T00:00"), Until: wall(t, "2026-11-27T00:00"), WholeDays: true, Reason: formsapi.ClosedForStrike},
		{From: wall(t, "2026-12-02T11:00"), Until: wall(t, "2026-12-03T17:00"), Reason: formsapi.ClosedForTraining},
		{From: wall(t, "2026-12-24T00:00"), Until: wall(t, "2027-01-01T00:00"), WholeDays: true, Reason: formsapi.ClosedForHoliday},
	})
	full.AppointmentHours = hours(t, full.Zone, week("tue", "14:00-16:00"), full.Closures).Observing(full.Holidays)
	empty := formsapi.Office{ID: "nuovo", Organisation: "associazione", Names: formsapi.Text{"it": "Nuovo"}, Services: []string{"school"}, Booking: formsapi.Booking{Rule: formsapi.DefaultRule(formsapi.ModeWalkIn)}, Zone: zone(t, "Europe/Rome")}
	line := formsapi.Office{ID: "telefono", Organisation: "comune", Names: it("Linea"), Zone: zone(t, "Asia/Kolkata"), Booking: formsapi.Booking{Rule: formsapi.DefaultRule(formsapi.ModePhone)}}
	withHours(t, &line, nil, week("sun", "00:00-24:00"), []formsapi.Closure{{From: wall(t, "2026-12-06T10:00"), Until: wall(t, "2026-12-06T11:00"), Reason: formsapi.ClosedForOther}})
	return town{
		offices: []formsapi.Office{full, empty, line},
		services: []formsapi.Service{
			{ID: "ended", Names: it("Finito"), Status: formsapi.ServiceEnded},
			{ID: "legal-advice", Names: it("Consulenza legale"), Descriptions: it("Un avvocato ti ascolta."), Topics: []formsapi.Topic{"justice"}, Offered: []formsapi.Offering{formsapi.OfferedOnCall}, Status: formsapi.ServiceActive},
			{ID: "school", Names: it("Scuola"), Status: formsapi.ServiceSuspended},
		},
		organisations: []formsapi.Organisation{
			{ID: "associazione", Name: "Associazione", Names: it("Associazione")},
			{ID: "comune", Name: "Comune di Potenza", Names: it("Comune"), Descriptions: it("Il Comune."), Website: "https://comune.example.org/", Emails: []string{"info@example.org"}, Telephones: []formsapi.Telephone{{E164: "+390971415000"}}},
		},
	}
}

// withHours gives an office its hours; a nil week is one that nobody knows.
func withHours(t testing.TB, o *formsapi.Office, counter, telephone map[string][]string, closures []formsapi.Closure) {
	t.Helper()
	o.Closures = closures
	o.CounterHours = hours(t, o.Zone, counter, closures).Observing(o.Holidays)
	o.TelephoneHours = hours(t, o.Zone, telephone, closures).Observing(o.Holidays)
}

func hours(t testing.TB, zone *time.Location, days map[string][]string, closures []formsapi.Closure) formsapi.OpeningHours {
	t.Helper()
	var w formsapi.Week
	for n, name := range []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"} {
		for _, text := range days[name] {
			i, err := formsapi.ParseInterval(text)
			if err != nil {
				t.Fatal(err)
			}
			w[n] = append(w[n], i)
		}
	}
	known := formsapi.NewOpeningHours
	if days == nil {
		known = func(z *time.Location, _ formsapi.Week, c []formsapi.Closure) (formsapi.OpeningHours, error) {
			return formsapi.UnknownHours(z, c)
		}
	}
	h, err := known(zone, w, closures)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// week is pairs of a day and an interval.
func week(pairs ...string) map[string][]string {
	w := map[string][]string{}
	for n := 0; n < len(pairs); n += 2 {
		w[pairs[n]] = append(w[pairs[n]], pairs[n+1])
	}
	return w
}

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func wall(t testing.TB, text string) formsapi.WallTime {
	t.Helper()
	at, err := time.Parse("2006-01-02T15:04", text)
	if err != nil {
		t.Fatal(err)
	}
	return formsapi.WallTimeAt(at, time.UTC)
}

// files are the open data of a catalogue, with the words of the site.
func files(t testing.TB, c formsapi.Catalogue, now time.Time) map[string][]byte {
	t.Helper()
	said, err := words.Load(os.DirFS("../../i18n"))
	if err != nil {
		t.Fatal(err)
	}
	written, err := opendata.Feed{Catalogue: c, Words: said, Site: "https://sportello.example.org/", Now: now}.Files()
	if err != nil {
		t.Fatal(err)
	}
	return written
}

// ownSite is the content of this repository.
func ownSite(t testing.TB) formsapi.Catalogue {
	t.Helper()
	snapshot, found := catalogue.Load(os.DirFS("../../content"), nil, morning)
	if snapshot == nil {
		t.Fatalf("loading the content: %v", found)
	}
	return snapshot
}

// read is one file as whatever a program makes of JSON.
func read[V any](t testing.TB, files map[string][]byte, path string) V {
	t.Helper()
	var v V
	text, ok := files[path]
	if !ok {
		t.Fatalf("there is no %s", path)
	}
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return v
}
