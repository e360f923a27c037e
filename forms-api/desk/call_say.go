package desk

import formsapi "sportello/forms-api"

// toSay is what to tell by telephone.
func (v *visit) toSay(m formsapi.CallRow) string {
	if m.Stale {
		return v.sayStale(m)
	}
	zone := v.zoneOf(m.QueuedMessage.Office)
	office, when, until, reason := v.officeTitle(m.QueuedMessage.Office), "", "", ""
	if m.Discreet {
		office = v.say("say-unnamed")
	}
	if m.Start != nil {
		when = v.startShown(m.Start.Local)
	}
	if !m.Until.IsZero() {
		until = v.moment(m.Until, zone)
	}
	if m.Reason != "" {
		reason = v.say(declineKey(m.Reason))
	}
	said := v.say(v.toSayKey(m), "Office", office, "When", when, "Until", until, "Reason", reason)
	if m.Gone != nil {
		said = v.say("say-gone", "When", v.startShown(m.Gone.Local)) + " " + said
	}
	if o, known := v.Catalogue.Office(m.Instead); known {
		said += " " + v.say("say-instead", "Office", o.Title(v.language))
	}
	return said
}

// sayStale is what to tell who did not get a message that is no longer so.
func (v *visit) sayStale(m formsapi.CallRow) string {
	now := v.say(stateKey(m.Today.State))
	if s := m.Today.Start; s != nil {
		now += ", " + v.startShown(s.Local)
	}
	return v.say("say-stale", "Now", now)
}

// toSayKey is where the words are of what to tell. Who cannot confirm passes a yes on.
func (v *visit) toSayKey(m formsapi.CallRow) string {
	works := v.staff.May(formsapi.WorkRequests, m.QueuedMessage.Office)
	switch {
	case !works && m.Notice == formsapi.NoticeProposed:
		return "say-proposed-ask"
	case !works && m.Notice == formsapi.NoticeReplaced:
		return "say-replaced-ask"
	}
	return sayKey(m.Notice)
}
