package web

import (
	"slices"

	formsapi "sportello/forms-api"
)

// An action is something that a person can do with their request: the last part
// of its address, and the event of the state table.
type action struct {
	name   string
	event  formsapi.Event
	proven bool // only who proves to be that person does it
}

// actions are in the order in which the page offers them.
var actions = []action{
	{"answers", formsapi.EventReply, true}, // to read what staff have written
	{actExperience, "", false},             // to say what one thinks of the service: nothing happens to the request
	{"accept", formsapi.EventAccept, false},
	{"change", formsapi.EventRequest, false},
	{"refuse", formsapi.EventRefuse, false},
	{"wait", formsapi.EventWait, false},
	{"cancel", formsapi.EventCancel, false},
	{"contact", formsapi.EventCorrect, true},
}

func actionNamed(name string) (action, bool) {
	i := slices.IndexFunc(actions, func(a action) bool { return a.name == name })
	if i < 0 {
		return action{}, false
	}
	return actions[i], true
}

// offers are what can be done now. What nobody can prove enough for is not offered.
func offers(f formsapi.FollowedAppointment) []string {
	var names []string
	for _, a := range actions {
		now := slices.Contains(f.Events, a.event) || a.event == formsapi.EventReply && f.Answered || a.name == actExperience && f.ToRate
		if now && (f.Provable || !a.proven) {
			names = append(names, a.name)
		}
	}
	return names
}

// answersShown is how the page tells of what staff have written to who cannot be
// shown it here: at the office they are, by the code.
func answersShown(f formsapi.FollowedAppointment) string {
	if f.Answered && !f.Provable {
		return "at-office"
	}
	return ""
}
