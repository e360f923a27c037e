package desk

import (
	"strings"
	"time"

	formsapi "sportello/forms-api"
)

// stepOffer is what a form offers, whatever is typed into it.
type stepOffer struct {
	From, Until string // dates
	Moves       bool   // an appointment that is confirmed already
	Hours       officeHours
}

// newSteps are forms of what the state table allows: empty, but for the time
// that an appointment has already.
func (v *visit) newSteps(r formsapi.ReadAppointment) []*stepForm {
	now := v.Now().In(v.zoneOf(r.Office))
	offer := stepOffer{
		From:  now.Format(time.DateOnly),
		Until: formsapi.LastStartDay(now).Format(time.DateOnly),
		Moves: r.State == formsapi.Confirmed,
	}
	var steps []*stepForm
	for _, event := range r.Events {
		s := &stepForm{Event: event, Version: r.Version, stepOffer: offer}
		if r.Start != nil {
			s.Date, s.Time, _ = strings.Cut(r.Start.Local, "T")
		}
		s.Hours = v.officeHours(r.Office, s.Date)
		steps = append(steps, s)
	}
	return steps
}

// DeclineReasons are the choices of a step that declines.
func (p *appointmentPage) DeclineReasons(chosen string) []option {
	options := make([]option, len(formsapi.DeclineReasons))
	for i, reason := range formsapi.DeclineReasons {
		options[i] = option{reason, p.T(declineKey(reason)), reason == chosen}
	}
	return options
}
