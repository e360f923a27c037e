package formsapi_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

var coordinator = formsapi.Staff{ID: uuid.Must(uuid.NewV7()), Grants: []formsapi.Grant{{Role: formsapi.RoleCoordinator}}}

// Given a decision with more than its event has a use for, the history keeps
// only what the event is about.
func TestAnEventKeepsOnlyWhatItIsAbout(t *testing.T) {
	everything := formsapi.Decision{Version: 1, Start: "2026-03-05T10:00", Reason: "no-capacity", Note: "ha chiamato"}
	for event, want := range map[formsapi.Event]formsapi.HistoryDetails{
		formsapi.EventConfirm: {Start: "2026-03-05T10:00", Zone: "UTC", Minutes: 30, Note: "ha chiamato"},
		formsapi.EventDecline: {Reason: "no-capacity", Note: "ha chiamato"},
		formsapi.EventAssign:  {Note: "ha chiamato"},
	} {
		t.Run(string(event), func(t *testing.T) {
			s := begin(t)
			a := s.asked(t, asking(""))
			d := everything
			d.ID, d.Event = a.ID, event
			if event == formsapi.EventDecline {
				d.To = coordinator.ID // nobody's business when declining
			}
			if err := s.work.Decide(t.Context(), coordinator, d); err != nil {
				t.Fatal(err)
			}
			read, err := s.work.Read(t.Context(), coordinator, a.ID)
			if err != nil {
				t.Fatal(err)
			}
			got := read.History[1].HistoryDetails
			got.Work, got.Before = nil, nil // what the work was, and is: of every event
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Given today, the last day to confirm for is good until its end, and no longer.
func TestTheLastStartDayIsGoodToItsEnd(t *testing.T) {
	last := formsapi.LastStartDay(monday)
	if want := time.Date(2027, 3, 2, 0, 0, 0, 0, time.UTC); !last.Equal(want) {
		t.Fatalf("the last day is %s, want %s", last, want)
	}
	for local, code := range map[string]formsapi.Code{"2027-03-02T23:55": "", "2027-03-03T00:00": formsapi.CodeInvalid} {
		s := begin(t)
		a := s.asked(t, asking(""))
		err := s.work.Decide(t.Context(), coordinator, formsapi.Decision{ID: a.ID, Version: 1, Event: formsapi.EventConfirm, Start: local})
		if formsapi.CodeOf(err) != code {
			t.Errorf("%s: %v, want code %q", local, err, code)
		}
	}
}

// Given a confirmed appointment, it is moved to another time and not to its own:
// nobody is told of a change that there is none of.
func TestAnAppointmentIsNotMovedToItsOwnTime(t *testing.T) {
	s := begin(t)
	a := s.asked(t, asking(""))
	decide := func(version int, event formsapi.Event, start string) error {
		return s.work.Decide(t.Context(), coordinator, formsapi.Decision{ID: a.ID, Version: version, Event: event, Start: start})
	}
	if err := decide(1, formsapi.EventConfirm, "2026-03-05T10:00"); err != nil {
		t.Fatal(err)
	}
	for event, start := range map[formsapi.Event]string{formsapi.EventMove: "2026-03-05T10:00", formsapi.EventConfirm: ""} {
		var p *formsapi.Problem
		if err := decide(2, event, start); !errors.As(err, &p) || len(p.Fields) != 1 || p.Fields[0].Key != "start-unchanged" {
			t.Errorf("%s to its own time: %v", event, err)
		}
	}
	if err := decide(2, formsapi.EventMove, "2026-03-05T10:30"); err != nil {
		t.Errorf("to another time: %v", err)
	}
}
