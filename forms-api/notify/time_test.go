package notify_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given an appointment that is made late in the evening, nobody is woken up; but
// what concerns the next 24 hours is told at once.
func TestNobodyIsWokenUpForWhatCanWait(t *testing.T) {
	s, p := begin(t), serveSMS(t)
	night := time.Date(2026, 3, 2, 22, 30, 0, 0, rome)
	s.set(night)
	s.asked(t, time.Date(2026, 3, 5, 10, 0, 0, 0, rome), bySMS)
	d := s.deliverer(nil, p.sms())
	for at, want := range map[time.Time]int{night: 0, time.Date(2026, 3, 3, 7, 59, 0, 0, rome): 0} {
		s.set(at)
		if err := deliver(t, d); err != nil || len(p.given) != want {
			t.Errorf("at %s: %v, %d messages", at, err, len(p.given))
		}
	}
	s.set(time.Date(2026, 3, 3, 8, 0, 0, 0, rome))
	if err := deliver(t, d); err != nil || len(p.given) != 1 {
		t.Errorf("at eight: %v, %d messages", err, len(p.given))
	}
	s.set(time.Date(2026, 3, 3, 22, 30, 0, 0, rome))
	if err := deliver(t, d); err != nil || len(p.given) != 2 {
		t.Errorf("by the evening: %v, %d messages, want the reminder too", err, len(p.given))
	}
	s.asked(t, time.Date(2026, 3, 4, 9, 0, 0, 0, rome), formsapi.Details{Phone: "333 123 4568", Contact: formsapi.ContactMessage})
	if err := deliver(t, d); err != nil || len(p.given) != 3 {
		t.Errorf("about tomorrow morning: %v, %d messages", err, len(p.given))
	}
}

// Given an appointment in five days, the reminder comes 48 hours before, with the
// link to cancel.
func TestAReminderComesTwoDaysBefore(t *testing.T) {
	s, mails := begin(t), serveMail(t)
	start := time.Date(2026, 3, 7, 10, 0, 0, 0, rome)
	ref := s.asked(t, start, byEmail)
	d := s.deliverer(mails.mail(), nil)
	for at, want := range map[time.Duration]int{-49 * time.Hour: 1, -48*time.Hour - time.Second: 1} {
		s.set(start.Add(at))
		if err := deliver(t, d); err != nil || len(mails.all()) != want {
			t.Errorf("%v before: %v, %d e-mails", at, err, len(mails.all()))
		}
	}
	s.set(start.Add(-48 * time.Hour))
	if err := deliver(t, d); err != nil {
		t.Fatal(err)
	}
	got := mails.all()
	if len(got) != 2 || got[1].subject(t) != "Promemoria del tuo appuntamento" ||
		!strings.Contains(got[1].parts["text/plain"], "/it/appointments/"+ref.String()+"/cancel\n") {
		t.Errorf("the reminder is %+v", got)
	}
	if _, has := got[1].parts["text/calendar"]; has {
		t.Error("the reminder brings a calendar entry that the person has")
	}
}

// Given an appointment that is moved or called off, no reminder of the old time
// comes.
func TestAReminderFollowsTheAppointment(t *testing.T) {
	s, mails := begin(t), serveMail(t)
	start := time.Date(2026, 3, 7, 10, 0, 0, 0, rome)
	ref := s.asked(t, start, byEmail)
	later := start.Add(24 * time.Hour)
	d := s.deliverer(mails.mail(), nil)
	if err := deliver(t, d); err != nil {
		t.Fatal(err)
	}
	s.step(t, formsapi.PersonStep{Reference: ref, Event: formsapi.EventRequest, Slot: later.Format(time.RFC3339)})
	if err := deliver(t, d); err != nil || len(mails.all()) != 2 {
		t.Fatalf("%v, %d e-mails, want both times", err, len(mails.all()))
	}
	s.set(start.Add(-48 * time.Hour))
	if err := deliver(t, d); err != nil || len(mails.all()) != 2 {
		t.Errorf("a reminder of the old time: %v", err)
	}
	s.set(later.Add(-48 * time.Hour))
	if err := deliver(t, d); err != nil || len(mails.all()) != 3 || !strings.Contains(mails.all()[2].parts["text/plain"], "domenica 8 marzo") {
		t.Errorf("%v, %d e-mails, want the reminder of the new time", err, len(mails.all()))
	}
}

// meanwhile does something between the lease and the delivery.
type meanwhile struct {
	formsapi.OutboxStore
	happens func()
}

func (m *meanwhile) Lease(ctx context.Context, at, until time.Time, limit int) ([]formsapi.QueuedMessage, error) {
	all, err := m.OutboxStore.Lease(ctx, at, until, limit)
	if len(all) > 0 {
		m.happens()
	}
	return all, err
}

// Given a reminder that is leased when the appointment changes, it is dropped.
func TestAReminderThatNoLongerHoldsIsDropped(t *testing.T) {
	for name, happens := range map[string]func(*service, formsapi.Reference) formsapi.PersonStep{
		"cancelled": func(_ *service, ref formsapi.Reference) formsapi.PersonStep {
			return formsapi.PersonStep{Reference: ref, Event: formsapi.EventCancel}
		},
		"moved": func(s *service, ref formsapi.Reference) formsapi.PersonStep {
			return formsapi.PersonStep{Reference: ref, Event: formsapi.EventRequest, Slot: s.clock().Add(96 * time.Hour).Format(time.RFC3339)}
		},
	} {
		s, mails := begin(t), serveMail(t)
		start := time.Date(2026, 3, 7, 10, 0, 0, 0, rome)
		ref := s.asked(t, start, byEmail)
		d := s.deliverer(mails.mail(), nil)
		if err := deliver(t, d); err != nil {
			t.Fatal(err)
		}
		s.set(start.Add(-48 * time.Hour))
		done := false
		d.Outbox = &meanwhile{s.store, func() {
			if !done {
				done = true
				s.step(t, happens(s, ref))
			}
		}}
		if err := deliver(t, d); err != nil {
			t.Fatal(err)
		}
		for _, m := range mails.all() {
			if strings.HasPrefix(m.subject(t), "Promemoria") {
				t.Errorf("%s: the reminder was sent", name)
			}
		}
	}
}

// Given a reminder that could not be sent for days, nobody is reminded of what is
// over.
func TestNobodyIsRemindedOfThePast(t *testing.T) {
	s, mails := begin(t), serveMail(t)
	start := time.Date(2026, 3, 7, 10, 0, 0, 0, rome)
	ref := s.asked(t, start, byEmail)
	d := s.deliverer(mails.mail(), nil)
	if err := deliver(t, d); err != nil {
		t.Fatal(err)
	}
	s.set(start.Add(time.Hour))
	if err := deliver(t, d); err != nil || len(mails.all()) != 1 || len(s.messages(t, ref)) != 1 {
		t.Errorf("%v, %d e-mails, %d messages", err, len(mails.all()), len(s.messages(t, ref)))
	}
}

// Given somebody who corrects how to be told while a message waits for the
// morning, it goes where they want it now, or nowhere.
func TestAMessageGoesWhereThePersonIsReachedNow(t *testing.T) {
	for name, c := range map[string]struct {
		step formsapi.PersonStep
		want []string
	}{
		"another address": {formsapi.PersonStep{Email: "new@example.org", Contact: formsapi.ContactEmail}, []string{"new@example.org"}},
		"no message":      {formsapi.PersonStep{Email: "amina@example.org", Contact: formsapi.ContactNone}, nil},
	} {
		s, mails := begin(t), serveMail(t)
		s.set(time.Date(2026, 3, 2, 22, 30, 0, 0, rome))
		c.step.Reference = s.asked(t, time.Date(2026, 3, 5, 10, 0, 0, 0, rome), byEmail)
		c.step.Event, c.step.Proof = formsapi.EventCorrect, "amina@example.org"
		s.step(t, c.step)
		s.set(time.Date(2026, 3, 3, 8, 0, 0, 0, rome))
		if err := deliver(t, s.deliverer(mails.mail(), nil)); err != nil {
			t.Fatal(err)
		}
		var to []string
		for _, m := range mails.all() {
			to = append(to, m.to)
		}
		if !slices.Equal(to, c.want) {
			t.Errorf("%s: it went to %q, want %q", name, to, c.want)
		}
	}
}
