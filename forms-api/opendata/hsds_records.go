package opendata

import "slices"

// The records of HSDS 3.0, with the fields that the catalogue can fill. Field
// names are HSDS's own; what is empty is left out.

type service struct {
	ID                 string              `json:"id"`
	OrganizationID     string              `json:"organization_id,omitempty"`
	Name               string              `json:"name"`
	Description        string              `json:"description,omitempty"`
	URL                string              `json:"url,omitempty"`
	Status             string              `json:"status"`
	Alert              string              `json:"alert,omitempty"`
	Organization       *organization       `json:"organization,omitempty"`
	ServiceAtLocations []serviceAtLocation `json:"service_at_locations,omitempty"`
	Attributes         []attribute         `json:"attributes,omitempty"`
}

type organization struct {
	ID          string     `json:"id"`
	Name        string     `json:"name"`
	Description string     `json:"description"`
	Email       string     `json:"email,omitempty"`
	Website     string     `json:"website,omitempty"`
	Phones      []phone    `json:"phones,omitempty"`
	Locations   []location `json:"locations,omitempty"`
	Services    []service  `json:"services,omitempty"`
}

type serviceAtLocation struct {
	ID         string      `json:"id"`
	ServiceID  string      `json:"service_id"`
	LocationID string      `json:"location_id"`
	Service    *service    `json:"service,omitempty"`
	Location   *location   `json:"location,omitempty"`
	Attributes []attribute `json:"attributes,omitempty"`
}

type location struct {
	ID             string      `json:"id"`
	LocationType   string      `json:"location_type"`
	OrganizationID string      `json:"organization_id,omitempty"`
	Name           string      `json:"name"`
	Description    string      `json:"description,omitempty"`
	Languages      []spoken    `json:"languages,omitempty"`
	Addresses      []address   `json:"addresses,omitempty"`
	Contacts       []contact   `json:"contacts,omitempty"`
	Accessibility  []access    `json:"accessibility,omitempty"`
	Phones         []phone     `json:"phones,omitempty"`
	Schedules      []schedule  `json:"schedules,omitempty"`
	Attributes     []attribute `json:"attributes,omitempty"`
}

type address struct {
	ID            string `json:"id"`
	LocationID    string `json:"location_id"`
	Attention     string `json:"attention,omitempty"`
	Address1      string `json:"address_1"`
	City          string `json:"city"`
	StateProvince string `json:"state_province"`
	PostalCode    string `json:"postal_code"`
	Country       string `json:"country"` // ISO 3166-1, two letters
	AddressType   string `json:"address_type"`
}

type spoken struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Code string `json:"code"` // ISO 639
	Note string `json:"note,omitempty"`
}

type access struct {
	ID         string      `json:"id"`
	Attributes []attribute `json:"attributes"`
}

type contact struct {
	ID    string `json:"id"`
	Title string `json:"title,omitempty"`
	Email string `json:"email"`
}

type phone struct {
	ID         string      `json:"id"`
	Number     string      `json:"number"` // E.164
	Type       string      `json:"type"`   // RFC 6350 6.4.1
	Attributes []attribute `json:"attributes,omitempty"`
}

type schedule struct {
	ID          string      `json:"id"`
	ValidFrom   string      `json:"valid_from,omitempty"` // the first day
	ValidTo     string      `json:"valid_to,omitempty"`   // the last day
	Timezone    float64     `json:"timezone"`             // hours east of UTC
	WeekStart   string      `json:"wkst"`
	Frequency   string      `json:"freq"`
	ByDay       string      `json:"byday"` // RFC 5545 3.3.10: MO,WE
	Description string      `json:"description,omitempty"`
	OpensAt     string      `json:"opens_at"` // 08:30+01:00
	ClosesAt    string      `json:"closes_at"`
	Attributes  []attribute `json:"attributes,omitempty"`
}

// attribute carries what HSDS has no field for: a code of our own facts.
type attribute struct {
	ID       string `json:"id"`
	LinkType string `json:"link_type"`
	Value    string `json:"value"`
	Term     *term  `json:"taxonomy_term,omitempty"`
}

type term struct {
	ID          string `json:"id"`
	Code        string `json:"code"`
	Name        string `json:"name"`
	Description string `json:"description"`
	Taxonomy    string `json:"taxonomy"`
	Language    string `json:"language"`
}

type tableDescription struct {
	ID           string `json:"id"`
	Name         string `json:"name"`
	Language     string `json:"language"`
	CharacterSet string `json:"character_set"`
}

// page is one page of a list. The site is a folder of files, so every list has
// one page with everything.
type page[R any] struct {
	TotalItems int  `json:"total_items"`
	TotalPages int  `json:"total_pages"`
	PageNumber int  `json:"page_number"`
	Size       int  `json:"size"`
	FirstPage  bool `json:"first_page"`
	LastPage   bool `json:"last_page"`
	Empty      bool `json:"empty"`
	Contents   []R  `json:"contents"`
}

func onePage[R any](records []R) page[R] {
	return page[R]{
		TotalItems: len(records), TotalPages: 1, PageNumber: 1, Size: len(records),
		FirstPage: true, LastPage: true, Empty: len(records) == 0,
		Contents: append([]R{}, records...),
	}
}

// present leaves out what is empty.
func present[V comparable](values ...V) []V {
	var none V
	return slices.DeleteFunc(values, func(v V) bool { return v == none })
}

// codes are attributes of the record with an id, one for each value.
func codes[V ~string](record, kind string, values ...V) []attribute {
	var all []attribute
	for _, v := range values {
		all = append(all, attribute{ID: id("attribute", record, kind, string(v)), LinkType: kind, Value: string(v)})
	}
	return all
}
