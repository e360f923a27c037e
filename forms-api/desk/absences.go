package desk

import (
	"net/http"
	"slices"
	"strings"

	formsapi "sportello/forms-api"
)

const absencesPath = home + "absences"

// absencePage asks once more before an absence is noted, and lists who counted
// on the mediator.
type absencePage struct {
	frame
	OfficeID  string
	Shown     string
	When      string
	Span      spanTyped
	Languages []string
	Rows      []inboxRow
	Back      string
}

// absence says who does not come, and when.
func (v *visit) absence(a formsapi.Absence) string {
	names := make([]string, len(a.Languages))
	for i, code := range a.Languages {
		names[i] = v.Words.LanguageName(v.language, code)
	}
	return v.say("absence-line", "Languages", strings.Join(names, ", "), "When", v.spanShown(absentAs(a)))
}

// absentAs is the stretch of an absence, as days where it is whole days.
func absentAs(a formsapi.Absence) formsapi.Closure {
	whole := a.From == a.From.Midnight() && a.Until == a.Until.Midnight()
	return formsapi.Closure{From: a.From, Until: a.Until, WholeDays: whole}
}

func (v *visit) readAbsence() (formsapi.Absence, error) {
	c, wrong := v.readSpan().closure()
	return formsapi.Absence{Languages: v.r.Form["languages"], From: c.From, Until: c.Until}, formsapi.Invalid(wrong)
}

// checkAbsence lists who counted on a mediator.
func (d *desk) checkAbsence(v *visit) error {
	office, err := v.theOffice(formsapi.WorkRequests)
	if err != nil {
		return err
	}
	absence, err := v.readAbsence()
	var counting []formsapi.InboxRow
	if err == nil {
		counting, err = v.Absences.Counting(v.r.Context(), v.staff, office.ID, absence)
	}
	if err != nil {
		return v.refuseAbsence(office, err)
	}
	colleagues, err := v.colleagues()
	if err != nil {
		return err
	}
	page := absencePage{
		frame: v.frame("absence-check-title"), OfficeID: office.ID, Shown: office.Title(v.language), When: v.absence(absence),
		Span: v.readSpan(), Languages: absence.Languages, Back: ofOffice(closuresPath, office.ID),
	}
	for _, r := range counting {
		page.Rows = append(page.Rows, v.inboxRow(r, colleagues))
	}
	return v.render(http.StatusOK, "absence.html", page)
}

func (v *visit) refuseAbsence(office formsapi.Office, problem error) error {
	return v.refuseSpan(office, problem, func(p *closuresPage) string {
		p.AbsenceSpan = v.readSpan()
		chosen(p.Speakers, func(value string) bool { return slices.Contains(v.r.Form["languages"], value) })
		return "absence-"
	})
}

func (d *desk) noteAbsence(v *visit) error {
	office, err := v.theOffice(formsapi.WorkRequests)
	if err != nil {
		return err
	}
	absence, err := v.readAbsence()
	if err == nil {
		err = v.Absences.Note(v.r.Context(), v.staff, office.ID, absence)
	}
	if err != nil {
		return v.refuseAbsence(office, err)
	}
	v.notify("notice-absence")
	return v.redirect(ofOffice(closuresPath, office.ID))
}

// takeAbsenceBack ends an absence that the desk has noted.
func (d *desk) takeAbsenceBack(v *visit) error {
	office, err := v.theOffice(formsapi.WorkRequests)
	if err != nil {
		return err
	}
	noted, err := v.Absences.Noted(v.r.Context(), v.staff, office.ID)
	if err != nil {
		return err
	}
	for _, a := range noted {
		if a.From.String() != v.r.Form.Get("from") || a.Until.String() != v.r.Form.Get("until") || !slices.Equal(a.Languages, v.r.Form["languages"]) {
			continue
		}
		if err := v.Absences.TakeBack(v.r.Context(), v.staff, office.ID, a); err != nil {
			return err
		}
		v.notify("notice-absence-ended")
		return v.redirect(ofOffice(closuresPath, office.ID))
	}
	return &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "not-found"}
}
