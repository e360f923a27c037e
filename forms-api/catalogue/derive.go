package catalogue

import (
	"net/url"
	"time"

	formsapi "sportello/forms-api"
)

// Derived is what templates show, as data/sportello.json has it. Its shape is in
// docs/architecture.md; names of languages are added by the program. No list is
// null, and every key is there unless it says otherwise.
type Derived struct {
	BuiltOn       formsapi.Date                  `json:"built_on"`
	Offices       map[string]DerivedOffice       `json:"offices"`
	Services      map[string]DerivedService      `json:"services"`
	Organisations map[string]DerivedOrganisation `json:"organisations"`
	Projects      map[string]DerivedProject      `json:"projects"`
	Needs         map[string]DerivedNeed         `json:"needs"`
	NeedsInOrder  []string                       `json:"needs_in_order"` // ids
	Notices       []DerivedNotice                `json:"notices"`        // by office
	States        []formsapi.OfficeState         `json:"states"`         // of which something is said
	Form          DerivedForm                    `json:"form"`
}

// DerivedService is a service, and where it can be had.
type DerivedService struct {
	ID            string                 `json:"id"`
	Topics        []formsapi.Topic       `json:"topics"`
	Offered       []formsapi.Offering    `json:"offered"`
	Status        formsapi.ServiceStatus `json:"status"`
	Offices       []string               `json:"offices"`        // by id
	OnlineOffices []string               `json:"online_offices"` // of these, those that take requests for it
}

// DerivedOrganisation is an organisation and the offices it runs.
type DerivedOrganisation struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"` // the legal one
	Website string   `json:"website"`
	Offices []string `json:"offices"` // by id
}

// DerivedProject is a project as it stands on the day of the build.
type DerivedProject struct {
	ID         string                 `json:"id"`
	Starts     formsapi.Date          `json:"starts"` // empty when unknown
	Ends       formsapi.Date          `json:"ends"`   // empty when unknown or open
	Status     formsapi.ProjectStatus `json:"status"`
	Offices    []string               `json:"offices"`
	Activities []DerivedActivity      `json:"activities"`
}

// DerivedActivity is one of a project's activities.
type DerivedActivity struct {
	ID      string              `json:"id"`
	Offered []formsapi.Offering `json:"offered"`
	Service string              `json:"service"` // may be empty
}

// Derive is what templates show at an instant. The day that it falls on in Italy
// decides what is over and what has yet to begin.
func (s *Snapshot) Derive(now time.Time) Derived {
	today := formsapi.DateOf(now.In(location(DefaultZone)))
	return Derived{
		BuiltOn:       today,
		Offices:       each(s.offices, func(o formsapi.Office) DerivedOffice { return s.deriveOffice(o, now, today) }),
		Services:      each(s.services, s.deriveService),
		Organisations: each(s.organisations, s.deriveOrganisation),
		Projects:      each(s.projects, func(p formsapi.Project) DerivedProject { return deriveProject(p, today) }),
		Needs:         each(s.needs, s.deriveNeed),
		NeedsInOrder:  s.deriveNeedsInOrder(),
		Notices:       s.deriveNotices(now),
		States:        deriveStates(),
		Form:          deriveForm(),
	}
}

func (s *Snapshot) deriveService(v formsapi.Service) DerivedService {
	return DerivedService{
		ID:            v.ID,
		Topics:        list(v.Topics),
		Offered:       list(v.Offered),
		Status:        v.Status,
		Offices:       s.officeIDs(func(o formsapi.Office) bool { return o.Offers(v.ID) }),
		OnlineOffices: s.officeIDs(func(o formsapi.Office) bool { return o.TakesRequests(v) }),
	}
}

func (s *Snapshot) deriveOrganisation(g formsapi.Organisation) DerivedOrganisation {
	return DerivedOrganisation{
		ID:      g.ID,
		Name:    g.Name,
		Website: g.Website,
		Offices: s.officeIDs(func(o formsapi.Office) bool { return o.Organisation == g.ID }),
	}
}

func (s *Snapshot) officeIDs(which func(formsapi.Office) bool) []string {
	ids := []string{}
	for _, o := range s.Offices() {
		if which(o) {
			ids = append(ids, o.ID)
		}
	}
	return ids
}

func deriveProject(p formsapi.Project, today formsapi.Date) DerivedProject {
	activities := []DerivedActivity{}
	for _, a := range p.Activities {
		activities = append(activities, DerivedActivity{ID: a.ID, Offered: list(a.Offered), Service: a.Service})
	}
	return DerivedProject{
		ID:         p.ID,
		Starts:     p.Starts,
		Ends:       p.Ends,
		Status:     p.Status(today),
		Offices:    list(p.Offices),
		Activities: activities,
	}
}

// mapURL finds a place on a map; a street alone could be anywhere.
func mapURL(a formsapi.Address) string {
	if a.Street == "" || a.City == "" {
		return ""
	}
	return "https://www.openstreetmap.org/search?" + url.Values{"query": {a.Street + ", " + a.City}}.Encode()
}

// geoURI opens the telephone's own map (RFC 5870; the query is Android's, which
// others have taken over). Nobody knows the coordinates: 0,0 stands for them.
func geoURI(a formsapi.Address) string {
	if a.Street == "" || a.City == "" {
		return ""
	}
	return "geo:0,0?" + url.Values{"q": {a.Street + ", " + a.City}}.Encode()
}

func each[N, D any](nouns map[string]N, derive func(N) D) map[string]D {
	derived := make(map[string]D, len(nouns))
	for id, n := range nouns {
		derived[id] = derive(n)
	}
	return derived
}

// list is a copy of values that JSON does not write as null.
func list[V any](values []V) []V { return append([]V{}, values...) }
