package desk

import (
	"cmp"
	"slices"

	formsapi "sportello/forms-api"
)

// contactPage is the form in which a contact is noted.
type contactPage struct {
	frame
	Office   officeChoice
	OfficeID string
	Shown    string // the office's name
	Form     contactForm
	Fresh    bool // nothing was sent yet
	Asked    bool // the times have just been asked for

	Channels, Services, Languages, Outcomes, Ways []option
	Spoken, SpokenOthers                          []option // languages: the office's usual ones, and all others

	times timeForm
}

func (v *visit) contactPage(office formsapi.Office, form contactForm) *contactPage {
	p := &contactPage{frame: v.frame("contact-title"), OfficeID: office.ID, Shown: office.Title(v.language), Form: form}
	p.Here = ofOffice(newContactPath, office.ID)
	p.Office = officeChoice{p.frame, newContactPath, v.officesFor(formsapi.WorkRequests, office.ID)}
	for _, c := range contactChannels {
		p.Channels = append(p.Channels, option{string(c), v.say(intakeKey(c)), string(c) == form.Channel})
	}
	for _, id := range office.Services {
		if s, known := v.Catalogue.Service(id); known {
			p.Services = append(p.Services, option{id, s.Title(v.language), id == form.Service})
		}
	}
	for _, o := range contactOutcomes {
		label := v.say(outcomeKey(o))
		if o == outcomeBook && form.TimesShown {
			label = v.say("contact-book")
		}
		p.Outcomes = append(p.Outcomes, option{o, label, o == form.Outcome})
	}
	for _, way := range formsapi.ContactWays {
		p.Ways = append(p.Ways, option{way, v.say(contactKey(way)), way == form.Contact})
	}
	p.Languages = v.languageOptions(form.Language)
	p.Spoken = v.spokenOptions(office, form.SpokenLanguage)
	p.SpokenOthers = v.otherSpoken(p.Spoken, form.SpokenLanguage)
	return p
}

// spokenOptions are the site's languages and those of the office's mediators.
func (v *visit) spokenOptions(office formsapi.Office, chosen string) []option {
	options := v.languageOptions(chosen)
	for _, code := range office.SpokenLanguages() {
		if !slices.Contains(v.Config.Languages, code) {
			options = append(options, option{code, v.Words.LanguageName(v.language, code), code == chosen})
		}
	}
	return v.byLabel(options)
}

// otherSpoken are the other languages that people can ask for on the site.
func (v *visit) otherSpoken(usual []option, chosen string) (options []option) {
	for _, code := range v.Words.SpokenCodes(v.language) {
		if !slices.ContainsFunc(usual, func(o option) bool { return o.Value == code }) {
			options = append(options, option{code, v.Words.LanguageName(v.language, code), code == chosen})
		}
	}
	return options
}

// offerTimes adds free times to the form: those given, or the next ones.
func (p *contactPage) offerTimes(others []formsapi.Slot) error {
	need := timeNeed{p.OfficeID, p.Form.Service, p.Form.people(), spokenNeed(p.Form.Interpreter, cmp.Or(p.Form.SpokenLanguage, p.Form.Language))}
	offer, err := p.visit.timeOffer(need)
	if err != nil {
		return err
	}
	if len(others) > 0 {
		offer.Free = p.visit.timeChoices(others, need.language)
	}
	p.Form.keep(offer.Free)
	p.times = timeForm{frame: p.frame, timeTyped: p.Form.timeTyped, timeOffer: offer}
	return nil
}

// Times are the part of the form in which a time is chosen.
func (p *contactPage) Times() timeForm { return p.times }

// More tells whether anything of what is optional was filled in, or is wrong, or
// is worth asking: whom the appointment is for.
func (p *contactPage) More() bool {
	if p.Form.TimesShown {
		return true
	}
	d := p.Form.Details
	optional := []string{d.Name, d.Phone, d.Email, d.Contact, d.Reason, d.Behalf}
	return d.Discreet || slices.ContainsFunc(optional, func(s string) bool { return s != "" })
}

// MaxPeople is how many people can come together.
func (p *contactPage) MaxPeople() int { return formsapi.MaxPeople }
