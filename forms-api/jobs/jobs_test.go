package jobs_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sportello/forms-api/jobs"
)

// A clock moves only when the test says so: each pause of a job waits for tick.
type clock struct{ pauses chan chan time.Time }

func newClock() clock { return clock{make(chan chan time.Time)} }

func (c clock) after(time.Duration) <-chan time.Time {
	over := make(chan time.Time, 1)
	c.pauses <- over
	return over
}

// tick waits until a job pauses, and ends the pause.
func (c clock) tick() { (<-c.pauses) <- time.Time{} }

// running starts a job; stop ends it and waits for it.
func running(t *testing.T, c clock, do func(context.Context) (bool, error)) (log *lockedText, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	log = &lockedText{}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		jobs.Round{
			Jobs: []jobs.Job{{Name: "sample", Every: time.Hour, Do: do}},
			Log:  slog.New(slog.NewTextHandler(log, nil)), After: c.after,
		}.Run(ctx)
	}()
	return log, func() {
		cancel()
		for {
			select {
			case over := <-c.pauses: // the job is about to wait
				over <- time.Time{}
			case <-ended:
				return
			}
		}
	}
}

type lockedText struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *lockedText) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lockedText) lines() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Split(strings.TrimSpace(l.text.String()), "\n")
}

// Given a job that fails for a while, the log says so when it begins, when the
// cause changes, and when it is over: not every second.
func TestAFailureIsToldOnce(t *testing.T) {
	c, n := newClock(), 0
	said := []string{"", "disk full", "disk full", "disk full", "no keys", "", ""}
	log, stop := running(t, c, func(context.Context) (bool, error) {
		n++
		if n <= len(said) && said[n-1] != "" {
			return false, errors.New(said[n-1])
		}
		return false, nil
	})
	for range len(said) {
		c.tick()
	}
	stop()
	var got []string
	for _, line := range log.lines() {
		_, message, _ := strings.Cut(line, "msg=")
		got = append(got, message)
	}
	want := []string{
		`"a job fails, and goes on trying" job=sample error="disk full"`,
		`"a job fails, and goes on trying" job=sample error="no keys"`,
		`"a job works again" job=sample`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("the log says %q", got)
	}
}

// Given a job that panics, it is tried again, and the program goes on.
func TestAPanicIsAFailure(t *testing.T) {
	c, n := newClock(), 0
	log, stop := running(t, c, func(context.Context) (bool, error) {
		if n++; n == 1 {
			panic("nothing there")
		}
		return false, nil
	})
	c.tick()
	c.tick()
	stop()
	if n < 2 || !strings.Contains(log.lines()[0], "nothing there") {
		t.Errorf("it ran %d times, and the log says %q", n, log.lines())
	}
}

// Given more than one go can do, the next one follows at once; but not after a
// failure, which would be as bad the next moment.
func TestMoreIsDoneAtOnce(t *testing.T) {
	c, n := newClock(), 0
	_, stop := running(t, c, func(context.Context) (bool, error) {
		n++
		if n == 5 {
			return true, errors.New("disk full")
		}
		return n < 8, nil
	})
	over := <-c.pauses
	if n != 5 {
		t.Errorf("it first paused after %d goes, want 5", n)
	}
	over <- time.Time{}
	over = <-c.pauses
	if n != 8 {
		t.Errorf("it paused again after %d goes, want 8", n)
	}
	over <- time.Time{}
	stop()
}

// Given the end of the program, what a job is doing is done, and nothing more.
func TestWhatIsBegunIsEnded(t *testing.T) {
	begun, end, ended := make(chan bool), make(chan bool), false
	ctx, cancel := context.WithCancel(t.Context())
	stopped := make(chan bool)
	go func() {
		defer close(stopped)
		jobs.Round{Log: slog.New(slog.DiscardHandler), After: time.After, Jobs: []jobs.Job{{
			Every: time.Hour,
			Do: func(context.Context) (bool, error) {
				close(begun)
				<-end
				ended = true
				return true, nil
			},
		}}}.Run(ctx)
	}()
	<-begun
	cancel()
	select {
	case <-stopped:
		t.Error("it did not wait for what was begun")
	case <-time.After(20 * time.Millisecond):
	}
	close(end)
	<-stopped
	if !ended {
		t.Error("what was begun was not ended")
	}
}

// sample is each of the things that are done.
type sample struct{ expired, delivered, digested, moved, kept int }

func (s *sample) Expire(context.Context) (int, error) { s.expired++; return 2 - s.expired, nil }
func (s *sample) Deliver(context.Context) (bool, error) {
	s.delivered++
	return s.delivered < 3, nil
}
func (s *sample) Digest(context.Context) (int, error) { s.digested++; return 7, nil }
func (s *sample) MoveOn(context.Context) (int, error) { s.moved++; return 3, nil }

// Given the jobs of appointments, each asks again for what it did not get to.
func TestEachJobGoesOnWhileThereIsMore(t *testing.T) {
	s := &sample{}
	for _, j := range jobs.Appointments(s, s, s, s) {
		for more := true; more; {
			var err error
			if more, err = j.Do(t.Context()); err != nil || j.Every <= 0 || j.Name == "" {
				t.Fatal(j, err)
			}
		}
	}
	if s.expired != 2 || s.delivered != 3 || s.digested != 1 || s.moved != 1 {
		t.Errorf("they did %+v", s)
	}
}

// kept is what is indexed anew, forgotten, put back, and looked through.
type kept struct{ renewed, forgotten, returned, looked int }

func (k *kept) RenewIndexes(context.Context) (int, error) { k.renewed++; return 3 - k.renewed, nil }
func (k *kept) ForgetKept(context.Context) error          { k.forgotten++; return nil }
func (k *kept) ReturnUndelivered(context.Context) (int, error) {
	k.returned++
	return 2, nil
}
func (k *kept) FindMisfits(context.Context) error { k.looked++; return nil }

// Given requests of an older program, they are indexed anew until none is left.
func TestIndexesAreRenewedToTheLast(t *testing.T) {
	k := &kept{}
	for _, j := range jobs.Casework(k, k) {
		for more := true; more; {
			var err error
			if more, err = j.Do(t.Context()); err != nil || j.Every <= 0 || j.Name == "" {
				t.Fatal(j, err)
			}
		}
	}
	if k.renewed != 3 || k.forgotten != 1 || k.returned != 1 || k.looked != 1 {
		t.Errorf("they did %+v", k)
	}
}

func (s *sample) Keep(context.Context) error { s.kept++; return errors.New("disk full") }

// Given page views, they are kept once a minute at least, so that a crash loses no
// more; what goes wrong is told, and not tried again at once.
func TestViewsAreKeptEveryMinute(t *testing.T) {
	s := &sample{}
	j := jobs.Views(s)
	more, err := j.Do(t.Context())
	if more || err == nil || s.kept != 1 || j.Every <= 0 || j.Every > time.Minute || j.Name == "" {
		t.Errorf("%q did %+v every %s: %t, %v", j.Name, s, j.Every, more, err)
	}
}
