package notify_test

import (
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given an e-mail that failed, and a later change that was told meanwhile, the old
// one never comes: the last that a person gets is what is so.
func TestWhatWasSupersededIsNotSent(t *testing.T) {
	s, mails := begin(t), serveMail(t)
	mails.refuse = func(string) error { return errNo }
	ref := s.asked(t, monday.Add(10*24*time.Hour), byEmail)
	d := s.deliverer(mails.mail(), nil)
	_ = deliver(t, d)
	mails.refuse = nil
	s.set(monday.Add(30 * time.Second))
	s.step(t, formsapi.PersonStep{Reference: ref, Event: formsapi.EventCancel})
	for _, later := range []time.Duration{30 * time.Second, 2 * time.Hour} {
		s.set(monday.Add(later))
		if err := deliver(t, d); err != nil {
			t.Fatal(err)
		}
	}
	if got := mails.all(); len(got) != 1 || got[0].subject(t) != s.words.Message("it", "message-subject-withdrawn", nil) {
		t.Errorf("%d e-mails arrived, want the receipt alone", len(got))
	}
	if left := s.messages(t, ref); len(left) != 1 || left[0].Notice != formsapi.NoticeWithdrawn {
		t.Errorf("the outbox keeps %+v", left)
	}
}

// Given an attempt that fails in the evening, the next one waits for the morning,
// unless the appointment is within a day.
func TestAttemptsKeepTheQuietHours(t *testing.T) {
	evening := time.Date(2026, 3, 2, 20, 59, 30, 0, rome)
	for start, want := range map[time.Time]time.Time{
		time.Date(2026, 3, 6, 10, 0, 0, 0, rome): time.Date(2026, 3, 3, 8, 0, 0, 0, rome),
		time.Date(2026, 3, 3, 10, 0, 0, 0, rome): evening.Add(time.Minute),
	} {
		s, mails := begin(t), serveMail(t)
		mails.refuse = func(string) error { return errNo }
		ref := s.asked(t, start, byEmail)
		s.set(evening)
		_ = deliver(t, s.deliverer(mails.mail(), nil))
		if got := first(t, s, ref).DueAt; !got.Equal(want) {
			t.Errorf("of %s the next attempt comes at %s, want %s", start, got.In(rome), want)
		}
	}
}
