package formsapi_test

import (
	"strings"

	formsapi "sportello/forms-api"
)

// correction draws how somebody wants to be reached from now on, and how they
// prove who they are.
func (w *walk) correction(m *modelled, p *formsapi.PersonStep) {
	c := w.contact()
	p.Phone, p.Email, p.Contact, p.Partial = c.Phone, c.Email, c.Contact, w.random.IntN(2) == 0
	if w.random.IntN(6) == 0 {
		p.Contact = []string{"call", "message", "email"}[w.random.IntN(3)] // they may have no such thing
	}
	switch {
	case w.random.IntN(6) == 0:
		p.Proof = "9999"
	case m.details.Phone != "":
		p.Proof = m.details.Phone[len(m.details.Phone)-4:]
	default:
		p.Proof = strings.ToUpper(m.details.Email)
	}
}

// putRight is how somebody is reached after a correction.
func putRight(d formsapi.Details, p formsapi.PersonStep) formsapi.Details {
	was := d
	d.Phone, d.Email, d.Contact = p.Phone, p.Email, p.Contact
	if p.Partial && d.Phone == "" {
		d.Phone = was.Phone
	}
	if p.Partial && d.Email == "" {
		d.Email = was.Email
	}
	return d
}

func (w *walk) mayCorrect(m *modelled, p formsapi.PersonStep, d formsapi.Details) outcome {
	proves := m.details.Phone != "" && strings.HasSuffix(m.details.Phone, p.Proof) || m.details.Email != "" && strings.EqualFold(m.details.Email, p.Proof)
	needs := map[string]string{"call": d.Phone, "message": d.Phone, "email": d.Email, "none": "nothing"}[d.Contact]
	switch {
	case p.Proof == "" || !proves:
		return forbidden
	case needs == "":
		return invalid
	case w.tooManyOf(m, d):
		return tooMany
	}
	return done
}
