package desk

import formsapi "sportello/forms-api"

// StepsHint says how the person learns of a decision.
func (p *appointmentPage) StepsHint() string { return p.T(stepsHintKey(p.Request.Contact)) }

func stepsHintKey(contact string) string {
	if contact == formsapi.ContactNone {
		return "steps-hint-no-contact"
	}
	return "steps-hint"
}

// addWhomToTell goes on after what was decided, once.
func (p *appointmentPage) addWhomToTell() {
	if decided := p.visit.sessions.PopString(p.visit.r.Context(), sessionDecided); decided == p.Request.ID.String() {
		p.Notice += " " + p.T(p.tellKey())
	}
}

// tellKey is what to do after a decision. Who wants no contact is not called.
func (p *appointmentPage) tellKey() string {
	switch {
	case p.Request.Contact == formsapi.ContactNone || len(p.Messages) == 0:
		return "tell-nobody"
	case p.Messages[0].Call != nil && p.Messages[0].Call.Mail != "":
		return "tell-by-mail"
	case p.Messages[0].Call != nil:
		return "tell-by-call"
	}
	return "tell-by-message"
}
