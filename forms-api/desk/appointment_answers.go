package desk

import (
	"cmp"
	"strings"

	formsapi "sportello/forms-api"
)

// italian is the language in which colleagues, forms and laws call things.
const italian = "it"

// A codedAnswer is what the person chose of a list, in the desk's language, and in
// Italian beside another. Italian is empty where it would say the same again.
type codedAnswer struct{ Label, Italian string }

// answers are what the person chose of lists.
type answers struct {
	Service codedAnswer
	Wished  codedAnswer // days and part of the day
	Way     codedAnswer // how they want to hear from the office
	Pages   codedAnswer // the language of their pages
	Spoken  codedAnswer // the language that they speak; empty if they named none
	Needs   []codedAnswer
}

// Speaks is the language to speak with them.
func (a answers) Speaks() codedAnswer { return cmp.Or(a.Spoken, a.Pages) }

func (v *visit) answers(r formsapi.ReadAppointment) answers {
	a := answers{
		Service: v.coded(func(v *visit) string { return v.serviceName(r.Appointment) }),
		Wished:  v.coded(func(v *visit) string { return v.wishedTimes(r.Details) }),
		Way:     v.coded(func(v *visit) string { return v.say(contactKey(r.Contact)) }),
		Pages:   v.coded(func(v *visit) string { return v.Words.LanguageName(v.language, r.Language) }),
	}
	if r.SpokenLanguage != "" {
		a.Spoken = v.coded(func(v *visit) string { return v.Words.LanguageName(v.language, r.SpokenLanguage) })
	}
	for _, need := range r.Needs {
		a.Needs = append(a.Needs, v.coded(func(v *visit) string { return v.say(needKey(need)) }))
	}
	return a
}

// coded says an answer in the desk's language and in Italian.
func (v *visit) coded(say func(*visit) string) codedAnswer {
	inItalian := *v
	inItalian.language = italian
	c := codedAnswer{Label: say(v), Italian: say(&inItalian)}
	if strings.EqualFold(c.Label, c.Italian) {
		c.Italian = ""
	}
	return c
}

// wishedTimes are the days that somebody prefers, and the part of the day.
func (v *visit) wishedTimes(d formsapi.Details) string {
	w := v.wishes(d)
	days := cmp.Or(strings.Join(w.Days, ", "), v.say("any-day"))
	if w.Part == "" {
		return days
	}
	return days + " · " + w.Part
}
