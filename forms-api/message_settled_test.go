package formsapi_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// everyNotice is each that tells a person something.
var everyNotice = []formsapi.Notice{
	formsapi.NoticeRequested, formsapi.NoticeConfirmed, formsapi.NoticeWaiting, formsapi.NoticeProposed, formsapi.NoticeReplaced,
	formsapi.NoticeMoved, formsapi.NoticeDeclined, formsapi.NoticeCancelled, formsapi.NoticeWithdrawn, formsapi.NoticeExpired,
	formsapi.NoticeReleased, formsapi.NoticeReminder, formsapi.NoticeReply, formsapi.NoticeExperience,
}

// A fate is what has become of a message.
type fate struct {
	name       string
	channel    formsapi.Channel
	dead, told bool // it was given up; it left, or somebody told it
}

var fates = []fate{
	{"to leave", formsapi.ChannelEmail, false, false},
	{"sent", formsapi.ChannelEmail, false, true},
	{"given up", formsapi.ChannelEmail, true, false},
	{"given up and told", formsapi.ChannelEmail, true, true},
	{"to call", formsapi.ChannelCall, false, false},
	{"called", formsapi.ChannelCall, false, true},
}

func fateNamed(name string) fate {
	return fates[slices.IndexFunc(fates, func(f fate) bool { return f.name == name })]
}

// holds has an appointment's next message be of a notice, and come to a fate.
func (s *service) holds(t *testing.T, a formsapi.Appointment, sequence int, n formsapi.Notice, f fate) uuid.UUID {
	m := formsapi.Message{
		ID: uuid.Must(uuid.NewV7()), Appointment: a.ID, Office: a.Office, Notice: n, Channel: f.channel,
		Language: "it", DueAt: s.now, Version: sequence,
	}
	key := must(s.ring.OpenKey(a.ID, a.Key))
	m.Sealed = must(formsapi.SealMessage(key, m, formsapi.MessageDetails{To: "amina@example.org", Sequence: sequence, State: a.State}))
	err := s.store.Enqueue(t.Context(), m)
	if f.dead && err == nil {
		err = s.store.Failed(t.Context(), m.ID, s.now, time.Time{}, "no")
	}
	if f.told && err == nil {
		err = s.store.Sent(t.Context(), m.ID, s.now)
	}
	if err != nil {
		t.Error(err)
	}
	return m.ID
}

// waits says of each message of an appointment whether its page leaves it to staff.
func (s *service) waits(t *testing.T, a formsapi.Appointment) map[uuid.UUID]bool {
	waits := map[uuid.UUID]bool{}
	rows, err := s.calls().Of(t.Context(), coordinator, a)
	if err != nil {
		t.Error(err)
	}
	for _, r := range rows {
		left := r.SentAt.IsZero() && (r.Channel == formsapi.ChannelCall || !r.DeadAt.IsZero())
		waits[r.ID] = left && !r.Settled && r.Notice != formsapi.NoticeExperience
	}
	return waits
}

// listed are the messages in the call list.
func (s *service) listed(t *testing.T) map[uuid.UUID]bool {
	t.Helper()
	listed := map[uuid.UUID]bool{}
	for place, more := (formsapi.CallPlace{}), true; more; more = place != (formsapi.CallPlace{}) {
		var rows []formsapi.CallRow
		var err error
		if rows, place, err = s.calls().After(t.Context(), coordinator, place); err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			listed[r.ID] = true
		}
	}
	return listed
}

// unasked is a request of somebody who is told nothing by themselves.
func (s *service) unasked(t *testing.T, key string) formsapi.Appointment {
	r := asking(key)
	r.Phone, r.Contact = "", formsapi.ContactNone
	return s.asked(t, r)
}

// Given each pair of notices in each fate, the call list and the request's own page
// agree on which of the two is left to staff.
func TestTheCallListAndTheRequestsPageAgree(t *testing.T) {
	s := begin(t)
	said := map[uuid.UUID]bool{}
	pair := map[uuid.UUID]string{}
	var mu sync.Mutex
	var all sync.WaitGroup
	atOnce := make(chan bool, 64) // the store commits together what waits together
	for _, first := range everyNotice {
		for _, second := range everyNotice {
			for _, one := range fates {
				for _, other := range fates {
					name := fmt.Sprintf("%s (%s), then %s (%s)", first, one.name, second, other.name)
					atOnce <- true
					all.Go(func() {
						defer func() { <-atOnce }()
						a := s.unasked(t, name)
						earlier, later := s.holds(t, a, 2, first, one), s.holds(t, a, 3, second, other)
						waits := s.waits(t, a)
						mu.Lock()
						defer mu.Unlock()
						said[earlier], said[later] = waits[earlier], waits[later]
						pair[earlier], pair[later] = "the earlier of "+name, "the later of "+name
					})
				}
			}
		}
	}
	all.Wait()
	listed := s.listed(t)
	for id, waits := range said {
		if waits != listed[id] {
			t.Errorf("%s: the request's page leaves it to staff: %t; it is in the call list: %t", pair[id], waits, listed[id])
		}
	}
	if n := must(s.calls().Count(t.Context(), coordinator)); n != len(listed) {
		t.Errorf("it counts %d, and lists %d", n, len(listed))
	}
}

// Given a message that was given up, a later one that has arrived, or is left to
// staff itself, settles it: but no answer settles anything, and nothing settles an
// answer, since each says something of its own.
func TestAnAnswerSettlesNothing(t *testing.T) {
	s := begin(t)
	for n, c := range []struct {
		first, second formsapi.Notice
		fate          string
		left          bool
	}{
		{formsapi.NoticeConfirmed, formsapi.NoticeMoved, "sent", false},
		{formsapi.NoticeConfirmed, formsapi.NoticeMoved, "to call", false},
		{formsapi.NoticeConfirmed, formsapi.NoticeMoved, "to leave", true},
		{formsapi.NoticeConfirmed, formsapi.NoticeReply, "sent", true},
		{formsapi.NoticeConfirmed, formsapi.NoticeReply, "given up", true},
		{formsapi.NoticeReply, formsapi.NoticeMoved, "sent", true},
		{formsapi.NoticeReply, formsapi.NoticeReply, "sent", true},
		{formsapi.NoticeReply, formsapi.NoticeReply, "given up", true},
		{formsapi.NoticeReminder, formsapi.NoticeMoved, "sent", false},
	} {
		a := s.unasked(t, fmt.Sprint(n))
		earlier := s.holds(t, a, 2, c.first, fateNamed("given up"))
		s.holds(t, a, 3, c.second, fateNamed(c.fate))
		if left := s.listed(t)[earlier]; left != c.left {
			t.Errorf("%s, given up, then %s (%s): it is in the call list: %t", c.first, c.second, c.fate, left)
		}
	}
}
