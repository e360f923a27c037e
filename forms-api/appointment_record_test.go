package formsapi_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

func noted(start string) formsapi.Contact {
	return formsapi.Contact{Office: "desk", Service: "advice", Channel: formsapi.IntakeTelephone, Language: "it", Start: start}
}

// Given an office where people call for an appointment, staff are offered its
// times all the same, also the one that begins in a moment; the site offers none.
func TestStaffGiveTimesWhicheverWayPeopleAsk(t *testing.T) {
	s := begin(t)
	s.mode, s.desk = formsapi.ModePhone, tuesdays
	s.now = time.Date(2026, 3, 3, 8, 50, 0, 0, time.UTC)
	q := formsapi.SlotQuery{Office: "desk", Service: "advice"}
	if got := must(s.slots.Soonest(t.Context(), q, 3)); len(got) > 0 {
		t.Errorf("the site offers %v", startsOf(got))
	}
	q.Staff = true
	got := must(s.slots.Soonest(t.Context(), q, 8))
	if len(got) != 8 || got[0].Start.Format(formsapi.LocalMinute) != "2026-03-03T09:00" || got[7].Start.Format(formsapi.LocalMinute) != "2026-03-04T15:30" {
		t.Errorf("staff are offered %v", startsOf(got))
	}

	if _, err := s.record.Record(t.Context(), coordinator, noted("2026-03-03T10:00")); err != nil {
		t.Fatal(err)
	}
	_, err := s.record.Record(t.Context(), coordinator, noted("2026-03-03T10:00"))
	p, ok := errors.AsType[*formsapi.Problem](err)
	if !ok || p.Code != formsapi.CodeConflict || len(p.Alternatives) != formsapi.MaxAlternatives {
		t.Errorf("who comes second is answered %v", err)
	}
}

// Given somebody whom staff book a time for while they talk, they are not called
// to be told of it; who left an e-mail gets it in writing.
func TestWhoTalksWithStaffIsNotCalled(t *testing.T) {
	for contact, want := range map[string][]formsapi.Notice{
		formsapi.ContactCall:  nil,
		formsapi.ContactEmail: {formsapi.NoticeConfirmed, formsapi.NoticeReminder},
	} {
		s := begin(t)
		s.desk = tuesdays
		c := noted("2026-03-11T15:00")
		c.Phone, c.Email, c.Contact, c.Behalf = "333 123 4567", "amina@example.org", contact, " la sorella "
		recorded := must(s.record.Record(t.Context(), coordinator, c))
		var told []formsapi.Notice
		for _, m := range must(s.store.MessagesOf(t.Context(), recorded.ID)) {
			told = append(told, m.Notice)
		}
		slices.Sort(told)
		if !slices.Equal(told, want) {
			t.Errorf("who prefers %s is told %v, want %v", contact, told, want)
		}
		if read := must(s.work.Read(t.Context(), coordinator, recorded.ID)); read.Behalf != "la sorella" || read.Reference != recorded.Reference {
			t.Errorf("stored is %+v", read.Details)
		}
	}
}

// Given an appointment, it can be marked from its day on, and staff are offered
// that only then.
func TestMarkingIsOfferedFromTheDayOn(t *testing.T) {
	s := begin(t)
	s.desk = tuesdays
	id := must(s.record.Record(t.Context(), coordinator, noted("2026-03-03T10:00"))).ID
	for at, want := range map[time.Time]bool{
		time.Date(2026, 3, 2, 23, 59, 0, 0, time.UTC): false,
		time.Date(2026, 3, 3, 0, 0, 0, 0, time.UTC):   true,
	} {
		s.now = at
		if got := slices.Contains(must(s.work.Read(t.Context(), coordinator, id)).Events, formsapi.EventAttend); got != want {
			t.Errorf("at %s marking is offered: %t", at, got)
		}
	}
}

// Given requests without a time, the list begins with who waits longest.
func TestTheWaitingListBeginsWithWhoWaitsLongest(t *testing.T) {
	s := begin(t)
	var want []string
	for _, name := range []string{"Zoe", "Amina", "Musa"} {
		r := asking("")
		r.Name = name
		s.asked(t, r)
		want = append(want, name)
		s.now = s.now.Add(time.Minute)
	}
	var got []string
	listed, _, err := s.work.Queue(t.Context(), coordinator, formsapi.Waiting, formsapi.QueuePlace{})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range listed {
		got = append(got, row.Name)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the list is %v, want %v", got, want)
	}
	stranger := formsapi.Staff{ID: coordinator.ID, Grants: []formsapi.Grant{{Role: formsapi.RoleOperator, Office: "other"}}}
	if rows, _, err := s.work.Queue(t.Context(), stranger, formsapi.Waiting, formsapi.QueuePlace{}); err != nil || len(rows) > 0 {
		t.Errorf("somebody of another office reads %d rows", len(rows))
	}
}
