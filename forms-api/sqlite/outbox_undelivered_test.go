package sqlite

import (
	"slices"
	"strings"
	"testing"
	"time"

	"sportello/forms-api"
)

// Given answers of which one was given up, that one's request is listed until its
// history has an entry that is not older; one that was told since is not.
func TestUndeliveredAnswersAreListedOnce(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	n := givenRequest(t, ring, telling(t, ring, formsapi.NoticeReply, formsapi.ChannelEmail, noon))
	a := stored(t, s, n)
	listed := func(want int) {
		t.Helper()
		all, err := s.Undelivered(t.Context(), 10)
		if err != nil || len(all) != want || want > 0 && (all[0].ID != a.ID || !all[0].At.Equal(noon.Add(time.Minute)) || all[0].Version != a.Version) {
			t.Errorf("listed are %+v (%v), want %d", all, err, want)
		}
	}
	listed(0)
	if err := s.Failed(t.Context(), n.Messages[0].ID, noon.Add(time.Minute), time.Time{}, "no"); err != nil {
		t.Fatal(err)
	}
	listed(1)
	c := change(a, a.State, nil)
	c.History.Event, c.History.At = formsapi.EventUndelivered, noon.Add(time.Minute)
	if err := s.ChangeAppointment(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	listed(0)
	other := givenRequest(t, ring, telling(t, ring, formsapi.NoticeReply, formsapi.ChannelEmail, noon))
	a = stored(t, s, other)
	if err := s.Failed(t.Context(), other.Messages[0].ID, noon.Add(time.Minute), time.Time{}, "no"); err != nil {
		t.Fatal(err)
	}
	listed(1)
	if err := s.Sent(t.Context(), other.Messages[0].ID, noon.Add(time.Hour)); err != nil { // by telephone, from the call list
		t.Fatal(err)
	}
	listed(0)
}

// Given the search for them, SQLite goes along their own index, which is short.
func TestUndeliveredAnswersHaveTheirIndex(t *testing.T) {
	s := givenStore(t, givenRing(t))
	plan := explained(t, s, selectUndelivered, []any{10})
	if !slices.ContainsFunc(plan, func(step string) bool { return strings.Contains(step, "outbox_undelivered") }) {
		t.Errorf("it goes by %v", plan)
	}
	if slices.ContainsFunc(plan, func(step string) bool {
		return strings.HasPrefix(step, "SCAN h") || strings.HasPrefix(step, "SCAN k")
	}) {
		t.Errorf("it goes through a table: %v", plan)
	}
}

// Given an answer that waits, a later change takes none of it back, and a later
// answer is stored with its change.
func TestAnAnswerStaysBesideOtherChanges(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	a := stored(t, s, givenRequest(t, ring, telling(t, ring, formsapi.NoticeReply, formsapi.ChannelEmail, noon)))
	if err := s.ChangeAppointment(t.Context(), change(a, formsapi.CancelledByPerson, nil)); err != nil {
		t.Fatal(err)
	}
	if all, err := s.MessagesOf(t.Context(), a.ID); err != nil || len(all) != 1 || all[0].Notice != formsapi.NoticeReply {
		t.Errorf("messages %+v (%v), want the answer", all, err)
	}
}
