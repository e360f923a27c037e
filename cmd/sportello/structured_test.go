package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
	"sportello/forms-api/words"
)

// Everything that is said of hours is seen from the Sunday before Christmas, on
// which the desk in Potenza has announced a strike that begins within its hours,
// and the one in via Montelucci that it is closed for longer than a page looks ahead.
var beforeChristmas = time.Date(2026, 12, 20, 9, 0, 0, 0, time.UTC)

const announced = `[[closures]]
office = "potenza"
from   = 2026-12-23T10:00:00
until  = 2026-12-24T00:00:00
reason = "strike"

[[closures]]
office = "montelucci"
from   = 2026-12-22
until  = 2027-02-09
reason = "illness"
`

// beforeTheStrike starts the program on the real content on that Sunday.
func beforeTheStrike(t *testing.T) (site string) {
	t.Helper()
	return onThatSunday(t, townOf(t), announced)
}

func onThatSunday(t *testing.T, town, closures string) (site string) {
	t.Helper()
	dir := t.TempDir()
	f := folders{site: town, data: filepath.Join(dir, "var"), keys: filepath.Join(dir, "keys.toml")}
	writeFile(t, filepath.Join(f.data, closuresName), closures)
	p, stop, err := runWith(settings{folders: f, listen: "127.0.0.1:0", now: func() time.Time { return beforeChristmas }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
	return "http://" + p.Addr()
}

// A structuredOffice is what schema.org's GovernmentOffice says of hours.
type structuredOffice struct {
	Type   string            `json:"@type"`
	Hours  structuredHours   `json:"openingHoursSpecification"`
	Points []structuredPoint `json:"contactPoint"`
}

type structuredPoint struct {
	Type        string          `json:"@type"`
	ContactType string          `json:"contactType"`
	Hours       structuredHours `json:"hoursAvailable"`
}

type structuredHours []structuredDay

type structuredDay struct {
	DayOfWeek                              []string
	Opens, Closes, ValidFrom, ValidThrough string
}

// point is the one of a kind, if there is one.
func (o structuredOffice) point(t *testing.T, kind string) (point structuredPoint, found bool) {
	t.Helper()
	for _, p := range o.Points {
		if p.ContactType == kind && p.Type == "ContactPoint" {
			if found {
				t.Errorf("two points are of the kind %q", kind)
			}
			point, found = p, true
		}
	}
	return point, found
}

// has says whether somebody is there at a date and time of day: a date of its
// own comes before its weekday, and 00:00 to 00:00 is a day without anybody.
func (hours structuredHours) has(at formsapi.WallTime) bool {
	date, clock := string(at.Date()), at.TimeOfDay().String()
	special, open := false, false
	for _, h := range hours {
		if h.ValidFrom == "" || date < h.ValidFrom || h.ValidThrough < date {
			continue
		}
		special = true
		open = open || h.Opens <= clock && clock < h.Closes
	}
	if special {
		return open
	}
	for _, h := range hours {
		open = open || slices.Contains(h.DayOfWeek, at.Weekday().String()) && h.Opens <= clock && clock < h.Closes
	}
	return open
}

// byAppointment are offices that the site's own content has not: one that also
// receives by appointment, and one that does nothing else.
func byAppointment(t *testing.T) (town string) {
	t.Helper()
	town = hamlet(t)
	for id, facts := range map[string]string{
		"hall":  "[hours.counter]\nwed = [\"08:30-12:00\", \"14:00-24:00\"]\n[hours.appointments]\nfri = [\"09:00-10:00\"]\n[hours.telephone]\nmon = [\"00:00-24:00\"]\n",
		"annex": "access = \"by-appointment\"\n[hours.counter]\ntue = [\"09:00-12:00\"]\n",
	} {
		writeFile(t, filepath.Join(town, "content/offices", id, "office.toml"), "organisation = \"town\"\nservices = [\"help\"]\nbooking.mode = \"phone\"\ntelephones = [{number = \"0971 415507\"}]\n"+facts)
		writeFile(t, filepath.Join(town, "content/offices", id, "index.it.md"), plainPage(id))
	}
	return town
}

// What machines are told of counter, telephone and appointments is what the facts
// say, at every quarter of a year: nobody who reads the page today drives to a door
// that a closure in February keeps shut.
func TestStructuredHoursAreTheFacts(t *testing.T) {
	for name, c := range map[string]struct {
		town, closures string
		languages      []string
	}{
		"the site's own content": {townOf(t), announced, siteLanguages},
		"by appointment":         {byAppointment(t), "", []string{"it"}},
	} {
		t.Run(name, func(t *testing.T) {
			site := onThatSunday(t, c.town, c.closures)
			facts, findings := catalogue.Load(os.DirFS(filepath.Join(c.town, "content")), []byte(c.closures), beforeChristmas)
			if len(facts.Offices()) < 2 {
				t.Fatalf("the content has %d offices: %v", len(facts.Offices()), findings)
			}
			for _, office := range facts.Offices() {
				for _, language := range c.languages {
					path := "/" + language + "/offices/" + office.ID + "/"
					checkStructured(t, path, structuredOfficeAt(t, site, path), office, language)
				}
			}
		})
	}
}

func checkStructured(t *testing.T, path string, got structuredOffice, office formsapi.Office, language string) {
	t.Helper()
	said, err := words.Load(os.DirFS("../../i18n"))
	if err != nil {
		t.Fatal(err)
	}
	open, appointments := office.CounterHours, office.AppointmentHours
	only := office.Access == formsapi.AccessByAppointment
	if only {
		open, appointments = formsapi.OpeningHours{}, office.CounterHours
	}
	sameHours(t, path+" counter", got.Hours, open)
	telephone, _ := got.point(t, said.Message(language, "telephone-hours", nil))
	sameHours(t, path+" telephone", telephone.Hours, office.TelephoneHours)
	point, found := got.point(t, said.Message(language, "state-by-appointment", nil))
	if found != (only || appointments.Known()) {
		t.Errorf("%s: machines are told %t that people are received by appointment", path, found)
	}
	sameHours(t, path+" by appointment", point.Hours, appointments)
}

// sameHours compares every quarter of an hour of a year, and the minute before it.
func sameHours(t *testing.T, what string, got structuredHours, hours formsapi.OpeningHours) {
	t.Helper()
	if !hours.Known() {
		if len(got) > 0 {
			t.Errorf("%s: nobody knows the hours, and machines are told %v", what, got)
		}
		return
	}
	rome, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	const quarters = 364 * 24 * 4
	opened := 0
	for n := range 2 * quarters {
		instant := beforeChristmas.Add(time.Duration(n/2) * 15 * time.Minute).Add(-time.Duration(n%2) * time.Minute)
		at := formsapi.WallTimeAt(instant, rome)
		if got.has(at) != hours.OpenAt(instant) {
			t.Errorf("%s: at %s machines are told %t, and the facts say %t", what, at, got.has(at), hours.OpenAt(instant))
			return
		}
		if got.has(at) {
			opened++
		}
	}
	if opened == 0 {
		t.Errorf("%s: nobody is ever there", what)
	}
}

// Every page of the sitemap tells machines where it is as it tells people; news
// and services tell what they are. The page of danger and the home page say
// nothing: see layouts/_partials/structured.html.
func TestStructuredDataSayWhatThePageSays(t *testing.T) {
	site := startSite(t)
	met := map[string]int{}
	for _, path := range sitemap(t, site) {
		page := parsed(t, path, string(fetch(t, site+path, "")))
		if len(page.all("nav.breadcrumb")) == 0 || len(page.all("html[data-offline=never]")) > 0 {
			page.lacks(`script[type="application/ld+json"]`)
			continue
		}
		for _, thing := range structuredOn(t, page) {
			met[thing.Type]++
			switch thing.Type {
			case "BreadcrumbList":
				sameSteps(t, page, thing.Steps)
			case "NewsArticle":
				sameNews(t, page, thing)
			case "GovernmentService":
				sameService(t, page, thing)
			}
		}
	}
	for _, kind := range []string{"BreadcrumbList", "GovernmentOffice", "GovernmentService", "NewsArticle"} {
		if met[kind] == 0 {
			t.Errorf("no page has a %s", kind)
		}
	}
}

// A structuredThing is as much of schema.org as is compared with a page.
type structuredThing struct {
	Type          string           `json:"@type"`
	URL           string           `json:"url"`
	Name          string           `json:"name"`
	Headline      string           `json:"headline"`
	Description   string           `json:"description"`
	DatePublished string           `json:"datePublished"`
	ServiceType   []string         `json:"serviceType"`
	Steps         []structuredStep `json:"itemListElement"`
	Channels      []struct {
		URL string `json:"serviceUrl"`
	} `json:"availableChannel"`
}

type structuredStep struct {
	Position int
	Name     string
	Item     string
}

func sameSteps(t *testing.T, page filled, told []structuredStep) {
	t.Helper()
	var got []string
	for n, step := range told {
		if step.Position != n+1 {
			t.Errorf("%s: the step %d has the position %d", page.what, n+1, step.Position)
		}
		got = append(got, step.Name+" "+pathOf(t, step.Item))
	}
	var want []string
	for _, a := range page.all("nav.breadcrumb a") {
		want = append(want, textOf([]*html.Node{a})[0]+" "+attribute(a, "href"))
	}
	want = append(want, textOf(page.all("nav.breadcrumb [aria-current]"))[0]+" "+page.what)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: the way to the page (-people +machines):\n%s", page.what, diff)
	}
}

func sameNews(t *testing.T, page filled, thing structuredThing) {
	t.Helper()
	var dates []string
	for _, date := range page.all("main .date time") {
		dates = append(dates, attribute(date, "datetime"))
	}
	var published []string // of some news nobody knows the day
	if thing.DatePublished != "" {
		published = []string{thing.DatePublished}
	}
	got := [][]string{{thing.Headline}, {thing.Description}, published, {pathOf(t, thing.URL)}}
	want := [][]string{textOf(page.all("h1")), textOf(page.all(".lead")), dates, {page.what}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: the news (-people +machines):\n%s", page.what, diff)
	}
}

func sameService(t *testing.T, page filled, thing structuredThing) {
	t.Helper()
	var offices, channels []string
	for _, a := range page.all(".access h3 a") {
		offices = append(offices, attribute(a, "href"))
	}
	for _, c := range thing.Channels {
		channels = append(channels, pathOf(t, c.URL))
	}
	got := [][]string{{thing.Name}, {thing.Description}, thing.ServiceType, channels, {pathOf(t, thing.URL)}}
	want := [][]string{
		textOf(page.all("[data-element=service-title]")), textOf(page.all("[data-element=service-description]")),
		textOf(page.all("[data-element=service-topic]")), offices, {page.what},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: the service (-people +machines):\n%s", page.what, diff)
	}
}

// structuredOn reads a page's one block of JSON-LD.
func structuredOn(t *testing.T, page filled) (things []structuredThing) {
	t.Helper()
	for _, thing := range structuredGraph(t, page) {
		var s structuredThing
		if err := json.Unmarshal(thing, &s); err != nil {
			t.Errorf("%s: %v: %s", page.what, err, thing)
		}
		things = append(things, s)
	}
	return things
}

// structuredOfficeAt reads the one GovernmentOffice in a page's JSON-LD.
func structuredOfficeAt(t *testing.T, site, path string) (office structuredOffice) {
	t.Helper()
	found := 0
	for _, thing := range structuredGraph(t, parsed(t, path, string(fetch(t, site+path, "")))) {
		var o structuredOffice
		if err := json.Unmarshal(thing, &o); err == nil && o.Type == "GovernmentOffice" {
			office = o
			found++
		}
	}
	if found != 1 {
		t.Fatalf("%s describes %d offices", path, found)
	}
	return office
}

func structuredGraph(t *testing.T, page filled) []json.RawMessage {
	t.Helper()
	var graph struct {
		Context string            `json:"@context"`
		Graph   []json.RawMessage `json:"@graph"`
	}
	blocks := page.all(`script[type="application/ld+json"]`)
	if len(blocks) != 1 {
		t.Fatalf("%s has %d blocks of JSON-LD", page.what, len(blocks))
	}
	text := blocks[0].FirstChild.Data
	if err := json.Unmarshal([]byte(text), &graph); err != nil || !strings.HasPrefix(graph.Context, "https://schema.org") {
		t.Fatalf("%s: the JSON-LD cannot be read: %v", page.what, err)
	}
	return graph.Graph
}
