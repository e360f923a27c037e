package formsapi_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// notices are those of a request that wait to be told, or were.
func (s *service) notices(t *testing.T, id uuid.UUID) (notices []formsapi.Notice) {
	t.Helper()
	for _, m := range must(s.store.MessagesOf(t.Context(), id)) {
		notices = append(notices, m.Notice)
	}
	slices.Sort(notices)
	return notices
}

// agreed is a request whose time was agreed, and whose person was told.
func (s *service) agreed(t *testing.T) formsapi.Appointment {
	t.Helper()
	s.desk = onMondays
	r := asking("")
	r.Slot, r.Email, r.Contact = "2026-03-09T09:00:00Z", "amina@example.org", formsapi.ContactEmail
	a := s.asked(t, r)
	s.decided(t, a.ID, formsapi.Decision{Event: formsapi.EventConfirm})
	s.now = s.now.Add(time.Hour)
	for _, m := range must(s.store.MessagesOf(t.Context(), a.ID)) {
		if m.Notice == formsapi.NoticeReminder {
			continue
		}
		if err := s.store.Sent(t.Context(), m.ID, s.now); err != nil {
			t.Fatal(err)
		}
	}
	return must(s.store.Appointment(t.Context(), a.ID))
}

// Given an appointment that was cancelled by mistake, taking that back gives the
// place and the reminder back, and nobody is told of either. The history says both.
func TestAStepIsTakenBackAsIfItHadNotBeen(t *testing.T) {
	s := begin(t)
	before := s.agreed(t)
	told := s.notices(t, before.ID)
	places := func() int { return len(must(s.store.TakenPlaces(t.Context(), "desk", 0, 1<<40))) }
	taken := places()
	s.decided(t, before.ID, formsapi.Decision{Event: formsapi.EventCancel})
	if places() != 0 || slices.Equal(s.notices(t, before.ID), told) {
		t.Fatal("the step did nothing that could be taken back")
	}
	read := must(s.work.Read(t.Context(), coordinator, before.ID))
	if !read.UndoUntil.Equal(s.now.Add(formsapi.UndoFor)) || !slices.Contains(read.Works, formsapi.EventUndo) {
		t.Errorf("it can be taken back until %s, among %v", read.UndoUntil, read.Works)
	}
	s.now = s.now.Add(9 * time.Second)
	if left := must(s.store.Lease(t.Context(), s.now, s.now, 10)); len(left) > 0 {
		t.Errorf("%s leaves while the step can be taken back", left[0].Notice)
	}
	after := s.decided(t, before.ID, formsapi.Decision{Event: formsapi.EventUndo})
	if after.State != before.State || !after.Start.At.Equal(before.Start.At) || !after.Casework.Equal(before.Casework) || after.Version != before.Version+2 {
		t.Errorf("it is %+v, and was %+v", after, before)
	}
	if places() != taken || !slices.Equal(s.notices(t, before.ID), told) {
		t.Errorf("%d places are taken, and %v is to be told; it was %d and %v", places(), s.notices(t, before.ID), taken, told)
	}
	read = must(s.work.Read(t.Context(), coordinator, before.ID))
	if last := read.History[len(read.History)-1]; last.Event != formsapi.EventUndo || last.Undoes != formsapi.EventCancel || !read.UndoUntil.IsZero() {
		t.Errorf("the history ends with %+v, to be taken back until %s", last, read.UndoUntil)
	}
	if report, err := s.store.Verify(t.Context(), s.ring); err != nil || len(report.Findings) > 0 {
		t.Errorf("the database: %q, %v", report.Findings, err)
	}
}

// Given what cannot be taken back any more, it is said, and nothing has changed.
func TestWhatCannotBeTakenBack(t *testing.T) {
	undo := func(t *testing.T, s *service, id uuid.UUID, want string) {
		t.Helper()
		before := must(s.store.Appointment(t.Context(), id))
		if err := s.decide(t, id, formsapi.Decision{Event: formsapi.EventUndo}); refusalOf(err) != want {
			t.Errorf("the answer is %v, want %s", err, want)
		}
		if after := must(s.store.Appointment(t.Context(), id)); after.Version != before.Version || after.State != before.State {
			t.Errorf("it is %s now", after.State)
		}
	}
	t.Run("too late", func(t *testing.T) {
		s := begin(t)
		a := s.agreed(t)
		s.decided(t, a.ID, formsapi.Decision{Event: formsapi.EventUrgency, Urgency: "urgent"})
		s.now = s.now.Add(formsapi.UndoFor)
		undo(t, s, a.ID, "undo-too-late")
	})
	t.Run("a colleague's", func(t *testing.T) {
		s := begin(t)
		a := s.agreed(t)
		anna := s.colleague(t, "anna@example.org", formsapi.RoleOperator)
		if err := s.work.Decide(t.Context(), anna, formsapi.Decision{ID: a.ID, Version: a.Version, Event: formsapi.EventUrgency, Urgency: "low"}); err != nil {
			t.Fatal(err)
		}
		undo(t, s, a.ID, "undo-too-late")
	})
	t.Run("twice", func(t *testing.T) {
		s := begin(t)
		a := s.agreed(t)
		s.decided(t, a.ID, formsapi.Decision{Event: formsapi.EventCancel})
		s.decided(t, a.ID, formsapi.Decision{Event: formsapi.EventUndo})
		undo(t, s, a.ID, "undo-too-late")
	})
	t.Run("told", func(t *testing.T) { // by telephone, from the call list
		s := begin(t)
		s.desk = onMondays
		r := asking("")
		r.Slot, r.Contact = "2026-03-09T09:00:00Z", formsapi.ContactCall
		a := s.asked(t, r)
		s.decided(t, a.ID, formsapi.Decision{Event: formsapi.EventConfirm})
		call := must(s.store.MessagesOf(t.Context(), a.ID))[0]
		if err := s.store.Sent(t.Context(), call.ID, s.now); err != nil {
			t.Fatal(err)
		}
		undo(t, s, a.ID, "undo-too-late")
	})
	t.Run("the place is somebody else's", func(t *testing.T) {
		s := begin(t)
		a := s.agreed(t)
		s.decided(t, a.ID, formsapi.Decision{Event: formsapi.EventCancel})
		other := asking("")
		other.Slot, other.Phone = "2026-03-09T09:00:00Z", "333 765 4321"
		s.asked(t, other)
		undo(t, s, a.ID, "slot error-slot-taken")
	})
}
