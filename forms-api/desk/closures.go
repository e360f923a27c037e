package desk

import (
	"errors"
	"net/http"

	formsapi "sportello/forms-api"
)

const closuresPath = home + "closures"

// closuresPage is what the desk has closed at an office, and the forms to close
// it and to note that a mediator does not come.
type closuresPage struct {
	frame
	Office   officeChoice
	OfficeID string
	Shown    string
	Today    string // the first date that can be typed

	Closures []spanRow
	Absences []spanRow
	Reasons  []option
	Speakers []option // languages of the mediators

	Span, AbsenceSpan spanTyped
	Waits             []task // what is left to do for people
}

// spanRow is a closure or an absence that the desk has made.
type spanRow struct {
	Words       string
	From, Until string // by which it is found again
	Languages   []string
	Reason      string
}

func (d *desk) showClosures(v *visit) error {
	office, err := v.theOffice(formsapi.WorkRequests)
	if err != nil {
		return err
	}
	page, err := v.closuresPage(office)
	if err != nil {
		return err
	}
	return v.render(http.StatusOK, "closures.html", page)
}

func (v *visit) closuresPage(office formsapi.Office) (*closuresPage, error) {
	today := v.Now().In(office.Zone).Format("2006-01-02")
	p := &closuresPage{frame: v.frame("closures-title"), OfficeID: office.ID, Shown: office.Title(v.language), Today: today}
	p.Here = ofOffice(closuresPath, office.ID)
	p.Office = officeChoice{p.frame, closuresPath, v.officesFor(formsapi.WorkRequests, office.ID)}
	p.Span, p.AbsenceSpan = spanTyped{From: today}, spanTyped{From: today}
	for _, reason := range formsapi.ClosureReasons {
		p.Reasons = append(p.Reasons, option{string(reason), v.say(closureKey(reason)), false})
	}
	for _, code := range office.SpokenLanguages() {
		p.Speakers = append(p.Speakers, option{code, v.Words.LanguageName(v.language, code), false})
	}
	p.Speakers = v.byLabel(p.Speakers)
	return p, p.fill(office.ID)
}

func (p *closuresPage) fill(office string) error {
	v := p.visit
	closures, err := v.Closing.Made(v.r.Context(), v.staff, office)
	if err != nil {
		return err
	}
	for _, c := range closures {
		p.Closures = append(p.Closures, spanRow{Words: v.closure(c), From: c.From.String(), Until: c.Until.String(), Reason: string(c.Reason)})
	}
	absences, err := v.Absences.Noted(v.r.Context(), v.staff, office)
	if err != nil {
		return err
	}
	for _, a := range absences {
		p.Absences = append(p.Absences, spanRow{Words: v.absence(a), From: a.From.String(), Until: a.Until.String(), Languages: a.Languages})
	}
	tasks, err := v.tasks()
	for _, t := range tasks {
		if t.Count > 0 && (t.Path == callsPath || t.Path == misfitsPath) {
			p.Waits = append(p.Waits, t)
		}
	}
	return err
}

// refuseSpan shows the page again, with what was typed.
func (v *visit) refuseSpan(office formsapi.Office, problem error, keep func(*closuresPage) (prefix string)) error {
	p, is := errors.AsType[*formsapi.Problem](problem)
	if !is || p.Code != formsapi.CodeInvalid {
		return problem
	}
	page, err := v.closuresPage(office)
	if err != nil {
		return err
	}
	page.refuse(problem, keep(page))
	return v.render(statusOf[p.Code], "closures.html", page)
}

// chosen marks what was chosen of some options.
func chosen(options []option, is func(value string) bool) {
	for i := range options {
		options[i].Chosen = is(options[i].Value)
	}
}

// spanForm is the part of a form in which a stretch of time is typed.
type spanForm struct {
	frame
	Prefix string // of its controls' ids
	Today  string
	Span   spanTyped
}

// SpanForm is such a part.
func (p *closuresPage) SpanForm(prefix string, s spanTyped) spanForm {
	return spanForm{p.frame, prefix, p.Today, s}
}
