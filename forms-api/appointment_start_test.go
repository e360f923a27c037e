package formsapi_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	formsapi "sportello/forms-api"
)

// tuesdays is an office that receives on Tuesday mornings and, by appointment,
// on Wednesdays; it is closed on Tuesday 10 March and on holidays.
func tuesdays(o *formsapi.Office) {
	week := func(day time.Weekday, hours string) (w formsapi.Week) {
		i, err := formsapi.ParseInterval(hours)
		w[day] = []formsapi.Interval{i}
		return must(w, err)
	}
	day := formsapi.NewWallTime(2026, time.March, 10, 0)
	closed := []formsapi.Closure{{From: day, Until: day + 24*60, WholeDays: true, Reason: formsapi.ClosedForStrike}}
	holidays := formsapi.HolidayCalendar{National: true}
	o.CounterHours = must(formsapi.NewOpeningHours(time.UTC, week(time.Tuesday, "09:00-12:00"), closed)).Observing(holidays)
	o.AppointmentHours = must(formsapi.NewOpeningHours(time.UTC, week(time.Wednesday, "15:00-17:00"), closed)).Observing(holidays)
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// Given an appointment of half an hour for some of which nobody receives, staff are
// asked once, and told why; said all the same, it holds. In a closure nobody is
// received, whoever says so.
func TestAStartOutsideTheHoursIsAskedAbout(t *testing.T) {
	hours := map[string]any{"Hours": "09:00-12:00"}
	for local, want := range map[string]formsapi.FieldError{
		"2026-03-03T09:00": {},
		"2026-03-03T11:30": {},
		"2026-03-03T11:31": {Key: "start-runs-over", Args: map[string]any{"Hours": "09:00-12:00", "Until": "12:01"}},
		"2026-03-04T16:45": {Key: "start-runs-over", Args: map[string]any{"Hours": "15:00-17:00", "Until": "17:15"}},
		"2026-03-03T12:00": {Key: "start-outside-hours", Args: hours},
		"2026-03-03T08:59": {Key: "start-outside-hours", Args: hours},
		"2026-03-04T15:30": {}, // by appointment
		"2026-03-08T03:00": {Key: "start-no-hours"},
		"2026-03-10T10:00": {Key: "start-closure"},
		"2026-03-09T23:45": {Key: "start-closure"}, // would last into it
		"2026-06-02T10:00": {Key: "start-closure"}, // Festa della Repubblica, a Tuesday
	} {
		t.Run(local, func(t *testing.T) {
			s := begin(t)
			s.desk = tuesdays
			d := formsapi.Decision{ID: s.asked(t, asking("")).ID, Version: 1, Event: formsapi.EventConfirm, Start: local}
			err := s.work.Decide(t.Context(), coordinator, d)
			if want.Key == "" {
				if err != nil {
					t.Errorf("it is within the hours: %v", err)
				}
				return
			}
			over := want.Key == "start-closure"
			if want.Field = "outside"; over {
				want.Field = "start"
			}
			p, _ := errors.AsType[*formsapi.Problem](err)
			if diff := cmp.Diff(&formsapi.Problem{Code: formsapi.CodeInvalid, Fields: []formsapi.FieldError{want}}, p); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			d.Outside = true
			if err := s.work.Decide(t.Context(), coordinator, d); (err != nil) != over {
				t.Errorf("said all the same: %v", err)
			}
		})
	}
}

// Given an office whose hours nobody knows, no hour is outside of them; a
// closure is a closure all the same.
func TestWhereNobodyKnowsTheHoursOnlyAClosureIsAskedAbout(t *testing.T) {
	s := begin(t)
	day := formsapi.NewWallTime(2026, time.March, 10, 0)
	s.desk = func(o *formsapi.Office) {
		o.CounterHours = must(formsapi.UnknownHours(time.UTC, []formsapi.Closure{{From: day, Until: day + 24*60}}))
	}
	d := formsapi.Decision{ID: s.asked(t, asking("")).ID, Version: 1, Event: formsapi.EventConfirm, Start: "2026-03-10T10:00"}
	if err := s.work.Decide(t.Context(), coordinator, d); formsapi.CodeOf(err) != formsapi.CodeInvalid {
		t.Errorf("within a closure: %v", err)
	}
	d.Start = "2026-03-08T03:00"
	if err := s.work.Decide(t.Context(), coordinator, d); err != nil {
		t.Errorf("at an hour that nobody knows: %v", err)
	}
}

// Given a confirmed appointment, another time takes the place of the first: the
// person sees the new one, and the history both.
func TestAnAppointmentIsConfirmedAnew(t *testing.T) {
	s := begin(t)
	ref, err := s.request.Request(t.Context(), asking(""))
	if err != nil {
		t.Fatal(err)
	}
	a := must(s.store.AppointmentByIndex(t.Context(), s.ring.Index(formsapi.IndexReference, string(ref))))
	times := []string{"2026-03-05T10:00", "2026-03-06T15:30"}
	for i, local := range times {
		d := formsapi.Decision{ID: a.ID, Version: i + 1, Event: formsapi.EventConfirm, Start: local}
		if err := s.work.Decide(t.Context(), coordinator, d); err != nil {
			t.Fatal(err)
		}
		if seen := must(s.follow.Follow(t.Context(), ref)); seen.State != formsapi.Confirmed || seen.Start.Local != local {
			t.Errorf("the person sees %s, %+v", seen.State, seen.Start)
		}
	}
	read := must(s.work.Read(t.Context(), coordinator, a.ID))
	if got := []string{read.History[1].Start, read.History[2].Start}; !cmp.Equal(got, times) {
		t.Errorf("the history shows %q", got)
	}
	late := formsapi.Decision{ID: a.ID, Version: 3, Event: formsapi.EventDecline, Reason: "other"}
	if err := s.work.Decide(t.Context(), coordinator, late); formsapi.CodeOf(err) != formsapi.CodeConflict {
		t.Errorf("what is agreed is not declined: %v", err)
	}
}
