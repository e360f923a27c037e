package desk

import (
	"net/http"
	"strconv"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

func experiencePath(id uuid.UUID) string { return appointmentPath(id) + "/experience" }

// experiencePage asks a person at the counter what they think of the service, in their
// language, and thanks them. It has nothing of the desk on it but a way back: it is
// turned to the person.
type experiencePage struct {
	frame
	Path      string // of the request's page
	Language  string // the person's
	Direction string
	Questions []experienceQuestion
	Thanks    bool // they have answered
}

// An experienceQuestion is one of the two, with what there is to choose.
type experienceQuestion struct {
	Field  string
	First  string // the id of its first choice, which the summary of what is wrong leads to
	Asks   string
	Wrong  string
	Scale  []option
	Chosen string
}

// showExperience asks who was there, or thanks who has answered. What they answer is in
// no log: it would have the moment.
func (d *desk) showExperience(v *visit) error {
	id, err := v.pathID("id")
	if err != nil {
		return err
	}
	a, err := d.Experience.AskAtCounter(v.r.Context(), v.staff, id)
	answered := formsapi.CodeOf(err) == formsapi.CodeConflict
	if err != nil && !answered {
		return err
	}
	page := v.experiencePage(a)
	if page.Thanks = answered; answered {
		page.Title = page.Say("done-experience")
	}
	return v.render(http.StatusOK, "experience.html", page)
}

// takeExperience keeps the answers; who has answered already is thanked as well.
func (d *desk) takeExperience(v *visit) error {
	id, err := v.pathID("id")
	if err != nil {
		return err
	}
	said := formsapi.ExperienceAnswer{Helped: v.mark("helped"), Treated: v.mark("treated")}
	err = d.Experience.RateAtCounter(v.r.Context(), v.staff, id, said)
	switch code := formsapi.CodeOf(err); {
	case err == nil, code == formsapi.CodeConflict:
		return v.redirect(experiencePath(id))
	case code == formsapi.CodeInvalid:
		return v.askAgain(id, said)
	}
	return err
}

// askAgain shows what has no answer yet, with what was chosen.
func (v *visit) askAgain(id uuid.UUID, said formsapi.ExperienceAnswer) error {
	a, err := v.Experience.AskAtCounter(v.r.Context(), v.staff, id)
	if err != nil {
		return err
	}
	page := v.experiencePage(a)
	page.ErrorsTitle = page.Say("error-summary-title")
	for _, wrong := range said.Validate() {
		for i := range page.Questions {
			if q := &page.Questions[i]; q.Field == wrong.Field {
				q.Wrong = v.Public.Message(a.Language, wrong.Key, wrong.Args)
				page.Errors = append(page.Errors, wrongField{q.First, q.Wrong})
			}
		}
	}
	return v.render(http.StatusUnprocessableEntity, "experience.html", page)
}

// mark is what was chosen of a scale; 0 for nothing, or nothing that there is.
func (v *visit) mark(field string) int {
	n, err := strconv.Atoi(v.r.PostFormValue(field))
	if err != nil {
		return 0
	}
	return n
}

func (v *visit) experiencePage(a formsapi.Appointment) *experiencePage {
	p := &experiencePage{frame: frame{visit: v}, Path: appointmentPath(a.ID), Language: a.Language, Direction: v.Config.Direction(a.Language)}
	p.Title = p.Say("do-experience")
	for _, field := range formsapi.ExperienceQuestions {
		q := experienceQuestion{Field: field, First: field + "-1", Asks: p.Say("ask-" + field), Chosen: v.r.PostFormValue(field)}
		for n := range formsapi.MaxRating {
			q.Scale = append(q.Scale, option{Value: strconv.Itoa(n + 1), Label: strconv.Itoa(n + 1)})
		}
		q.Scale[0].Label += " – " + p.Say("scale-least")
		q.Scale[formsapi.MaxRating-1].Label += " – " + p.Say("scale-most")
		p.Questions = append(p.Questions, q)
	}
	return p
}

// Say is a message of the site's, in the person's language.
func (p *experiencePage) Say(key string) string {
	return p.visit.Public.Message(p.Language, key, nil)
}

// Colleague is the language of who turned the page.
func (p *experiencePage) Colleague() string { return p.visit.language }

// toAsk is the page that asks the person of a request what they think; empty where
// nobody is asked, or the visitor may not.
func (v *visit) toAsk(a formsapi.Appointment) string {
	if !a.ToRate() || !v.staff.May(formsapi.NoteRequests, a.Office) {
		return ""
	}
	return experiencePath(a.ID)
}
