package formsapi_test

import (
	"slices"
	"strings"
	"testing"

	formsapi "sportello/forms-api"
)

// The model's own idea of what can happen, as somebody at the desk would say it:
// by what is done, not by where one stands. Nothing here is read from the table.

// A custom is what somebody does, from which states on, and where it leads.
type custom struct {
	by    formsapi.Actor
	event formsapi.Event
	from  string // states, with a blank between them; "new" for who is not known yet
	to    formsapi.State
}

const (
	person = formsapi.ActorPerson
	staff  = formsapi.ActorStaff
	nobody = formsapi.ActorTime

	sameState formsapi.State = "as before"
)

var customs = []custom{
	{person, "request", "new requested proposed confirmed waiting expired cancelled-by-office", "requested"},
	{person, "book", "new requested proposed confirmed waiting expired cancelled-by-office", "confirmed"},
	{person, "wait", "new requested expired cancelled-by-office", "waiting"},
	{person, "cancel", "requested proposed confirmed waiting", "cancelled-by-person"},
	{person, "accept", "proposed", "confirmed"},
	{person, "refuse", "proposed", "waiting"},
	{person, "correct", "requested proposed confirmed waiting", sameState},
	{staff, "book", "new", "confirmed"},
	{staff, "wait", "new", "waiting"},
	{staff, "record", "new requested proposed waiting", "attended"}, // helped there and then
	{staff, "confirm", "requested proposed confirmed waiting", "confirmed"},
	{staff, "propose", "requested proposed confirmed waiting expired cancelled-by-office", "proposed"},
	{staff, "move", "confirmed", "confirmed"},
	{staff, "decline", "requested proposed waiting", "declined"},
	{staff, "cancel", "confirmed", "cancelled-by-office"},
	{staff, "withdraw", "requested proposed confirmed waiting", "cancelled-by-person"},
	{staff, "attend", "confirmed not-attended", "attended"},
	{staff, "miss", "confirmed attended", "not-attended"},
	{nobody, "expire", "requested", "waiting"},
	{nobody, "expire", "proposed", "expired"},
}

// leads is where an event leads from a state; false where it cannot happen.
func leads(from formsapi.State, event formsapi.Event, by formsapi.Actor) (to formsapi.State, ok bool) {
	if from == "" {
		from = "new"
	}
	for _, c := range customs {
		if c.by == by && c.event == event && slices.Contains(strings.Fields(c.from), string(from)) {
			if c.to == sameState {
				return from, true
			}
			return c.to, true
		}
	}
	return "", false
}

// toCome says of a state whether who has a time in it is to come then.
func toCome(s formsapi.State) bool {
	return strings.Contains("requested proposed confirmed", string(s))
}

// sits says of a state whether who has a time in it can have a desk then. Who came
// stays at theirs.
func sits(s formsapi.State) bool { return toCome(s) || s == "attended" }

// remembers says of a state without a desk whether it is about a time all the same.
func remembers(s formsapi.State) bool {
	return strings.Contains("attended not-attended cancelled-by-person cancelled-by-office", string(s))
}

// live says whether something is still to come.
func live(s formsapi.State) bool { return toCome(s) || s == "waiting" }

// takesTime says of an event whether it comes with a time.
func takesTime(event formsapi.Event) bool {
	return strings.Contains("request book confirm propose move", string(event))
}

// news is what the person is told of an event; empty for nothing.
func news(from formsapi.State, event formsapi.Event, by formsapi.Actor) formsapi.Notice {
	agreed := from == "confirmed"
	switch {
	case event == "request":
		return "requested"
	case agreed && takesTime(event) && event != "propose":
		return "moved"
	case event == "book", event == "confirm", event == "accept":
		return "confirmed"
	case event == "wait", event == "refuse":
		return "waiting"
	case event == "propose" && agreed:
		return "replaced"
	case event == "propose":
		return "proposed"
	case event == "decline":
		return "declined"
	case event == "cancel" && by == person, event == "withdraw":
		return "withdrawn"
	case event == "cancel":
		return "cancelled"
	case event == "expire" && from == "requested":
		return "released"
	case event == "expire":
		return "expired"
	}
	return ""
}

// TestTheTableIsWhatTheDeskDoes holds each row that the table has, and could have,
// against what somebody at the desk would say.
func TestTheTableIsWhatTheDeskDoes(t *testing.T) {
	for _, by := range []formsapi.Actor{person, staff, nobody} {
		for _, event := range formsapi.Events {
			for _, from := range append([]formsapi.State{""}, formsapi.States...) {
				want, can := leads(from, event, by)
				row, has := formsapi.Next(from, event, by)
				if can != has || want != row.To || row.Tell != news(from, event, by) && has {
					t.Errorf("%s by %s in %q leads to %q and tells %q, want %q and %q", event, by, from, row.To, row.Tell, want, news(from, event, by))
				}
				if takes := row.Place == formsapi.PlaceTake; has && takes != takesTime(event) {
					t.Errorf("%s by %s in %q takes a place: %t", event, by, from, takes)
				}
				if keeps := row.Place == formsapi.PlaceKeep; keeps && !(sits(from) && sits(row.To)) {
					t.Errorf("%s by %s in %q keeps a place that there is none of", event, by, from)
				}
			}
		}
	}
}
