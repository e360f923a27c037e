package formsapi

import (
	"net/mail"
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// Languages knows the languages of the site and those that people speak.
type Languages interface {
	Site(tag string) bool    // pages exist in this language
	Spoken(code string) bool // it can be chosen as the language to speak
}

// DefaultRegion is where a telephone number without a prefix belongs (ISO 3166-1).
const DefaultRegion = "IT"

// examplePhone is shown to who types a number that is none.
const examplePhone = "333 123 4567"

// ParsePhone reads a telephone number of any country; without a prefix it is
// taken as Italian. It returns E.164.
func ParsePhone(typed string) (e164 string, ok bool) {
	n, err := phonenumbers.Parse(typed, DefaultRegion)
	if err != nil || !phonenumbers.IsValidNumber(n) {
		return "", false
	}
	return phonenumbers.Format(n, phonenumbers.E164), true
}

// ParseEmail checks a bare address such as name@example.org.
func ParseEmail(typed string) (address string, ok bool) {
	a, err := mail.ParseAddress(typed)
	if err != nil || a.Address != typed || len(typed) > 254 { // RFC 5321 4.5.3.1.3
		return "", false
	}
	_, domain, _ := strings.Cut(a.Address, "@")
	return a.Address, strings.Contains(strings.Trim(domain, "."), ".")
}

// appointmentCheck collects what is wrong with a request, field by field in
// the order of the form, and puts the cleaned values in place.
type appointmentCheck struct {
	catalogue Catalogue
	languages Languages
	request   *AppointmentRequest
	errors    []FieldError
}

// Validate cleans the request in place and returns everything that is wrong with it.
func (u *RequestAppointment) Validate(r *AppointmentRequest) []FieldError {
	c := appointmentCheck{catalogue: u.Catalogue, languages: u.Languages, request: r}
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
	if service, known := c.catalogue.Service(r.Service); known && !(office.Offers(r.Service) && service.Status == ServiceActive) {
		c.wrong("service", "error-service-not-offered", map[string]any{"Office": office.Title(r.Language)})
		return
	}
	args := map[string]any{"Office": office.Title(r.Language), "Telephone": office.FirstTelephone()}
	switch office.Mode(r.Service) {
	case ModePhone:
		c.wrong("office", "error-office-by-phone", args)
	case ModeWalkIn:
		c.wrong("office", "error-office-walk-in", args)
	}
}

func (c *appointmentCheck) when() {
	r := c.request
	if r.Slot != "" {
		c.wrong("slot", "error-slot-unsupported", nil)
	}
	if !allKnown(r.PreferredDays, Weekdays) {
		c.wrong("preferred_days", "error-preferred-days-unknown", nil)
	}
	r.PreferredDays = sortedAs(r.PreferredDays, Weekdays)
	if r.PreferredPart == "" {
		r.PreferredPart = "any"
	}
	if !slices.Contains(PartsOfDay, r.PreferredPart) {
		c.wrong("preferred_part", "error-preferred-part-unknown", nil)
	}
	if r.People == 0 {
		r.People = 1
	}
	if r.People < 1 || r.People > MaxPeople {
		c.wrong("people", "error-people-range", map[string]any{"Max": MaxPeople})
	}
}

func (c *appointmentCheck) reason() {
	c.text("reason", &c.request.Reason, CleanText)
	if Length(c.request.Reason) > MaxReason {
		c.wrong("reason", "error-reason-too-long", map[string]any{"Max": MaxReason})
	}
}

func (c *appointmentCheck) person() {
	r := c.request
	ok := c.text("name", &r.Name, CleanLine)
	switch {
	case !ok:
	case r.Name == "":
		c.wrong("name", "error-name-missing", nil)
	case Length(r.Name) > MaxName:
		c.wrong("name", "error-name-too-long", map[string]any{"Max": MaxName})
	}
	if !allKnown(r.Needs, NeedsOnVisit) {
		c.wrong("needs", "error-needs-unknown", nil)
	}
	r.Needs = sortedAs(r.Needs, NeedsOnVisit)
}

func (c *appointmentCheck) contact() {
	r := c.request
	c.phone()
	c.email()
	if r.Contact == "" {
		r.Contact = defaultContact(r)
	}
	switch {
	case !slices.Contains(ContactWays, r.Contact):
		c.wrong("contact", "error-contact-unknown", nil)
	case r.Contact == ContactNone:
	case r.Phone == "" && r.Email == "":
		c.wrong("phone", "error-contact-needed", nil)
	case r.Contact == ContactEmail && r.Email == "":
		c.wrong("email", "error-contact-email-needed", nil)
	case r.Contact != ContactEmail && r.Phone == "":
		c.wrong("phone", "error-contact-phone-needed", nil)
	}
}

func defaultContact(r *AppointmentRequest) string {
	if r.Phone == "" && r.Email != "" {
		return ContactEmail
	}
	return ContactCall
}

func (c *appointmentCheck) phone() {
	r := c.request
	if !c.text("phone", &r.Phone, CleanLine) || r.Phone == "" {
		return
	}
	e164, ok := ParsePhone(r.Phone)
	if !ok {
		c.wrong("phone", "error-phone-invalid", map[string]any{"Example": examplePhone})
		return
	}
	r.Phone = e164
}

func (c *appointmentCheck) email() {
	r := c.request
	if !c.text("email", &r.Email, CleanLine) || r.Email == "" {
		return
	}
	if _, ok := ParseEmail(r.Email); !ok {
		c.wrong("email", "error-email-invalid", nil)
	}
}

func (c *appointmentCheck) language() {
	r := c.request
	if !c.languages.Site(r.Language) {
		c.wrong("language", "error-language-unknown", nil)
	}
	if r.SpokenLanguage != "" && !c.languages.Spoken(r.SpokenLanguage) {
		c.wrong("spoken_language", "error-spoken-language-unknown", nil)
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
