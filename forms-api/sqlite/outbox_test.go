package sqlite

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
	"sportello/forms-api/seal"
)

// telling gives a request a message on a channel.
func telling(t *testing.T, ring *seal.Ring, notice formsapi.Notice, channel formsapi.Channel, due time.Time) wanted {
	return func(n *formsapi.NewAppointment) {
		key, err := ring.OpenKey(n.Appointment.ID, n.Appointment.Key)
		if err != nil {
			t.Fatal(err)
		}
		m := formsapi.Message{
			ID: uuid.Must(uuid.NewV7()), Appointment: n.Appointment.ID, Office: n.Appointment.Office,
			Notice: notice, Channel: channel, Language: "ar", DueAt: due,
		}
		if m.Sealed, err = formsapi.SealMessage(key, m, formsapi.MessageDetails{To: told.Email, Reference: told.Reference}); err != nil {
			t.Fatal(err)
		}
		n.Messages = append(n.Messages, m)
	}
}

// Given two processes, a message that is due is leased to one of them, until its
// lease ends; what is not due, or is a call, is leased to none.
func TestALeaseIsOneProcesses(t *testing.T) {
	ring := givenRing(t)
	path := filepath.Join(t.TempDir(), "sportello.db")
	one, other := openStore(t, path, ring), openStore(t, path, ring)
	stored(t, one, givenRequest(t, ring,
		telling(t, ring, formsapi.NoticeConfirmed, formsapi.ChannelEmail, noon),
		telling(t, ring, formsapi.NoticeReminder, formsapi.ChannelEmail, noon.Add(time.Hour)),
		telling(t, ring, formsapi.NoticeMoved, formsapi.ChannelCall, noon)))

	leased, err := one.Lease(t.Context(), noon, noon.Add(time.Minute), 10)
	if err != nil || len(leased) != 1 || leased[0].Notice != formsapi.NoticeConfirmed {
		t.Fatalf("leased %+v (%v), want the one that is due", leased, err)
	}
	if d, err := formsapi.OpenMessage(ring, leased[0]); err != nil || d.To != told.Email {
		t.Errorf("it is for %q (%v)", d.To, err)
	}
	if again, err := other.Lease(t.Context(), noon, noon.Add(time.Minute), 10); err != nil || len(again) != 0 {
		t.Errorf("leased twice: %+v (%v)", again, err)
	}
	if again, err := other.Lease(t.Context(), noon.Add(time.Minute), noon.Add(2*time.Minute), 10); err != nil || len(again) != 1 {
		t.Errorf("after the lease: %+v (%v), want the message again", again, err)
	}
}

// Given attempts that fail, the message comes again when it is said to, and after
// the last one it waits for staff; one that was sent never comes again.
func TestAttemptsAreCounted(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	a := stored(t, s, givenRequest(t, ring, telling(t, ring, formsapi.NoticeConfirmed, formsapi.ChannelSMS, noon)))
	lease := func(at time.Time) []formsapi.QueuedMessage {
		all, err := s.Lease(t.Context(), at, at.Add(time.Minute), 10)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	id := lease(noon)[0].ID
	if err := s.Failed(t.Context(), id, noon, noon.Add(time.Hour), "no answer"); err != nil {
		t.Fatal(err)
	}
	if early := lease(noon.Add(time.Minute)); len(early) != 0 {
		t.Errorf("it came again at once: %+v", early)
	}
	if again := lease(noon.Add(time.Hour)); len(again) != 1 || again[0].Attempts != 1 || again[0].Failure != "no answer" {
		t.Errorf("after an hour: %+v", again)
	}
	if err := s.Failed(t.Context(), id, noon, time.Time{}, "given up"); err != nil {
		t.Fatal(err)
	}
	waiting, err := s.Calls(t.Context(), []string{a.Office}, formsapi.CallPlace{}, 10)
	if err != nil || len(waiting) != 1 || waiting[0].DeadAt.IsZero() || waiting[0].Attempts != 2 {
		t.Errorf("waiting for staff: %+v (%v)", waiting, err)
	}
	if elsewhere, err := s.Calls(t.Context(), []string{"roma"}, formsapi.CallPlace{}, 10); err != nil || len(elsewhere) != 0 {
		t.Errorf("at another office: %+v (%v)", elsewhere, err)
	}
	if err := s.Sent(t.Context(), id, noon); err != nil {
		t.Fatal(err)
	}
	if all, err := s.MessagesOf(t.Context(), a.ID); err != nil || len(all) != 1 || !all[0].SentAt.Equal(noon) {
		t.Errorf("messages %+v (%v), want the sent one", all, err)
	}
}

// Given a reminder that has not left, a change takes it back.
func TestAChangeTakesRemindersBack(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	n := givenRequest(t, ring,
		telling(t, ring, formsapi.NoticeConfirmed, formsapi.ChannelEmail, noon),
		telling(t, ring, formsapi.NoticeReminder, formsapi.ChannelEmail, noon.Add(time.Hour)))
	a := stored(t, s, n)
	if err := s.ChangeAppointment(t.Context(), change(a, formsapi.CancelledByPerson, nil)); err != nil {
		t.Fatal(err)
	}
	all, err := s.MessagesOf(t.Context(), a.ID)
	if err != nil || len(all) != 1 || all[0].Notice != formsapi.NoticeConfirmed {
		t.Errorf("messages %+v (%v), want what was due before", all, err)
	}
}

// Given somebody who was not yet called, a change takes the call back, because
// what it tells is no longer so; a corrected contact does not.
func TestAChangeTakesCallsBack(t *testing.T) {
	for event, left := range map[formsapi.Event]int{formsapi.EventDecline: 0, formsapi.EventCorrect: 1, formsapi.EventAssign: 1} {
		ring := givenRing(t)
		s := givenStore(t, ring)
		a := stored(t, s, givenRequest(t, ring, telling(t, ring, formsapi.NoticeConfirmed, formsapi.ChannelCall, noon)))
		c := change(a, a.State, nil)
		c.History.Event = event
		if err := s.ChangeAppointment(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		if all, err := s.MessagesOf(t.Context(), a.ID); err != nil || len(all) != left {
			t.Errorf("after %s there are %d calls to make (%v), not %d", event, len(all), err, left)
		}
	}
}

// Given a request that was erased, nobody is told of it any more.
func TestMessagesOfTheErasedStay(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	stored(t, s, givenRequest(t, ring, telling(t, ring, formsapi.NoticeConfirmed, formsapi.ChannelEmail, noon),
		telling(t, ring, formsapi.NoticeMoved, formsapi.ChannelCall, noon)))
	command(t, s, `DELETE FROM record_key`)
	if leased, err := s.Lease(t.Context(), noon, noon.Add(time.Minute), 10); err != nil || len(leased) != 0 {
		t.Errorf("leased %+v (%v)", leased, err)
	}
	if pending, err := s.Calls(t.Context(), nil, formsapi.CallPlace{}, 10); err != nil || len(pending) != 0 {
		t.Errorf("the call list has %+v (%v)", pending, err)
	}
}

// Given messages of erased requests, however many, they do not keep others waiting.
func TestMessagesOfTheErasedKeepNobodyWaiting(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	for range 3 {
		stored(t, s, givenRequest(t, ring, telling(t, ring, formsapi.NoticeConfirmed, formsapi.ChannelEmail, noon)))
	}
	command(t, s, `DELETE FROM record_key`)
	stored(t, s, givenRequest(t, ring, telling(t, ring, formsapi.NoticeConfirmed, formsapi.ChannelEmail, noon.Add(time.Second))))
	at := noon.Add(time.Minute)
	if leased, err := s.Lease(t.Context(), at, at.Add(time.Minute), 3); err != nil || len(leased) != 0 {
		t.Fatalf("leased %+v (%v)", leased, err)
	}
	if leased, err := s.Lease(t.Context(), at, at.Add(time.Minute), 1); err != nil || len(leased) != 1 {
		t.Errorf("leased %+v (%v), want the living one's", leased, err)
	}
}

// Given a message that no longer holds, it is dropped; one that was sent stays known.
func TestADroppedMessageIsGone(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	n := givenRequest(t, ring, telling(t, ring, formsapi.NoticeConfirmed, formsapi.ChannelEmail, noon),
		telling(t, ring, formsapi.NoticeReminder, formsapi.ChannelEmail, noon))
	a := stored(t, s, n)
	if err := s.Sent(t.Context(), n.Messages[0].ID, noon); err != nil {
		t.Fatal(err)
	}
	for _, m := range n.Messages {
		if err := s.Drop(t.Context(), m.ID); err != nil {
			t.Fatal(err)
		}
	}
	if all, err := s.MessagesOf(t.Context(), a.ID); err != nil || len(all) != 1 || all[0].Notice != formsapi.NoticeConfirmed {
		t.Errorf("messages %+v (%v), want the sent one", all, err)
	}
}

// Given digests, the latest of an office is known; an office without one has none.
func TestTheLastDigestIsKnown(t *testing.T) {
	s := givenStore(t, givenRing(t))
	for n, due := range []time.Time{noon, noon.Add(24 * time.Hour)} {
		m := formsapi.Message{
			ID: uuid.NewSHA1(uuid.NameSpaceURL, []byte{byte(n)}), Office: "potenza", Notice: formsapi.NoticeDigest,
			Channel: formsapi.ChannelEmail, Language: "it", DueAt: due, Sealed: []byte(`{}`),
		}
		if err := s.Enqueue(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	if last, err := s.LastDigest(t.Context(), "potenza"); err != nil || !last.Equal(noon.Add(24*time.Hour)) {
		t.Errorf("the last one was due %v (%v)", last, err)
	}
	if last, err := s.LastDigest(t.Context(), "roma"); err != nil || !last.IsZero() {
		t.Errorf("where there was none: %v (%v)", last, err)
	}
}

// Given a digest that two processes make, it is stored once.
func TestADigestIsStoredOnce(t *testing.T) {
	s := givenStore(t, givenRing(t))
	m := formsapi.Message{
		ID: uuid.NewSHA1(uuid.NameSpaceURL, []byte("potenza 2026-11-22")), Office: "potenza", Notice: formsapi.NoticeDigest,
		Channel: formsapi.ChannelEmail, Language: "it", DueAt: noon, Sealed: []byte(`{"to":"desk@example.org","count":3}`),
	}
	for range 2 {
		if err := s.Enqueue(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	leased, err := s.Lease(t.Context(), noon, noon.Add(time.Minute), 10)
	if err != nil || len(leased) != 1 {
		t.Fatalf("leased %+v (%v), want one", leased, err)
	}
	if d, err := formsapi.OpenMessage(nil, leased[0]); err != nil || d.Count != 3 {
		t.Errorf("it says %+v (%v)", d, err)
	}
}

// Given a feed, its address works until it is revoked.
func TestAFeedIsRevoked(t *testing.T) {
	s := givenStore(t, givenRing(t))
	anna, _ := givenStaff(t, s, "anna@example.org")
	f := formsapi.Feed{ID: uuid.Must(uuid.NewV7()), Office: "potenza", MadeBy: anna.ID, MadeAt: noon}
	if err := s.InsertFeed(t.Context(), f, []byte("hash")); err != nil {
		t.Fatal(err)
	}
	if got, err := s.FeedByHash(t.Context(), []byte("hash")); err != nil || got != f {
		t.Errorf("%+v (%v), want %+v", got, err, f)
	}
	if err := s.RevokeFeed(t.Context(), f.ID, noon); err != nil {
		t.Fatal(err)
	}
	if _, err := s.FeedByHash(t.Context(), []byte("hash")); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("after it was revoked: %v", err)
	}
	if all, err := s.Feeds(t.Context(), "potenza"); err != nil || len(all) != 1 || !all[0].RevokedAt.Equal(noon) {
		t.Errorf("feeds %+v (%v)", all, err)
	}
}

// Given several messages of one appointment, the oldest that is due leaves first
// and alone; one that waits for another attempt holds up none.
func TestMessagesOfOneAppointmentLeaveInOrder(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	n := givenRequest(t, ring,
		telling(t, ring, formsapi.NoticeConfirmed, formsapi.ChannelEmail, noon.Add(time.Second)), // later due, and older
		telling(t, ring, formsapi.NoticeMoved, formsapi.ChannelEmail, noon))
	stored(t, s, n)
	at := noon.Add(time.Minute)
	lease := func(want ...formsapi.Notice) {
		t.Helper()
		leased, err := s.Lease(t.Context(), at, at.Add(time.Minute), 10)
		var got []formsapi.Notice
		for _, m := range leased {
			got = append(got, m.Notice)
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("leased %v (%v), want %v", got, err, want)
		}
	}
	lease(formsapi.NoticeConfirmed)
	lease() // while the first is being sent
	if err := s.Failed(t.Context(), n.Messages[0].ID, at, at.Add(time.Hour), "no"); err != nil {
		t.Fatal(err)
	}
	lease(formsapi.NoticeMoved)
}
