package desk

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	formsapi "sportello/forms-api"
)

// refuseStep shows the request as it is now, with what was typed still in place.
func (v *visit) refuseStep(step stepForm, problem error) error {
	return v.withRequest(func(page *appointmentPage) error {
		step.Event = page.eventNow(step.Event)
		page.refuse(problem, string(step.Event)+"-")
		if page.neverPossible(step, problem) {
			page.ErrorsTitle, page.Errors = v.say(problemTitleKey(http.StatusForbidden)), []wrongField{{Message: v.say("step-not-now")}}
		}
		if formsapi.CodeOf(problem) == formsapi.CodeConflict {
			page.overtake(&step)
		}
		page.keep(step, alternatives(problem))
		return v.render(statusOf[formsapi.CodeOf(problem)], "appointment.html", page)
	})
}

// neverPossible tells whether nothing happened since the step was decided on: the state
// table has no such step, and to say that something changed would be untrue.
func (p *appointmentPage) neverPossible(step stepForm, problem error) bool {
	refused, ok := errors.AsType[*formsapi.Problem](problem)
	return ok && refused.Key == "state-conflict" && step.Version == p.Request.Version
}

// overtake says what happened since the step was decided on. Every change makes
// the version one more and adds one entry to the history, so the version counts
// the entries that were seen.
func (p *appointmentPage) overtake(step *stepForm) {
	seen := min(max(step.Version, 0), len(p.History))
	p.Meanwhile = p.History[seen:]
	step.Version = p.Request.Version
}

// eventNow is what a form does that was opened before somebody else confirmed.
func (p *appointmentPage) eventNow(e formsapi.Event) formsapi.Event {
	if e == formsapi.EventConfirm && slices.Contains(p.Request.Events, formsapi.EventMove) {
		return formsapi.EventMove
	}
	return e
}

// alternatives are the times that can be had instead of one that is taken.
func alternatives(problem error) []formsapi.Slot {
	if p, ok := errors.AsType[*formsapi.Problem](problem); ok {
		return p.Alternatives
	}
	return nil
}

// keep leaves in the page what was typed; other times, if there are any, are
// offered instead of the next ones.
func (p *appointmentPage) keep(step stepForm, others []formsapi.Slot) {
	if step.Event == formsapi.EventAssign {
		p.Assign = step
		return
	}
	if step.Event.MovesWork() && p.Can(string(step.Event)) {
		p.Casework.keep(step)
		return
	}
	p.Hours, p.HoursOpen = p.visit.officeHours(p.Request.Office, step.Date), step.AsksTime()
	for _, s := range p.Steps {
		if s.Event == step.Event {
			step.timeOffer = s.timeOffer
			if len(others) > 0 {
				step.Free = p.visit.timeChoices(others, spokenNeed(p.Request.Interpreter, p.Request.Speaks))
			}
			step.timeTyped.keep(step.Free)
			*s = step
			return
		}
	}
	p.Lost = p.typed(step)
}

// spokenNeed is the language in which the person needs an interpreter, or empty.
func spokenNeed(interpreter bool, speaks string) string {
	if interpreter {
		return speaks
	}
	return ""
}

// typed is what somebody wrote into a step, as text to copy.
func (p *appointmentPage) typed(step stepForm) []string {
	var words []string
	for _, w := range []string{strings.Replace(step.start(), "T", " ", 1), step.Note} {
		if w != "" {
			words = append(words, w)
		}
	}
	words = append(words, p.workWords(step)...)
	if slices.Contains(formsapi.DeclineReasons, step.Reason) {
		words = append(words, p.T(declineKey(step.Reason)))
	}
	return words
}
