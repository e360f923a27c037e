package formsapi_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// digests are what is queued for the office by an instant.
func (s *service) digests(t *testing.T, by time.Time) []formsapi.MessageDetails {
	t.Helper()
	leased, err := s.store.Lease(t.Context(), by, by.Add(time.Second), 50)
	if err != nil {
		t.Fatal(err)
	}
	var all []formsapi.MessageDetails
	for _, m := range leased {
		if m.Notice != formsapi.NoticeDigest {
			continue
		}
		d, err := formsapi.OpenMessage(s.ring, m)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, d)
		if err := s.store.Sent(t.Context(), m.ID, by); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// opening gives the office an e-mail and hours on Mondays and Wednesdays.
func opening(t *testing.T, closed ...formsapi.Closure) func(*formsapi.Office) {
	week := formsapi.Week{}
	week[time.Monday] = []formsapi.Interval{{Opens: 10 * 60, Closes: 12 * 60}}
	week[time.Wednesday] = []formsapi.Interval{{Opens: 10 * 60, Closes: 12 * 60}}
	hours, err := formsapi.NewOpeningHours(time.UTC, week, closed)
	if err != nil {
		t.Fatal(err)
	}
	return func(o *formsapi.Office) {
		o.Emails, o.CounterHours = []string{"desk@example.org", "other@example.org"}, hours
	}
}

func (s *service) digesting() *formsapi.DigestOffices {
	return &formsapi.DigestOffices{Catalogue: s, Outbox: s.store, Channels: s.channels, Now: func() time.Time { return s.now }}
}

// Given requests, the office is told how many they are when it opens, once, even
// by two processes; then only of those that came since.
func TestAnOfficeIsToldOfItsNewRequestsWhenItOpens(t *testing.T) {
	s := begin(t)
	s.desk = opening(t)
	one, other := s.digesting(), s.digesting()
	step := func(now time.Time, want int) {
		t.Helper()
		s.now = now
		for _, u := range []*formsapi.DigestOffices{one, other, one} {
			if _, err := u.Digest(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		got := s.digests(t, now)
		if want == 0 && len(got) == 0 {
			return
		}
		if len(got) != 1 || got[0].Count != want || got[0].To != "desk@example.org" || got[0].Reference != "" {
			t.Errorf("at %s the digests are %+v, want one of %d", now, got, want)
		}
	}
	s.asked(t, asking("1"))
	s.asked(t, asking("2"))
	step(monday, 0)                // at nine, before it opens
	step(monday.Add(time.Hour), 2) // it opens
	step(monday.Add(90*time.Minute), 0)
	s.asked(t, asking("3"))
	step(monday.Add(2*time.Hour), 0)  // one a day
	step(monday.Add(26*time.Hour), 0) // on Tuesday it is closed
	step(monday.Add(49*time.Hour), 1) // on Wednesday it opens
	step(monday.Add(7*24*time.Hour+time.Hour), 0)
}

// Given a holiday, no mail, or no e-mail of the office, nobody is told.
func TestNoDigestOnADayWithoutOpening(t *testing.T) {
	today := formsapi.WallTimeAt(monday, time.UTC).Midnight()
	for name, given := range map[string]func(*service){
		"closed": func(s *service) {
			s.desk = opening(t, formsapi.Closure{From: today, Until: today + 24*60, Reason: formsapi.ClosureReasons[0]})
		},
		"no mail":   func(s *service) { s.channels.Email = false },
		"no e-mail": func(s *service) { s.desk = nil },
	} {
		s := begin(t)
		s.desk = opening(t)
		given(s)
		s.asked(t, asking("1"))
		s.now = monday.Add(2 * time.Hour)
		if n, err := s.digesting().Digest(t.Context()); err != nil || n != 0 {
			t.Errorf("%s: %d digests (%v)", name, n, err)
		}
	}
}

// Given an office whose hours nobody knows, it is told on working days at nine.
func TestWithoutHoursADigestComesAtNine(t *testing.T) {
	s := begin(t)
	s.desk = func(o *formsapi.Office) { o.Emails = []string{"desk@example.org"} }
	s.asked(t, asking("1"))
	for at, want := range map[time.Time]int{monday.Add(-time.Minute): 0, monday: 1, monday.Add(-24 * time.Hour): 0} {
		s.now = at
		if n, err := s.digesting().Digest(t.Context()); err != nil || n != want {
			t.Errorf("at %s: %d digests (%v), want %d", at, n, err, want)
		}
	}
}

// calls is more than staff see at a time, or a program might read.
const calls = 501

// manyCalls are what an office has not told by telephone yet.
func (s *service) manyCalls(t *testing.T) {
	t.Helper()
	for range calls {
		err := s.store.Enqueue(t.Context(), formsapi.Message{
			ID: uuid.Must(uuid.NewV7()), Office: "desk", Notice: formsapi.NoticeReleased, Channel: formsapi.ChannelCall, Language: "it",
			DueAt: monday.Add(-time.Hour), Sealed: []byte("{}"),
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Given a digest that is put off, or given up, the requests meanwhile are in the
// next one, those of a digest that told nobody too, and it does not stay with staff.
func TestADigestThatFailsLosesNoRequest(t *testing.T) {
	for name, c := range map[string]struct {
		next time.Time
		want int
	}{
		"put off":  {monday.Add(20 * time.Hour), 1},
		"given up": {time.Time{}, 2},
	} {
		s := begin(t)
		s.desk = opening(t)
		s.manyCalls(t)
		s.asked(t, asking("1"))
		s.now = monday.Add(time.Hour)
		must(s.digesting().Digest(t.Context()))
		failed := must(s.store.Lease(t.Context(), s.now, s.now.Add(time.Second), 10))
		s.now = monday.Add(2 * time.Hour)
		s.asked(t, asking("2"))
		for _, m := range failed {
			if err := s.store.Failed(t.Context(), m.ID, s.now, c.next, "no"); err != nil {
				t.Fatal(err)
			}
		}
		s.digests(t, monday.Add(21*time.Hour)) // what was put off leaves
		s.now = monday.Add(49 * time.Hour)
		must(s.digesting().Digest(t.Context()))
		if got := s.digests(t, s.now); len(got) != 1 || got[0].Count != c.want {
			t.Errorf("%s: the next digest is %+v, want one of %d", name, got, c.want)
		}
		if left := must(s.store.CountCalls(t.Context(), nil, time.Time{})); left != calls {
			t.Errorf("%s: staff see %d messages, want the %d calls", name, left, calls)
		}
	}
}

// Given requests that were corrected, or whose time was not confirmed, an office
// that has not been told of them yet is told of each once.
func TestADigestCountsWhatChangedSince(t *testing.T) {
	s := begin(t)
	s.desk = opening(t)
	a := s.asked(t, asking("1"))
	d := must(formsapi.OpenDetails(s.ring, a))
	err := s.follow.Step(t.Context(), formsapi.PersonStep{
		Reference: d.Reference, Event: formsapi.EventCorrect, Proof: "4567", Phone: "333 765 4321", Contact: formsapi.ContactCall,
	})
	if err != nil {
		t.Fatal(err)
	}
	s.now = monday.Add(time.Hour)
	must(s.digesting().Digest(t.Context()))
	if got := s.digests(t, s.now); len(got) != 1 || got[0].Count != 1 {
		t.Errorf("the digest is %+v, want one of 1", got)
	}
}
