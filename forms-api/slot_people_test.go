package formsapi_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	formsapi "sportello/forms-api"
)

// groups is an office where each person takes a place: on Tuesdays, at two desks
// for an hour and a half, and on Wednesdays at one for an hour.
func groups(o *formsapi.Office) {
	tuesdays(o)
	o.Booking.Rule.PerPerson = true
	o.Booking.Rule.Intervals[time.Tuesday] = []formsapi.BookableInterval{{Interval: must(formsapi.ParseInterval("09:00-10:30")), Desks: 2}}
	o.Booking.Rule.Intervals[time.Wednesday] = []formsapi.BookableInterval{{Interval: must(formsapi.ParseInterval("15:00-16:00")), Desks: 1}}
}

func group(people int, key, at string) formsapi.AppointmentRequest {
	r := slot(key, at)
	r.People = people
	return r
}

// Given a group that is larger than the office can take from a time on, it is told
// so, and by how much: the time is not taken by anybody. Without a time it waits.
func TestATooLargeGroupIsToldSo(t *testing.T) {
	s := begin(t)
	s.mode, s.desk = formsapi.ModeInstant, groups
	for _, c := range []struct {
		people int
		at     string
		most   int // 0: there is room
	}{
		{6, "2026-03-03T09:00:00Z", 0},
		{7, "2026-03-17T09:00:00Z", 6},
		{5, "2026-03-17T09:30:00Z", 4},
		{3, "2026-03-17T10:00:00Z", 2},
		{2, "2026-03-04T15:00:00Z", 0},
		{3, "2026-03-11T15:00:00Z", 2},
		{7, "", 0},
	} {
		_, err := s.request.Request(t.Context(), group(c.people, fmt.Sprintf("%s%d%030d", c.at, c.people, 0), c.at))
		if c.most == 0 {
			if err != nil {
				t.Errorf("%d at %s: %v", c.people, c.at, err)
			}
			continue
		}
		p, _ := errors.AsType[*formsapi.Problem](err)
		want := formsapi.FieldError{Field: "people", Key: "error-people-too-many", Args: map[string]any{"Max": c.most}}
		if diff := cmp.Diff(&formsapi.Problem{Code: formsapi.CodeInvalid, Fields: []formsapi.FieldError{want}}, p); diff != "" {
			t.Errorf("%d at %s (-want +got):\n%s", c.people, c.at, diff)
		}
	}
	office := s.office()
	service, _ := s.Service("advice")
	if most := office.MostPeople(service); most != 6 {
		t.Errorf("the office takes %d together, want 6", most)
	}
	tuesdays(&office)
	office.Booking.Rule.PerPerson = false
	if most := office.MostPeople(service); most != formsapi.MaxPeople {
		t.Errorf("where a family takes one place, %d can come", most)
	}
	if free := must(s.slots.Free(t.Context(), formsapi.SlotQuery{Office: "desk", Service: "advice", People: 7, Days: 30})); len(free) > 0 {
		t.Errorf("seven people are offered %v", startsOf(free))
	}
}

// Given a group for which too few slots are left, staff give it the time all the
// same; where the office closes meanwhile, once they have said that it receives.
func TestStaffGiveALargeGroupATime(t *testing.T) {
	s := begin(t)
	s.mode, s.desk = formsapi.ModeInstant, groups
	for start, outside := range map[string]bool{"2026-03-03T10:00": false, "2026-03-17T11:00": true} {
		c := noted(start)
		c.People = 5 // an hour and a half at two desks; slots end at 10:30, the office closes at noon
		if outside {
			p, _ := errors.AsType[*formsapi.Problem](s.record.Check(coordinator, c))
			if p == nil || p.Fields[0].Key != "start-runs-over" || p.Fields[0].Args["Until"] != "12:30" {
				t.Errorf("five people at %s: %v", start, p)
			}
			c.Outside = true
		}
		a := must(s.store.Appointment(t.Context(), must(s.record.Record(t.Context(), coordinator, c)).ID))
		at := formsapi.UnitAt(a.Start.At)
		if taken := must(s.store.TakenPlaces(t.Context(), "desk", at, at+100)); len(taken) != 5*6 || a.Minutes != 90 {
			t.Errorf("%d places are taken for %d minutes", len(taken), a.Minutes)
		}
	}
}

// Given a group in a closure, it is offered a time at which all of it can be
// received, not the first at which one person could.
func TestAGroupIsMovedOnTogether(t *testing.T) {
	s := begin(t)
	s.mode, s.desk = formsapi.ModeInstant, groups
	family := s.asked(t, group(4, fmt.Sprintf("%036d", 1), "2026-03-03T09:00:00Z"))
	s.now = s.now.Add(time.Minute)
	if report := must(s.closing(t).Close(t.Context(), coordinator, aTuesday())); report.Offered != 1 {
		t.Fatalf("the report is %+v", report)
	}
	a := must(s.store.Appointment(t.Context(), family.ID))
	if a.State != formsapi.Proposed || a.Start.Local != "2026-03-17T09:00" || a.Minutes != 60 { // Wednesdays take two, on the 10th is a strike
		t.Errorf("the group is %s at %s for %d minutes", a.State, a.Start.Local, a.Minutes)
	}
	later := must(s.store.TakenPlaces(t.Context(), "desk", formsapi.UnitAt(a.Start.At), 1<<40))
	if len(later) != 4*6 {
		t.Errorf("%d places are taken, want those of four people", len(later))
	}
}
