package sqlite

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
	"sportello/forms-api/seal"
)

// givenOutbox is a store with an e-mail, a call and a digest to come.
func givenOutbox(t *testing.T) (*Store, *seal.Ring) {
	t.Helper()
	ring := givenRing(t)
	s := givenStore(t, ring)
	stored(t, s, givenRequest(t, ring,
		telling(t, ring, formsapi.NoticeConfirmed, formsapi.ChannelEmail, noon),
		telling(t, ring, formsapi.NoticeMoved, formsapi.ChannelCall, noon)))
	stored(t, s, givenRequest(t, ring))
	err := s.Enqueue(t.Context(), formsapi.Message{
		ID: uuid.Must(uuid.NewV7()), Office: "potenza", Notice: formsapi.NoticeDigest, Channel: formsapi.ChannelEmail,
		Language: "it", DueAt: noon, Sealed: []byte(`{"count": 1}`),
	})
	if err != nil {
		t.Fatal(err)
	}
	assertSound(t, s, ring)
	return s, ring
}

// Given an outbox that somebody tampered with, Verify names the message.
func TestVerifyFindsForgedMessages(t *testing.T) {
	const other = `(SELECT id FROM appointment WHERE id NOT IN (SELECT appointment FROM outbox WHERE appointment IS NOT NULL))`
	for name, c := range map[string]struct{ sql, want string }{
		"words damaged":        {`UPDATE outbox SET sealed = zeroblob(200) WHERE channel = 'email' AND notice = 'confirmed'`, "cannot be read"},
		"somebody else's":      {`UPDATE outbox SET appointment = ` + other + ` WHERE channel = 'call'`, "cannot be read"},
		"another notice":       {`UPDATE outbox SET notice = 'cancelled' WHERE channel = 'email'`, "cannot be read"},
		"another channel":      {`UPDATE outbox SET channel = 'call' WHERE notice = 'confirmed'`, "cannot be read"},
		"another office":       {`UPDATE outbox SET office = 'roma' WHERE channel = 'call'`, "cannot be read"},
		"nobody's":             {`UPDATE outbox SET appointment = NULL WHERE channel = 'call'`, "is about no appointment, and no digest"},
		"digest damaged":       {`UPDATE outbox SET sealed = x'00' WHERE notice = 'digest'`, "cannot be read"},
		"said to have left":    {`UPDATE outbox SET sent_at = due_at WHERE notice = 'confirmed'`, "never tried"},
		"said to be hopeless":  {`UPDATE outbox SET dead_at = due_at WHERE notice = 'digest'`, "never tried"},
		"of nobody in the log": {`PRAGMA foreign_keys = OFF; UPDATE outbox SET appointment = randomblob(16) WHERE channel = 'call'`, "inconsistent"},
	} {
		t.Run(name, func(t *testing.T) {
			s, ring := givenOutbox(t)
			for _, sql := range strings.Split(c.sql, "; ") {
				direct(t, s, sql)
			}
			report, err := s.Verify(t.Context(), ring)
			if err != nil || !strings.Contains(strings.Join(report.Findings, "\n"), c.want) {
				t.Errorf("found %q (%v), want %q", report.Findings, err, c.want)
			}
		})
	}
}

// Given a message that is being sent, was sent or has failed, all is well; one
// that was taken more than a day ago and never left, or is taken for days to come,
// is worth a word, and no damage.
func TestVerifyWarnsOfStrandedMessages(t *testing.T) {
	for name, c := range map[string]struct {
		until time.Time
		then  func(*Store, uuid.UUID) error
		warns bool
	}{
		"being sent":      {until: noon.Add(time.Minute)},
		"after the night": {until: noon.Add(-12 * time.Hour)},
		"stranded":        {until: noon.Add(-25 * time.Hour), warns: true},
		"clock set back":  {until: noon.Add(48 * time.Hour), warns: true},
		"left":            {noon.Add(-25 * time.Hour), func(s *Store, id uuid.UUID) error { return s.Sent(t.Context(), id, noon) }, false},
		"given up": {noon.Add(-25 * time.Hour), func(s *Store, id uuid.UUID) error {
			return s.Failed(t.Context(), id, noon, time.Time{}, "smtp: the address is refused")
		}, false},
		"to be tried again": {noon.Add(-25 * time.Hour), func(s *Store, id uuid.UUID) error {
			return s.Failed(t.Context(), id, noon, noon.Add(time.Hour), "smtp: nobody answers")
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			s, ring := givenOutbox(t)
			leased, err := s.Lease(t.Context(), noon, c.until, 1)
			if err != nil || len(leased) != 1 {
				t.Fatalf("leased %d: %v", len(leased), err)
			}
			if c.then != nil {
				if err := c.then(s, leased[0].ID); err != nil {
					t.Fatal(err)
				}
			}
			report, err := s.Verify(t.Context(), ring)
			warned := slices.ContainsFunc(report.Warnings, func(w string) bool { return strings.Contains(w, leased[0].ID.String()) })
			if err != nil || len(report.Findings) > 0 || warned != c.warns {
				t.Errorf("%q and %q (%v), want a warning: %t", report.Findings, report.Warnings, err, c.warns)
			}
		})
	}
}
