package web

import (
	"slices"

	formsapi "sportello/forms-api"
)

// An action is something that a person can do with their request: the last part
// of its address, and the event of the state table.
type action struct {
	name  string
	event formsapi.Event
}

// actions are in the order in which the page offers them.
var actions = []action{
	{"answers", formsapi.EventReply}, // to read what staff have written
	{actExperience, ""},              // to say what one thinks of the service: nothing happens to the request
	{"accept", formsapi.EventAccept},
	{"change", formsapi.EventRequest},
	{"refuse", formsapi.EventRefuse},
	{"wait", formsapi.EventWait},
	{"cancel", formsapi.EventCancel},
	{"contact", formsapi.EventCorrect},
}

func actionNamed(name string) (action, bool) {
	i := slices.IndexFunc(actions, func(a action) bool { return a.name == name })
	if i < 0 {
		return action{}, false
	}
	return actions[i], true
}

// offers are what can be done now.
func offers(f formsapi.FollowedAppointment) []string {
	var names []string
	for _, a := range actions {
		if slices.Contains(f.Events, a.event) || a.event == formsapi.EventReply && f.Answered || a.name == actExperience && f.ToRate {
			names = append(names, a.name)
		}
	}
	return names
}
