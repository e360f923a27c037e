package formsapi_test

import (
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// askedAt is when a request's message leaves that asks what its person thinks; zero if
// there is none.
func (s *service) askedAt(t *testing.T, a formsapi.Appointment) (due time.Time) {
	t.Helper()
	for _, m := range must(s.store.MessagesOf(t.Context(), a.ID)) {
		if m.Notice == formsapi.NoticeExperience {
			due = m.DueAt
		}
	}
	return due
}

// helpedNow has staff note that somebody was helped there and then.
func (s *service) helpedNow(t *testing.T, who formsapi.Details) formsapi.Appointment {
	t.Helper()
	r := asking("")
	r.Details = who
	a := s.asked(t, r)
	d := formsapi.Decision{ID: a.ID, Version: a.Version, Event: formsapi.EventRecord, Outcome: formsapi.OutcomeHelped}
	if err := s.work.Decide(t.Context(), coordinator, d); err != nil {
		t.Fatal(err)
	}
	return a
}

// Given who was helped, they are asked by e-mail or SMS, as they chose. Nobody is called
// for it, nobody who left no way is, and nobody who asked for discretion.
func TestWhoIsAskedByMessage(t *testing.T) {
	ways := formsapi.Details{Name: "Amina", Phone: "333 123 4567", Email: "amina@example.org"}
	for contact, want := range map[string]bool{
		formsapi.ContactEmail: true, formsapi.ContactMessage: true, formsapi.ContactCall: false, formsapi.ContactNone: false,
	} {
		for _, discreet := range []bool{false, true} {
			s := begin(t)
			who := ways
			who.Contact, who.Discreet = contact, discreet
			if due := s.askedAt(t, s.helpedNow(t, who)); due.IsZero() == (want && !discreet) {
				t.Errorf("who prefers %s, discreet %t, is asked at %v", contact, discreet, due)
			}
		}
	}
}

// Given somebody who came without a request, or called, and left an e-mail, they are
// asked too.
func TestWhoCameWithoutARequestIsAskedToo(t *testing.T) {
	s := begin(t)
	c := noted("")
	c.Email, c.Contact = "amina@example.org", formsapi.ContactEmail
	a := must(s.store.Appointment(t.Context(), must(s.record.Record(t.Context(), coordinator, c)).ID))
	if due := s.askedAt(t, a); a.State != formsapi.Attended || due.IsZero() {
		t.Errorf("who is %s is asked at %v", a.State, due)
	}
}

// Given somebody who was helped at any hour of a day, they are asked at ten on the next
// one, by the office's clock, also where it is changed in the night between.
func TestPeopleAreAskedAtTenOnTheNextDay(t *testing.T) {
	rome, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []string{"2026-03-27T09:00", "2026-03-28T00:01", "2026-03-28T23:59", "2026-10-24T12:00"} {
		s := begin(t)
		s.desk = func(o *formsapi.Office) { o.Zone = rome }
		s.now, err = time.ParseInLocation(formsapi.LocalMinute, at, rome)
		if err != nil {
			t.Fatal(err)
		}
		want := time.Date(s.now.Year(), s.now.Month(), s.now.Day()+1, 10, 0, 0, 0, rome)
		if due := s.askedAt(t, s.helpedNow(t, formsapi.Details{Name: "Amina", Email: "amina@example.org", Contact: formsapi.ContactEmail})); !due.Equal(want) {
			t.Errorf("who was helped at %s is asked at %s", at, due.In(rome))
		}
	}
}

// Given an appointment that is marked days later, its person is asked; of one that is
// weeks ago nobody is.
func TestOfWhatIsLongAgoNobodyIsAsked(t *testing.T) {
	for late, want := range map[time.Duration]bool{time.Hour: true, 13 * 24 * time.Hour: true, 15 * 24 * time.Hour: false} {
		s := begin(t)
		s.desk = tuesdays
		c := noted("2026-03-03T10:00")
		c.Email, c.Contact = "amina@example.org", formsapi.ContactEmail
		id := must(s.record.Record(t.Context(), coordinator, c)).ID
		a := must(s.store.Appointment(t.Context(), id))
		s.now = a.Start.At.Add(late)
		if err := s.work.Decide(t.Context(), coordinator, formsapi.Decision{ID: id, Version: a.Version, Event: formsapi.EventAttend}); err != nil {
			t.Fatal(err)
		}
		if due := s.askedAt(t, a); due.IsZero() == want {
			t.Errorf("marked %s later they are asked at %v", late, due)
		}
	}
}

// Given a message that asks, it holds while the person can answer, and no other one has
// asked them before.
func TestAMessageAsksWhileThereIsSomethingToAsk(t *testing.T) {
	there := formsapi.Appointment{State: formsapi.Attended}
	answered, gone, aside := there, there, there
	answered.Rated, gone.State, aside.SetAside = true, formsapi.NotAttended, true
	var m, before formsapi.ToldMessage
	m.Notice, before.Notice, before.ID[0], before.SentAt = formsapi.NoticeExperience, formsapi.NoticeExperience, 1, monday
	reminder := before
	reminder.Notice = formsapi.NoticeReminder
	for i, c := range []struct {
		of     formsapi.Appointment
		others []formsapi.ToldMessage
		want   bool
	}{
		{there, nil, true},
		{there, []formsapi.ToldMessage{m, reminder}, true},
		{there, []formsapi.ToldMessage{m, before}, false},
		{answered, nil, false}, {gone, nil, false}, {aside, nil, false},
	} {
		if got := m.Asked(c.of, c.others); got != c.want {
			t.Errorf("%d: it holds: %t", i, got)
		}
	}
}

// Given who was there, their page offers the questions until they have answered.
func TestTheOwnPageAsksUntilItIsAnswered(t *testing.T) {
	s := begin(t)
	a, reference := s.helped(t)
	if f := must(s.follow.Follow(t.Context(), reference)); !f.ToRate || f.Rated {
		t.Errorf("before it is %t, %t", f.ToRate, f.Rated)
	}
	if err := s.rateService().RateAtCounter(t.Context(), coordinator, a.ID, content); err != nil {
		t.Fatal(err)
	}
	if f := must(s.follow.Follow(t.Context(), reference)); f.ToRate || !f.Rated {
		t.Errorf("afterwards it is %t, %t", f.ToRate, f.Rated)
	}
}
