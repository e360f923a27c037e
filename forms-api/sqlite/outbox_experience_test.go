package sqlite

import (
	"testing"
	"time"

	"sportello/forms-api"
)

// Given a message that asks what somebody thinks and was given up, nobody is called for
// it; nor does it settle what else did not arrive.
func TestNobodyIsCalledToBeAsked(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	n := givenRequest(t, ring, telling(t, ring, formsapi.NoticeReply, formsapi.ChannelEmail, noon),
		telling(t, ring, formsapi.NoticeExperience, formsapi.ChannelEmail, noon))
	a := stored(t, s, n)
	for want, failed := range []formsapi.Message{n.Messages[1], n.Messages[0]} {
		if err := s.Failed(t.Context(), failed.ID, noon, time.Time{}, "no"); err != nil {
			t.Fatal(err)
		}
		if calls, err := s.CountCalls(t.Context(), nil, time.Time{}); err != nil || calls != want {
			t.Errorf("after %s failed %d calls wait, want %d (%v)", failed.Notice, calls, want, err)
		}
	}
	if all, err := s.MessagesOf(t.Context(), a.ID); err != nil || len(all) != 2 {
		t.Errorf("the request has %d messages (%v)", len(all), err)
	}
}
