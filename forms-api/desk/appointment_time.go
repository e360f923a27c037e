package desk

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	formsapi "sportello/forms-api"
)

// freeTimes is how many free times a form offers as choices; timesAhead among
// how many those are looked for at which somebody speaks the person's language.
const (
	freeTimes  = 6
	timesAhead = 60
)

// timeByHand is the choice of who types a date and a time instead.
const timeByHand = "other"

// timeTyped is a time as it is being chosen: one of those offered, or by hand.
type timeTyped struct {
	Slot    string // a choice's value, timeByHand or empty
	Date    string
	Time    string
	Outside bool // the office receives at this time all the same
}

func (v *visit) readTime() timeTyped {
	return timeTyped{
		Slot:    v.r.PostFormValue("slot"),
		Date:    v.r.PostFormValue("date"),
		Time:    v.r.PostFormValue("time"),
		Outside: v.r.PostFormValue("outside") == "true",
	}
}

// start is the local wall time that was chosen; empty if none is whole.
func (t timeTyped) start() string {
	switch {
	case t.Slot != "" && t.Slot != timeByHand:
		return t.Slot
	case t.Date == "" || t.Time == "":
		return ""
	}
	return t.Date + "T" + t.Time
}

// timeOffer is what a form offers, whatever is typed into it.
type timeOffer struct {
	From, Until string // dates that can be typed
	Zone        string
	Free        []timeChoice
}

// A timeChoice is a time that can be had at this moment.
type timeChoice struct {
	Value  string // local wall time
	Label  string
	Speaks string // the language that the person needs, if somebody speaks it then
	Lacks  bool   // nobody does
}

// timeForm is the part of a form in which a time is chosen.
type timeForm struct {
	frame
	Prefix string // of its controls' ids
	Focus  bool   // the first choice has it when the page opens
	timeTyped
	timeOffer
}

// Typed tells whether a date and a time are typed by hand.
func (f timeForm) Typed() bool { return f.Slot == timeByHand || f.Date != "" || len(f.Free) == 0 }

// A timeNeed is whom a time is looked for.
type timeNeed struct {
	office, service string
	people          int
	language        string // that somebody should speak then; may be empty
}

// timeOffer are the next free times of an office, those at which somebody speaks
// the person's language first.
func (v *visit) timeOffer(n timeNeed) (timeOffer, error) {
	now := v.Now().In(v.zoneOf(n.office))
	offer := timeOffer{
		From:  now.Format(time.DateOnly),
		Until: formsapi.LastStartDay(now).Format(time.DateOnly),
		Zone:  now.Location().String(),
	}
	query := formsapi.SlotQuery{Office: n.office, Service: n.service, People: n.people, Staff: true}
	slots, err := v.Slots.Soonest(v.r.Context(), query, timesAhead)
	switch {
	case formsapi.CodeOf(err) == formsapi.CodeInvalid: // the office, or the service, is gone
		return offer, nil
	case err != nil:
		return offer, fmt.Errorf("looking for free times: %w", err)
	}
	offer.Free = v.timeChoices(slots, n.language)
	return offer, nil
}

func (v *visit) timeChoices(slots []formsapi.Slot, language string) []timeChoice {
	choices := make([]timeChoice, len(slots))
	for i, s := range slots {
		choices[i] = timeChoice{Value: s.Start.Format(formsapi.LocalMinute), Label: v.moment(s.Start, s.Start.Location())}
		switch {
		case language == "":
		case formsapi.SpokenAmong(s.Languages, language):
			choices[i].Speaks = v.Words.LanguageName(v.language, language)
		default:
			choices[i].Lacks = true
		}
	}
	slices.SortStableFunc(choices, func(a, b timeChoice) int { return cmp.Compare(len(b.Speaks), len(a.Speaks)) })
	return choices[:min(len(choices), freeTimes)]
}

// keep leaves a chosen time in the form. One that is not among the choices any
// more stands where times are typed.
func (t *timeTyped) keep(free []timeChoice) {
	offered := slices.ContainsFunc(free, func(c timeChoice) bool { return c.Value == t.Slot })
	if t.Slot == "" || t.Slot == timeByHand || offered {
		return
	}
	if at, err := time.Parse(formsapi.LocalMinute, t.Slot); err == nil {
		t.Date, t.Time = at.Format(time.DateOnly), at.Format("15:04")
	}
	t.Slot = timeByHand
}
