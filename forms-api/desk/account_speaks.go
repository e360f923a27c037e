package desk

import (
	"slices"

	formsapi "sportello/forms-api"
)

// changeSpeaks changes which languages the visitor speaks with people.
func (d *desk) changeSpeaks(v *visit) error {
	if err := d.Accounts.Speak(v.r.Context(), v.staff, v.r.PostForm["speaks"]); err != nil {
		return v.refuseAccount(err, "", "speaks")
	}
	v.notify("notice-account")
	return v.redirect(accountPath)
}

// offerSpeaks offers the languages that are spoken where the visitor works, and apart
// from them the others that people can ask for.
func (p *accountPage) offerSpeaks(v *visit) {
	near, own := v.localLanguages(), v.speaks()
	offer := func(code string) option {
		return option{code, v.Words.LanguageName(v.language, code), slices.Contains(own, code)}
	}
	for _, code := range near {
		p.Speaks = append(p.Speaks, offer(code))
	}
	p.Speaks = v.byLabel(p.Speaks)
	for _, code := range v.Words.SpokenCodes(v.language) {
		if !slices.Contains(near, code) {
			p.SpeaksOthers = append(p.SpeaksOthers, offer(code))
		}
	}
}

// localLanguages are those that are spoken where the visitor works, by code: the
// site's, those of the mediators, and the visitor's own.
func (v *visit) localLanguages() []string {
	all := slices.Concat(v.Languages, v.staff.Speaks)
	for _, o := range v.Catalogue.Offices() {
		if v.staff.May(formsapi.ReadRequests, o.ID) {
			all = append(all, o.SpokenLanguages()...)
		}
	}
	return v.spokenCodes(all)
}

// speaks are the visitor's own languages, by code.
func (v *visit) speaks() []string { return v.spokenCodes(v.staff.Speaks) }

// spokenCodes are languages under the codes by which people can ask for them: nobody
// speaks zh-hans, what they speak is zh. One that nobody can ask for keeps its own.
func (v *visit) spokenCodes(tags []string) []string {
	known := v.Words.SpokenCodes(v.language)
	var codes []string
	for _, tag := range tags {
		if n := slices.IndexFunc(known, func(code string) bool { return formsapi.SameSpeech(code, tag) }); n >= 0 {
			tag = known[n]
		}
		codes = append(codes, tag)
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}
