package notify_test

import (
	"strings"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// came has staff say of somebody with an appointment that they came, at its time.
func (s *service) came(t *testing.T, slot time.Time, who formsapi.Details) formsapi.Reference {
	t.Helper()
	ref := s.asked(t, slot, who)
	s.set(slot)
	s.decided(t, ref, formsapi.EventAttend)
	return ref
}

func (s *service) decided(t *testing.T, ref formsapi.Reference, event formsapi.Event) {
	t.Helper()
	a, err := s.store.AppointmentByIndex(t.Context(), s.ring.Index(formsapi.IndexReference, string(ref)))
	if err != nil {
		t.Fatal(err)
	}
	work := &formsapi.WorkAppointments{
		Catalogue: town{}, Sealer: s.ring, Store: s.store, Staff: s.store, Channels: formsapi.Channels{Email: true, SMS: true}, Now: s.clock,
	}
	staff := formsapi.Staff{Grants: []formsapi.Grant{{Role: formsapi.RoleOperator}}}
	if err := work.Decide(t.Context(), staff, formsapi.Decision{ID: a.ID, Version: a.Version, Event: event}); err != nil {
		t.Fatal(err)
	}
}

// rated has the person answer.
func (s *service) rated(t *testing.T, ref formsapi.Reference) {
	t.Helper()
	u := &formsapi.RateService{Appointments: s.store, Store: s.store, Sealer: s.ring, Catalogue: town{}, Now: s.clock, Random: strings.NewReader("sixteen bytes and")}
	if err := u.Rate(t.Context(), ref, formsapi.ExperienceAnswer{Helped: 4, Treated: 5}); err != nil {
		t.Fatal(err)
	}
}

// timesAsked counts the messages that asked what somebody thinks.
func timesAsked(t *testing.T, s *service, ref formsapi.Reference) (sent int) {
	t.Helper()
	for _, m := range s.messages(t, ref) {
		if m.Notice == formsapi.NoticeExperience && !m.SentAt.IsZero() {
			sent++
		}
	}
	return sent
}

// tuesday is at eleven in Rome, the day after these tests begin; the morning after at ten.
var (
	tuesday      = monday.Add(25 * time.Hour)
	morningAfter = monday.Add(48 * time.Hour)
)

// Given somebody who was there, they are asked on the morning after, not before: by
// e-mail and by SMS, in the way that they chose.
func TestWhoWasThereIsAskedOnTheMorningAfter(t *testing.T) {
	for name, who := range map[string]formsapi.Details{"e-mail": byEmail, "SMS": bySMS} {
		s := begin(t)
		d := s.deliverer(serveMail(t).mail(), serveSMS(t).sms())
		ref := s.came(t, tuesday, who)
		for asked, at := range []time.Time{morningAfter.Add(-time.Minute), morningAfter} {
			s.set(at)
			if err := deliver(t, d); err != nil {
				t.Fatal(err)
			}
			if n := timesAsked(t, s, ref); n != asked {
				t.Errorf("%s: at %s they were asked %d times", name, at, n)
			}
		}
	}
}

// Given who has answered by then, or was marked by mistake, nobody is asked; given who was
// asked, and marked once more, they are not asked again.
func TestNobodyIsAskedInVain(t *testing.T) {
	for name, c := range map[string]struct {
		before, after func(*testing.T, *service, formsapi.Reference)
		want          int
	}{
		"answered": {before: func(t *testing.T, s *service, ref formsapi.Reference) { s.rated(t, ref) }},
		"missed":   {before: func(t *testing.T, s *service, ref formsapi.Reference) { s.decided(t, ref, formsapi.EventMiss) }},
		"undone":   {before: func(t *testing.T, s *service, ref formsapi.Reference) { s.decided(t, ref, formsapi.EventUndo) }},
		"marked twice": {after: func(t *testing.T, s *service, ref formsapi.Reference) {
			s.decided(t, ref, formsapi.EventMiss)
			s.decided(t, ref, formsapi.EventAttend)
		}, want: 1},
		"by mistake, and back": {before: func(t *testing.T, s *service, ref formsapi.Reference) {
			s.decided(t, ref, formsapi.EventMiss)
			s.decided(t, ref, formsapi.EventUndo)
		}, want: 1},
	} {
		s, mails := begin(t), serveMail(t)
		ref := s.came(t, tuesday, byEmail)
		for i, step := range []func(*testing.T, *service, formsapi.Reference){c.before, c.after} {
			if step != nil {
				step(t, s, ref)
			}
			s.set(morningAfter.AddDate(0, 0, i))
			if err := deliver(t, s.deliverer(mails.mail(), nil)); err != nil {
				t.Fatal(err)
			}
		}
		if n := timesAsked(t, s, ref); n != c.want {
			t.Errorf("%s: they were asked %d times, want %d", name, n, c.want)
		}
		for _, m := range s.messages(t, ref) {
			if m.Notice == formsapi.NoticeExperience && m.SentAt.IsZero() {
				t.Errorf("%s: a message still waits, due %s", name, m.DueAt)
			}
		}
	}
}

// Given a message, it leads straight to the questions, and names neither the service
// nor what it was about.
func TestTheMessageLeadsToTheQuestions(t *testing.T) {
	for _, lang := range givenWords(t).Languages() {
		m, d := told(formsapi.NoticeExperience, lang)
		e, err := letters(t).Email(m, d)
		if err != nil {
			t.Fatal(err)
		}
		if sms := letters(t).Text(m, d); !strings.HasSuffix(sms.Words, "/"+lang+"/r/K7QF2M9X4TBD/experience") || sms.Parts > mostParts {
			t.Errorf("in %s the SMS of %d parts is %s", lang, sms.Parts, sms.Words)
		}
		if !strings.Contains(e.Text, "/"+lang+"/appointments/K7QF-2M9X-4TBD/experience\n") || strings.Contains(e.Text+e.HTML, "Consulenza") {
			t.Errorf("in %s the e-mail is %s", lang, e.Text)
		}
	}
}
