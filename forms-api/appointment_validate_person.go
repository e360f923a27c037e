package formsapi

import (
	"slices"
	"strings"
)

// examplePhone is shown to who types a number that is none, and stays on one
// line (U+00A0). Typed in, it is a number.
const examplePhone = "333\u00a0123\u00a04567"

func (c *appointmentCheck) person() {
	r := c.request
	ok := c.text("name", &r.Name, CleanLine)
	switch {
	case !ok:
	case !named(r.Name):
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
	ok := c.phone()
	c.email()
	if r.Contact == "" {
		r.Contact = DefaultContact(r.Phone, r.Email)
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
	case r.Contact == ContactMessage && ok && !TakesMessages(r.Phone):
		c.wrong("phone", "error-contact-mobile-needed", nil)
	}
}

// DefaultContact is how who has not chosen a way is told: by a call, or where only
// an e-mail is known, by that.
func DefaultContact(phone, email string) string {
	if phone == "" && email != "" {
		return ContactEmail
	}
	return ContactCall
}

// phone puts E.164 in place and tells whether there is a number.
func (c *appointmentCheck) phone() bool {
	r := c.request
	if !c.text("phone", &r.Phone, cleanPhone) || r.Phone == "" {
		return false
	}
	e164, ok := ParsePhone(r.Phone)
	if !ok {
		c.wrong("phone", "error-phone-invalid", map[string]any{"Example": examplePhone})
		return false
	}
	r.Phone = e164
	return true
}

// cleanPhone is CleanLine for a number copied from a telephone's contacts, which
// comes in direction controls. None of them is kept: a number is stored as digits.
func cleanPhone(s string) (string, error) {
	return CleanLine(strings.Map(func(r rune) rune {
		if steersDirection(r) {
			return -1
		}
		return r
	}, s))
}

func (c *appointmentCheck) email() {
	r := c.request
	if !c.text("email", &r.Email, CleanLine) || r.Email == "" {
		return
	}
	if _, ok := ParseEmail(r.Email); !ok {
		c.wrong("email", "error-email-invalid", nil)
		return
	}
	if _, ok := EmailOnTheWire(r.Email); !ok {
		c.wrong("email", "error-email-letters", nil)
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
