package opendata_test

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	formsapi "sportello/forms-api"
	"sportello/forms-api/opendata"
)

// record is any HSDS record.
type record struct {
	ID                 string   `json:"id"`
	Name               string   `json:"name"`
	Description        string   `json:"description"`
	Status             string   `json:"status"`
	URL                string   `json:"url"`
	Alert              string   `json:"alert"`
	Language           string   `json:"language"`
	Number             string   `json:"number"`
	Type               string   `json:"type"`
	LocationType       string   `json:"location_type"`
	OrganizationID     string   `json:"organization_id"`
	LocationID         string   `json:"location_id"`
	Title              string   `json:"title"`
	Email              string   `json:"email"`
	LinkType           string   `json:"link_type"`
	Value              string   `json:"value"`
	Organization       *record  `json:"organization"`
	Location           *record  `json:"location"`
	Service            *record  `json:"service"`
	Term               *record  `json:"taxonomy_term"`
	Languages          []record `json:"languages"`
	Accessibility      []record `json:"accessibility"`
	Code               string   `json:"code"`
	Note               string   `json:"note"`
	Services           []record `json:"services"`
	Locations          []record `json:"locations"`
	ServiceAtLocations []record `json:"service_at_locations"`
	Addresses          []record `json:"addresses"`
	Phones             []record `json:"phones"`
	Contacts           []record `json:"contacts"`
	Attributes         []record `json:"attributes"`
	Schedules          []timetable
}

type list struct {
	TotalItems int `json:"total_items"`
	Contents   []record
}

// The contract of DESIGN.md, with the id as another UUID library makes it.
func TestIDsAreTheContracts(t *testing.T) {
	const legalAdvice = "dbb0fa5f-f499-5de8-94d3-c096071e87eb" // python3: uuid.uuid5(uuid.NAMESPACE_URL, "sportello:service/legal-advice")
	if got := opendata.ID(opendata.KindService, "legal-advice").String(); got != legalAdvice {
		t.Errorf("got %s, want %s", got, legalAdvice)
	}
	if got := opendata.ID(opendata.KindServiceAtLocation, "centro", "school"); got != uuid.NewSHA1(uuid.NameSpaceURL, []byte("sportello:service_at_location/centro/school")) {
		t.Errorf("got %s", got)
	}
}

func TestIDsAreUniqueInTheFeed(t *testing.T) {
	c := small(t)
	seen := map[string]string{}
	for _, o := range c.offices {
		path := "hsds/organizations/" + opendata.ID(opendata.KindOrganization, o.Organisation).String() + ".json"
		for _, l := range read[record](t, files(t, c, morning), path).Locations {
			if l.Name != o.Names["it"] {
				continue
			}
			for _, r := range append(append(l.Phones, l.Contacts...), l.Attributes...) {
				seen[r.ID] += "."
			}
			for _, s := range l.Schedules {
				seen[s.ID] += "."
			}
		}
	}
	for id, times := range seen {
		if times != "." {
			t.Errorf("%s is the id of %d records", id, len(times))
		}
	}
	if len(seen) < 20 {
		t.Errorf("only %d records looked at", len(seen))
	}
}

func TestFilesThereAre(t *testing.T) {
	var got []string
	for path := range files(t, small(t), morning) {
		got = append(got, path)
	}
	slices.Sort(got)
	file := func(kind, folder string, ids ...string) string {
		return "hsds/" + folder + "/" + opendata.ID(kind, ids...).String() + ".json"
	}
	want := []string{
		"catalogue.json", "hsds/index.json", "hsds/meta_table_descriptions.json",
		"hsds/organizations.json", "hsds/service_at_locations.json", "hsds/services.json",
		file(opendata.KindOrganization, "organizations", "comune"),
		file(opendata.KindOrganization, "organizations", "associazione"),
		file(opendata.KindService, "services", "ended"),
		file(opendata.KindService, "services", "legal-advice"),
		file(opendata.KindService, "services", "school"),
		file(opendata.KindServiceAtLocation, "service_at_locations", "centro", "legal-advice"),
		file(opendata.KindServiceAtLocation, "service_at_locations", "centro", "school"),
		file(opendata.KindServiceAtLocation, "service_at_locations", "nuovo", "school"),
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func serviceRecord(t *testing.T, c formsapi.Catalogue, folder string) record {
	t.Helper()
	return read[record](t, files(t, c, morning), "hsds/services/"+opendata.ID(opendata.KindService, folder).String()+".json")
}

func TestAServiceIsWholeInItsOwnFile(t *testing.T) {
	s := serviceRecord(t, small(t), "legal-advice")
	l := s.ServiceAtLocations[0].Location
	for what, c := range map[string][2]any{
		"name":         {s.Name, "Consulenza legale"},
		"description":  {s.Description, "Un avvocato ti ascolta."},
		"page":         {s.URL, "https://sportello.example.org/it/services/legal-advice/"},
		"status":       {s.Status, "active"},
		"organisation": {s.Organization.Name, "Comune di Potenza"},
		"its phone":    {s.Organization.Phones[0].Number, "+390971415000"},
		"location":     {l.Name, "Sportello & Centro"},
		"run by":       {l.OrganizationID, opendata.ID(opendata.KindOrganization, "comune").String()},
		"type":         {l.LocationType, "physical"},
		"phones":       {l.Phones[0].Number + l.Phones[0].Type + l.Phones[1].Type, "+390971415507voicecell"},
		"contact":      {l.Contacts[0].Title + l.Contacts[0].Email, "Un operatorecentro@example.org"},
		"booking":      {s.ServiceAtLocations[0].Attributes[0].Value, "instant"},
		"topic":        {s.Attributes[0].LinkType + s.Attributes[0].Value, "topicjustice"},
		"offered":      {s.Attributes[1].LinkType + s.Attributes[1].Value, "offeredon-call"},
		"for":          {l.Phones[0].Attributes[1].Value, "appointments"},
		"chat":         {l.Phones[1].Attributes[0].Value, "whatsapp"},
		"in words":     {s.Attributes[0].Term.Name, "Giustizia"},
		"language":     {l.Languages[0].Code + " " + l.Languages[0].Name + ": " + l.Languages[0].Note, "ar arabo: mercoledì, giovedì 16:30-18:00"},
		"another":      {l.Languages[1].Name + ": " + l.Languages[1].Note, "bengalese: giovedì 16:30-18:00"},
		"building":     {l.Accessibility[0].Attributes[0].LinkType + l.Accessibility[0].Attributes[0].Value, "liftfalse"},
		"access":       {l.Attributes[0].Value, "open-door"},
		"closures":     {l.Attributes[2].LinkType + " " + l.Attributes[2].Value, "closure:training 2026-12-02T11:00/2026-12-03T17:00"},
	} {
		if c[0] != c[1] {
			t.Errorf("%s: got %q, want %q", what, c[0], c[1])
		}
	}
}

func TestStatesOfAService(t *testing.T) {
	for folder, want := range map[string]string{"legal-advice": "active", "school": "temporarily closed", "ended": "defunct"} {
		if got := serviceRecord(t, small(t), folder).Status; got != want {
			t.Errorf("%s is %q, want %q", folder, got, want)
		}
	}
}

// A service that several organisations give: each location says whose it is.
func TestEachLocationSaysWhoRunsIt(t *testing.T) {
	s := serviceRecord(t, small(t), "school")
	var got []string
	for _, at := range s.ServiceAtLocations {
		got = append(got, at.Location.OrganizationID, at.Attributes[0].Value)
	}
	want := []string{
		opendata.ID(opendata.KindOrganization, "comune").String(), "phone",
		opendata.ID(opendata.KindOrganization, "associazione").String(), "walk-in",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if s.OrganizationID != want[0] {
		t.Errorf("the service is %s's, want the first office's", s.OrganizationID)
	}
	if r := serviceRecord(t, small(t), "ended"); r.Organization != nil || r.OrganizationID != "" {
		t.Errorf("a service that nobody offers is %v's", r.Organization)
	}
}

// HSDS requires province and postal code, which no fact holds yet.
func TestAnIncompleteAddressIsLeftOut(t *testing.T) {
	for _, at := range serviceRecord(t, small(t), "school").ServiceAtLocations {
		if len(at.Location.Addresses) > 0 {
			t.Errorf("%s has the address %v", at.Location.Name, at.Location.Addresses)
		}
	}
}

func TestOrganisations(t *testing.T) {
	written := files(t, small(t), morning)
	var got []string
	for _, r := range read[list](t, written, "hsds/organizations.json").Contents {
		got = append(got, r.Name, r.Description)
	}
	if want := []string{"Associazione", "Associazione", "Comune di Potenza", "Il Comune."}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	full := read[record](t, written, "hsds/organizations/"+opendata.ID(opendata.KindOrganization, "comune").String()+".json")
	if len(full.Locations) != 2 || len(full.Services) != 2 || full.Locations[1].LocationType != "virtual" {
		t.Errorf("the Comune has %d locations and %d services", len(full.Locations), len(full.Services))
	}
}

func TestListsHaveOnePage(t *testing.T) {
	written := files(t, small(t), morning)
	for path, want := range map[string]int{"services": 3, "organizations": 2, "service_at_locations": 3, "meta_table_descriptions": 12} {
		if got := read[list](t, written, "hsds/"+path+".json"); got.TotalItems != want || len(got.Contents) != want {
			t.Errorf("%s: %d of %d, want %d", path, len(got.Contents), got.TotalItems, want)
		}
	}
	for path, want := range map[string]map[string]any{
		"services": {"total_items": 0.0, "total_pages": 1.0, "page_number": 1.0, "size": 0.0, "first_page": true, "last_page": true, "empty": true, "contents": []any{}},
	} {
		if diff := cmp.Diff(want, read[map[string]any](t, files(t, town{}, morning), "hsds/"+path+".json")); diff != "" {
			t.Errorf("%s of no town (-want +got):\n%s", path, diff)
		}
	}
}

func TestTheFeedSaysItsLanguageAndVersion(t *testing.T) {
	written := files(t, small(t), morning)
	for _, r := range read[list](t, written, "hsds/meta_table_descriptions.json").Contents {
		if r.Language != "it" {
			t.Errorf("%s is said to be in %q", r.Name, r.Language)
		}
	}
	if got := read[map[string]string](t, written, "hsds/index.json")["version"]; got != "3.0" {
		t.Errorf("version %q", got)
	}
}

// A closure is announced from two weeks before until it is over.
func TestAlerts(t *testing.T) {
	c := small(t)
	alert := func(days int) string {
		written := files(t, c, morning.AddDate(0, 0, days))
		return read[record](t, written, "hsds/services/"+opendata.ID(opendata.KindService, "legal-advice").String()+".json").Alert
	}
	const strike, training = "Sportello & Centro: Sciopero, giovedì 26 novembre 2026", "Sportello & Centro: Formazione del personale, mercoledì 2 dicembre 2026 11:00 – giovedì 3 dicembre 2026 17:00"
	const immaculate = "Sportello & Centro: Festa, martedì 8 dicembre 2026"
	for days, want := range map[int]string{
		-30: "", 0: strike + "; " + training, 3: strike + "; " + training + "; " + immaculate, 4: training + "; " + immaculate,
		10: training + "; " + immaculate, 11: immaculate, 17: "Sportello & Centro: Festa, giovedì 24 dicembre 2026 – giovedì 31 dicembre 2026", 15: immaculate,
		9:  training + "; " + immaculate,
		20: "Sportello & Centro: Festa, giovedì 24 dicembre 2026 – giovedì 31 dicembre 2026",
	} {
		if got := alert(days); got != want {
			t.Errorf("after %d days: got %q, want %q", days, got, want)
		}
	}
}

func TestCatalogueIsTheContracts(t *testing.T) {
	want := `{"offices":[` +
		`{"id":"centro","name":{"en":"Sportello & Centro (en)","it":"Sportello & Centro"},"services":["legal-advice","school"],"mode":"instant"},` +
		`{"id":"nuovo","name":{"it":"Nuovo"},"services":["school"],"mode":"walk-in"},` +
		`{"id":"telefono","name":{"en":"Linea (en)","it":"Linea"},"services":[],"mode":"phone"}],` +
		`"services":[{"id":"ended","name":{"en":"Finito (en)","it":"Finito"}},` +
		`{"id":"legal-advice","name":{"en":"Consulenza legale (en)","it":"Consulenza legale"}},` +
		`{"id":"school","name":{"en":"Scuola (en)","it":"Scuola"}}]}` + "\n"
	if diff := cmp.Diff(want, string(files(t, small(t), morning)["catalogue.json"])); diff != "" {
		t.Errorf("catalogue.json (-want +got):\n%s", diff)
	}
	if got := string(files(t, town{}, morning)["catalogue.json"]); got != `{"offices":[],"services":[]}`+"\n" {
		t.Errorf("of no town: %s", got)
	}
}

// The bytes change with the facts, with closures that pass, and with the clocks:
// not with every build.
func TestTheSameFactsGiveTheSameBytes(t *testing.T) {
	same := func(a, b map[string][]byte) bool { return maps.EqualFunc(a, b, bytes.Equal) }
	first := files(t, ownSite(t), morning)
	if !same(first, files(t, ownSite(t), morning)) {
		t.Error("two builds at one time differ")
	}
	if !same(first, files(t, ownSite(t), morning.AddDate(0, 0, 60))) {
		t.Error("without closures, two builds in one winter differ")
	}
}

func TestTheSitesAddressIsNeeded(t *testing.T) {
	for _, address := range []string{"", "/", "example.org/", "https://example.org", "://"} {
		_, err := opendata.Feed{Catalogue: town{}, Site: address}.Files()
		if err == nil || !strings.Contains(err.Error(), "address") {
			t.Errorf("%q: got %v", address, err)
		}
	}
}
