package formsapi

import (
	"slices"
	"time"
)

// Check says everything that is wrong with a contact, as Record does, and stores nothing.
func (u *RecordContact) Check(by Staff, c Contact) error {
	if !by.May(WorkRequests, c.Office) {
		return &Problem{Code: CodeForbidden, Key: "forbidden"}
	}
	_, err := u.check(&c)
	return err
}

// check cleans the contact in place.
func (u *RecordContact) check(c *Contact) (*Start, error) {
	asked := AppointmentRequest{Office: c.Office, Service: c.Service, People: c.People, Language: c.Language, Details: c.Details}
	k := appointmentCheck{catalogue: u.Catalogue, languages: u.Languages, request: &asked, now: u.Now()}
	k.tally()
	if !slices.Contains([]Intake{IntakeTelephone, IntakeCounter}, c.Channel) {
		k.wrong("channel", "error-channel-unknown", nil)
	}
	if c.Outcome != "" && (contactEvent(c) != EventRecord || !slices.Contains(outcomesToldInPerson, c.Outcome)) {
		k.wrong("outcome", "outcome-missing", nil)
	}
	c.Details, c.People = asked.Details, asked.People
	office, known := u.Catalogue.Office(c.Office)
	var start *Start
	if c.Start != "" && known {
		start = k.start(office, c)
	}
	return start, Invalid(k.errors)
}

// start reads the time that staff book, and says why the office cannot keep it.
func (k *appointmentCheck) start(o Office, c *Contact) *Start {
	start, wrong := parseStart(c.Start, o.Zone, k.now)
	if wrong != "" {
		k.wrong("start", wrong, nil)
		return start
	}
	if why, refused := o.refusesStart(start.At, o.staffMinutes(c, start.At), c.Outside); refused {
		k.errors = append(k.errors, why)
	}
	return start
}

// staffMinutes is how long an appointment for a contact takes, of which anything
// may be wrong yet.
func (o Office) staffMinutes(c *Contact, at time.Time) int {
	return o.staffClaim(o.staffRule(c.Service), min(c.People, MaxPeople), at).expectedMinutes()
}

// tally checks what staff note: little is needed, and nothing may be wrong.
func (c *appointmentCheck) tally() {
	r := c.request
	office, known := c.catalogue.Office(r.Office)
	if !known {
		c.wrong("office", "error-office-unknown", nil)
	}
	if _, known := c.catalogue.Service(r.Service); !known || !office.Offers(r.Service) {
		c.wrong("service", "error-service-unknown", nil)
	}
	if r.Contact == "" && r.Phone == "" && r.Email == "" {
		r.Contact = ContactNone
	}
	c.when()
	c.reason()
	if r.Name != "" {
		c.person()
	}
	if c.text("behalf", &r.Behalf, CleanLine); Length(r.Behalf) > MaxName {
		c.wrong("behalf", "error-name-too-long", map[string]any{"Max": MaxName})
	}
	c.contact()
	c.language()
}
