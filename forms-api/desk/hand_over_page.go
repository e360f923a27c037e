package desk

import (
	"slices"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// ofClosed is the list of what is in the name of closed accounts.
var ofClosed = inboxFilter{Tab: formsapi.TabAll, Who: whoClosed}

// fillOfClosed says how much that is, to who can do something about it, and offers the
// list where there is something in it.
func (p *inboxPage) fillOfClosed(v *visit) error {
	n, err := v.Appointments.CountOfClosed(v.r.Context(), v.staff, formsapi.ReadRequests)
	if err != nil {
		return err
	}
	p.Choices.Closed = n > 0 || p.Filter.Who == whoClosed
	if n == 0 || p.Filter.Who == whoClosed || !v.staff.MayAnywhere(formsapi.WorkRequests) {
		return nil
	}
	if !v.worksWhereReads() {
		n, err = v.Appointments.CountOfClosed(v.r.Context(), v.staff, formsapi.WorkRequests)
	}
	if n > 0 {
		p.OfClosed, p.OfClosedPath = shownCount(n), ofClosed.address("", "")
	}
	return err
}

// worksWhereReads tells whether the visitor may work on whatever they read, so that what
// is counted for the one holds for the other.
func (v *visit) worksWhereReads() bool {
	all, reads := v.staff.OfficesFor(formsapi.ReadRequests)
	allWorked, works := v.staff.OfficesFor(formsapi.WorkRequests)
	return all == allWorked && slices.Equal(reads, works)
}

// offerHandOver puts a tick before each row that the visitor may give to somebody, and
// the form beneath them.
func (p *inboxPage) offerHandOver(v *visit, staff []formsapi.Staff) {
	if p.Filter.Who != whoClosed {
		return
	}
	h := handOver{Path: handOverPath + "?" + v.r.URL.RawQuery}
	var offices []string
	for i, r := range p.Rows {
		if v.staff.May(formsapi.WorkRequests, r.officeID) {
			p.Rows[i].Tick = formatSeen(r.seen)
			h.Shown, offices = append(h.Shown, p.Rows[i].Tick), append(offices, r.officeID)
		}
	}
	if len(h.Shown) > 0 {
		h.Colleagues = v.canHave(staff, offices)
		p.HandOver = &h
	}
}

// canHave are the colleagues who may have a request of one of some offices: the visitor
// first.
func (v *visit) canHave(staff []formsapi.Staff, offices []string) []option {
	options := []option{{Value: v.staff.ID.String(), Label: v.say("filter-me")}}
	for _, s := range staff {
		reads := slices.ContainsFunc(offices, func(id string) bool { return s.May(formsapi.ReadRequests, id) })
		if reads && s.ID != v.staff.ID && v.works(s) {
			options = append(options, option{Value: s.ID.String(), Label: s.Name})
		}
	}
	return options
}

// keep leaves in the form what was typed.
func (p *inboxPage) keep(typed handOverTyped) {
	if p.HandOver == nil {
		return
	}
	p.HandOver.All, p.HandOver.Nobody = typed.All, typed.To == whoNobody
	for i, o := range p.HandOver.Colleagues {
		p.HandOver.Colleagues[i].Chosen = o.Value == typed.To
	}
	for i, r := range p.Rows {
		p.Rows[i].Ticked = r.Tick != "" && slices.Contains(typed.Requests, r.seen)
	}
}

// name says how many were handed over, and which were not, each with why. Who is still
// in the list is led to.
func (p *inboxPage) name(done int, refused []formsapi.RefusedHandOver) {
	v := p.visit
	p.ErrorsTitle = v.say("hand-over-part", "Count", done)
	for _, r := range refused {
		if r.ID == uuid.Nil {
			p.Errors = append(p.Errors, wrongField{Message: v.say("hand-over-gone")})
			continue
		}
		wrong := wrongField{Message: isolated(v.rowName(r.InboxRow)) + ": " + v.whyRefused(r.Why)}
		if slices.ContainsFunc(p.Rows, func(row inboxRow) bool { return row.ID == r.ID && row.Tick != "" }) {
			wrong.Control = "request-" + r.ID.String()
		}
		p.Errors = append(p.Errors, wrong)
	}
}

// whyRefused is why a request was not given to somebody.
func (v *visit) whyRefused(why *formsapi.Problem) string {
	switch {
	case why.Code == formsapi.CodeConflict:
		return v.say("hand-over-changed")
	case len(why.Fields) > 0:
		return v.Words.Message(v.language, why.Fields[0].Key, why.Fields[0].Args)
	}
	return v.say(problemKey(why))
}

// rowName is what a list calls a request.
func (v *visit) rowName(r formsapi.InboxRow) string {
	switch {
	case r.Unreadable != nil:
		return v.say("cannot-be-read") + " " + r.ID.String()
	case r.Name == "":
		return v.say("without-name")
	}
	return r.Name
}

// Ticks tells whether rows can be ticked.
func (p *inboxPage) Ticks() bool { return p.HandOver != nil }

// Ticks tells whether the rows of a list can be ticked: here they cannot.
func (f frame) Ticks() bool { return false }
