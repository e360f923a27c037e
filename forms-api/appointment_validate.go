package formsapi

import (
	"slices"
	"time"
)

// Languages knows the languages of the site and those that people speak.
type Languages interface {
	Site(tag string) bool    // pages exist in this language
	Spoken(code string) bool // it can be chosen as the language to speak
}

// appointmentCheck collects what is wrong with a request, field by field in
// the order of the form, and puts the cleaned values in place.
type appointmentCheck struct {
	catalogue Catalogue
	languages Languages
	request   *AppointmentRequest
	now       time.Time
	errors    []FieldError
}

// Validate cleans the request in place and returns everything that is wrong with it.
func (u *RequestAppointment) Validate(r *AppointmentRequest) []FieldError {
	c := appointmentCheck{catalogue: u.Catalogue, languages: u.Languages, request: r, now: u.Now()}
	c.service()
	c.office()
	c.when()
	c.reason()
	c.person()
	c.contact()
	c.language()
	if !r.Consent {
		c.wrong("consent", "error-consent-missing", nil)
	}
	return c.errors
}

func (c *appointmentCheck) wrong(field, key string, args map[string]any) {
	c.errors = append(c.errors, FieldError{Field: field, Key: key, Args: args})
}

func (c *appointmentCheck) service() {
	switch _, known := c.catalogue.Service(c.request.Service); {
	case c.request.Service == "":
		c.wrong("service", "error-service-missing", nil)
	case !known:
		c.wrong("service", "error-service-unknown", nil)
	}
}

func (c *appointmentCheck) office() {
	r := c.request
	office, known := c.catalogue.Office(r.Office)
	switch {
	case r.Office == "":
		c.wrong("office", "error-office-missing", nil)
		return
	case !known:
		c.wrong("office", "error-office-unknown", nil)
		return
	}
	if service, known := c.catalogue.Service(r.Service); known && !office.TakesRequests(service) {
		c.otherwise(office, service)
	}
}

// otherwise says how else one gets an appointment that the site does not take
// requests for.
func (c *appointmentCheck) otherwise(office Office, service Service) {
	name := office.Title(c.request.Language)
	args := map[string]any{"Office": name, "Telephone": office.FirstTelephone()}
	switch mode := office.Mode(service.ID); {
	case service.Status == ServiceActive && mode == ModePhone:
		c.wrong("office", "error-office-by-phone", args)
	case service.Status == ServiceActive && mode == ModeWalkIn:
		c.wrong("office", "error-office-walk-in", args)
	default:
		c.wrong("service", "error-service-not-offered", map[string]any{"Office": name})
	}
}

func (c *appointmentCheck) when() {
	r := c.request
	if !allKnown(r.PreferredDays, Weekdays) {
		c.wrong("preferred_days", "error-preferred-days-unknown", nil)
	}
	r.PreferredDays = sortedAs(r.PreferredDays, Weekdays)
	if r.PreferredPart == "" {
		r.PreferredPart = AnyPart
	}
	if !slices.Contains(PartsOfDay, r.PreferredPart) {
		c.wrong("preferred_part", "error-preferred-part-unknown", nil)
	}
	if r.People == 0 {
		r.People = 1
	}
	if r.People < 1 || r.People > MaxPeople {
		c.wrong("people", "error-people-range", map[string]any{"Max": MaxPeople})
		return
	}
	c.slot()
}

// slot checks the time that was chosen against the facts; whether somebody has
// taken it is known when it is stored.
func (c *appointmentCheck) slot() {
	r := c.request
	r.at, r.claim = time.Time{}, Claim{}
	if r.Slot == "" {
		return
	}
	at, ok := ParseSlot(r.Slot)
	if !ok {
		c.wrong("slot", "error-slot-invalid", nil)
		return
	}
	office, known := c.catalogue.Office(r.Office)
	service, offered := c.catalogue.Service(r.Service)
	if !known || !offered || !office.TakesRequests(service) { // said already
		return
	}
	claim, wrong := office.personClaim(office.Rule(r.Service), r.People, at, c.now)
	if wrong != nil {
		c.errors = append(c.errors, *wrong)
		return
	}
	r.at, r.claim = at, claim
}

func (c *appointmentCheck) reason() {
	c.text("reason", &c.request.Reason, CleanText)
	if Length(c.request.Reason) > MaxReason {
		c.wrong("reason", "error-reason-too-long", map[string]any{"Max": MaxReason})
	}
}

// text cleans a field in place and tells whether it is readable text.
func (c *appointmentCheck) text(field string, value *string, clean func(string) (string, error)) bool {
	cleaned, err := clean(*value)
	if err != nil {
		c.wrong(field, "error-text-invalid", nil)
		return false
	}
	*value = cleaned
	return true
}

func allKnown(values, known []string) bool {
	return !slices.ContainsFunc(values, func(v string) bool { return !slices.Contains(known, v) })
}

// sortedAs returns the values in the order of known, each once; what is not known goes last.
func sortedAs(values, known []string) []string {
	sorted := slices.Clone(values)
	slices.SortStableFunc(sorted, func(a, b string) int {
		return rank(a, known) - rank(b, known)
	})
	return slices.Compact(sorted)
}

func rank(v string, known []string) int {
	if i := slices.Index(known, v); i >= 0 {
		return i
	}
	return len(known)
}
