package sqlite

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// Given calls that nobody answered, they come after all that nobody has tried, the
// longest ago first, on whatever page; a corrected telephone has not been tried.
func TestUnansweredCallsComeLast(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	var people []formsapi.Appointment
	var calls []uuid.UUID
	for n := range 4 {
		r := givenRequest(t, ring, telling(t, ring, formsapi.NoticeConfirmed, formsapi.ChannelCall, noon.Add(time.Duration(n)*time.Minute)))
		people, calls = append(people, stored(t, s, r)), append(calls, r.Messages[0].ID)
	}
	called := func(n int, after time.Duration) {
		t.Helper()
		if err := s.Unanswered(t.Context(), calls[n], noon.Add(after)); err != nil {
			t.Fatal(err)
		}
	}
	listed := func(want ...int) []formsapi.QueuedMessage {
		t.Helper()
		var got []formsapi.QueuedMessage
		var order []int
		for after := (formsapi.CallPlace{}); len(got) < 10; {
			page, err := s.Calls(t.Context(), nil, after, 1)
			if err != nil {
				t.Fatal(err)
			}
			if len(page) == 0 {
				break
			}
			m := page[0]
			got, order = append(got, m), append(order, slices.Index(calls, m.ID))
			after = formsapi.CallPlace{CalledAt: m.CalledAt, Concerns: m.Concerns, DueAt: m.DueAt, ID: m.ID}
		}
		if !slices.Equal(order, want) {
			t.Errorf("the calls come as %v, want %v", order, want)
		}
		return got
	}
	listed(0, 1, 2, 3)
	called(1, time.Hour)
	called(0, 2*time.Hour)
	listed(2, 3, 1, 0)
	called(1, 3*time.Hour)
	last := listed(2, 3, 0, 1)[3]
	if last.Unanswered != 2 || !last.CalledAt.Equal(noon.Add(3*time.Hour)) || last.Attempts != 0 {
		t.Errorf("it was called %d times, last at %v, and tried %d times by itself", last.Unanswered, last.CalledAt, last.Attempts)
	}
	c := change(people[0], people[0].State, nil)
	c.History.Event = formsapi.EventCorrect
	if err := s.ChangeAppointment(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	listed(0, 2, 3, 1)
}

// Given a message that still leaves by itself, no call is noted.
func TestOnlyACallGoesUnanswered(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	r := givenRequest(t, ring, telling(t, ring, formsapi.NoticeConfirmed, formsapi.ChannelEmail, noon))
	a := stored(t, s, r)
	if err := s.Unanswered(t.Context(), r.Messages[0].ID, noon); err != nil {
		t.Fatal(err)
	}
	if all, err := s.MessagesOf(t.Context(), a.ID); err != nil || len(all) != 1 || all[0].Unanswered != 0 {
		t.Errorf("%+v (%v)", all, err)
	}
}
