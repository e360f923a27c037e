package formsapi_test

import (
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// byMail asks for a time at an office that confirms at once.
func (s *service) byMail(t *testing.T, at time.Time) formsapi.Appointment {
	t.Helper()
	s.desk = func(o *formsapi.Office) {
		tuesdays(o)
		o.Booking.Rule.Mode = formsapi.ModeInstant
	}
	r := slot("1", at.Format(time.RFC3339))
	r.Email, r.Contact = "amina@example.org", formsapi.ContactEmail
	return s.asked(t, r)
}

// newest is the message that an appointment's latest change has made.
func (s *service) newest(t *testing.T, a formsapi.Appointment, n formsapi.Notice) (formsapi.QueuedMessage, formsapi.MessageDetails) {
	t.Helper()
	for _, m := range must(s.store.MessagesOf(t.Context(), a.ID)) {
		if m.Notice == n {
			return m, must(formsapi.OpenMessage(s.ring, m))
		}
	}
	t.Fatalf("there is no message %q", n)
	return formsapi.QueuedMessage{}, formsapi.MessageDetails{}
}

// Given an office that closes at half past six for the same day, who was to come
// at ten is told as soon as that cannot be undone that their time is off, and of the other one.
func TestWhatConcernsTodayIsToldInTheQuietHours(t *testing.T) {
	s := begin(t)
	start := monday.Add(25 * time.Hour)
	a := s.byMail(t, start)
	s.now = time.Date(2026, 3, 3, 6, 30, 0, 0, time.UTC)
	if report := must(s.closing(t).Close(t.Context(), coordinator, aTuesday())); report.Offered != 1 {
		t.Fatalf("closing did %+v", report)
	}
	m, says := s.newest(t, a, formsapi.NoticeReplaced)
	if !m.DueAt.Equal(s.now.Add(formsapi.UndoFor)) || says.Was == nil || !says.Was.At.Equal(start) || says.State != formsapi.Proposed {
		t.Errorf("it is told at %s: %+v", m.DueAt, says)
	}
}

// Given a reminder that waits for the morning, or failed for good, who corrects
// their contact is reminded in the new way; who was reminded is not once more.
func TestACorrectionKeepsTheReminder(t *testing.T) {
	start := monday.Add(15*24*time.Hour + time.Hour)
	for name, c := range map[string]struct {
		meanwhile func(s *service, m formsapi.QueuedMessage) error
		left      int
	}{
		"due": {func(*service, formsapi.QueuedMessage) error { return nil }, 1},
		"given up": {func(s *service, m formsapi.QueuedMessage) error {
			return s.store.Failed(t.Context(), m.ID, s.now, time.Time{}, "no")
		}, 1},
		"sent": {func(s *service, m formsapi.QueuedMessage) error { return s.store.Sent(t.Context(), m.ID, s.now) }, 0},
	} {
		s := begin(t)
		a := s.byMail(t, start)
		s.now = start.Add(-47 * time.Hour)
		reminder, says := s.newest(t, a, formsapi.NoticeReminder)
		if err := c.meanwhile(s, reminder); err != nil {
			t.Fatal(err)
		}
		err := s.follow.Step(t.Context(), formsapi.PersonStep{
			Reference: says.Reference, Event: formsapi.EventCorrect, Proof: "4567",
			Phone: "333 765 4321", Contact: formsapi.ContactMessage,
		})
		if err != nil {
			t.Fatal(err)
		}
		left := 0
		for _, m := range must(s.store.MessagesOf(t.Context(), a.ID)) {
			if m.Notice == formsapi.NoticeReminder && m.SentAt.IsZero() && m.DeadAt.IsZero() {
				left++
				if m.Channel != formsapi.ChannelSMS || !m.DueAt.Equal(s.now) {
					t.Errorf("%s: the reminder leaves by %s at %s", name, m.Channel, m.DueAt)
				}
			}
		}
		if left != c.left {
			t.Errorf("%s: %d reminders are to leave, want %d", name, left, c.left)
		}
	}
}
