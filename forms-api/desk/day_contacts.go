package desk

import (
	"strings"

	formsapi "sportello/forms-api"
)

// dayContact is somebody who came to the counter or called on a day.
type dayContact struct {
	inboxRow
	At      string
	Channel string
	ToAsk   string // as appointmentPage.ToAsk
}

// freeTime is a time that can still be given.
type freeTime struct {
	At     string
	Speaks string // the languages that somebody at the counter speaks then
}

// addContacts lists who came and called on the day of a sheet.
func (p *dayPage) addContacts(office formsapi.Office, colleagues colleagueNames) error {
	v := p.visit
	all, more, err := v.Appointments.Contacts(v.r.Context(), v.staff, office.ID, formsapi.Date(p.Date))
	if more {
		day := formsapi.Date(p.Date)
		p.AllContacts = inboxFilter{Tab: formsapi.TabAll, Office: office.ID, From: day, Until: day}.address("", "")
	}
	for _, r := range all {
		v.reportUnreadable("request", r.ID, r.Unreadable)
		p.Contacts = append(p.Contacts, dayContact{
			v.inboxRow(r, colleagues), v.Words.Time(v.language, r.CreatedAt, office.Zone), v.say(intakeKey(r.Channel)), v.toAsk(r.Appointment),
		})
	}
	return err
}

// MostContacts is how many are listed at most.
func (p *dayPage) MostContacts() int { return formsapi.MostContacts }

// addFree lists what can still be given on the day of a sheet.
func (p *dayPage) addFree(office formsapi.Office) error {
	v := p.visit
	p.Works = v.staff.May(formsapi.WorkRequests, office.ID)
	p.Over = formsapi.Date(p.Date) < formsapi.DateOf(v.Now().In(office.Zone))
	left, err := v.Slots.Left(v.r.Context(), office.ID, formsapi.Date(p.Date), 1)
	for _, s := range left[formsapi.Date(p.Date)] {
		names := make([]string, len(s.Languages))
		for i, code := range s.Languages {
			names[i] = v.Words.LanguageName(v.language, code)
		}
		p.Free = append(p.Free, freeTime{v.Words.Time(v.language, s.Start, office.Zone), strings.Join(names, ", ")})
	}
	return err
}

// sheetOutcomes are what an attended appointment can be finished with in one press:
// where somebody was referred to is written on the request's page.
var sheetOutcomes = []formsapi.Outcome{
	formsapi.OutcomeHelped, formsapi.OutcomeInformed, formsapi.OutcomeNothing, formsapi.OutcomeOther,
}

// Outcomes are these as choices.
func (p *dayPage) Outcomes() []option {
	options := make([]option, len(sheetOutcomes))
	for i, o := range sheetOutcomes {
		options[i] = option{Value: string(o), Label: p.visit.say(reportOutcomeKey(o))}
	}
	return options
}
