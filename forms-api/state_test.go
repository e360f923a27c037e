package formsapi

import (
	"slices"
	"testing"
)

func TestEveryStateCanBeReached(t *testing.T) {
	reached := map[State]bool{}
	for _, tr := range Transitions {
		if tr.From != "" && !slices.Contains(States, tr.From) {
			t.Errorf("a row leaves %q, which is no state", tr.From)
		}
		reached[tr.To] = true
	}
	for _, s := range States {
		if !reached[s] {
			t.Errorf("no row of the table leads to %q", s)
		}
	}
	if len(reached) != len(States) {
		t.Errorf("the table leads to %d states, there are %d", len(reached), len(States))
	}
}

func TestOneEventLeadsToOneState(t *testing.T) {
	type step struct {
		from  State
		event Event
		by    Actor
	}
	seen := map[step]bool{}
	for _, tr := range Transitions {
		s := step{tr.From, tr.Event, tr.By}
		if seen[s] {
			t.Errorf("%+v stands in the table twice", s)
		}
		seen[s] = true
	}
}

func TestNext(t *testing.T) {
	if to, ok := Next(Requested, EventConfirm, ActorStaff); !ok || to.To != Confirmed {
		t.Errorf("staff confirm a request: %q, %v", to.To, ok)
	}
	if to, ok := Next(Confirmed, EventConfirm, ActorStaff); !ok || to.To != Confirmed {
		t.Errorf("staff confirm an appointment anew: %q, %v", to.To, ok)
	}
	for _, tt := range []struct {
		from  State
		event Event
		by    Actor
	}{
		{Requested, EventConfirm, ActorPerson},
		{Declined, EventConfirm, ActorStaff},
		{Declined, EventRequest, ActorPerson},
		{Confirmed, EventConfirm, ActorPerson},
		{Confirmed, EventDecline, ActorStaff},
		{"", EventConfirm, ActorStaff},
	} {
		if to, ok := Next(tt.from, tt.event, tt.by); ok {
			t.Errorf("%+v leads to %q, want refused", tt, to.To)
		}
	}
}
