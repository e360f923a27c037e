package desk

import (
	"cmp"
	"slices"
	"time"
)

// A slowdown says how failed attempts are slowed: the first ones cost nothing,
// each further one doubles the wait, from a second up to the longest.
type slowdown struct {
	free    int
	longest time.Duration
}

const (
	forgetFailures = time.Hour // after the last one
	mostFailures   = 10_000    // marks that a tally holds at a time
)

// failures are those of one mark.
type failures struct {
	count int
	last  time.Time
}

// A tally counts failures of one kind.
type tally struct {
	slowdown
	seen map[mark]failures
}

func newTally(s slowdown) tally { return tally{slowdown: s, seen: map[mark]failures{}} }

func (t *tally) wait(m mark, now time.Time) time.Duration { return t.of(t.seen[m], now) }

// of is how long failures make the next attempt wait; zero or less is not at all.
func (s slowdown) of(f failures, now time.Time) time.Duration {
	over := f.count - s.free
	if over < 0 || f.count == 0 {
		return 0
	}
	delay := s.longest
	if over < 20 { // beyond, doubling would overflow long after the longest is reached
		delay = min(s.longest, time.Second<<over)
	}
	return f.last.Add(delay).Sub(now)
}

func (t *tally) add(m mark, now time.Time) {
	f, known := t.seen[m]
	if f.old(now) {
		f = failures{}
	}
	if !known && len(t.seen) >= mostFailures {
		t.makeRoom(now)
	}
	t.seen[m] = failures{count: f.count + 1, last: now}
}

func (f failures) old(now time.Time) bool { return now.Sub(f.last) > forgetFailures }

func (t *tally) forget(m mark) { delete(t.seen, m) }

// takeBack makes an attempt that was counted as failed a good one.
func (t *tally) takeBack(m mark) {
	f, known := t.seen[m]
	if !known {
		return
	}
	if f.count--; f.count <= 0 {
		delete(t.seen, m)
		return
	}
	t.seen[m] = f
}

// makeRoom drops what is too old, and then as many as make a quarter of the
// places free, so that a flood does not sort every time: the lowest counts
// first, the oldest of them first. What makes somebody wait now stays, unless
// there is nothing else.
func (t *tally) makeRoom(now time.Time) {
	var idle, blocking []mark
	for m, f := range t.seen {
		switch {
		case f.old(now):
			delete(t.seen, m)
		case t.of(f, now) > 0:
			blocking = append(blocking, m)
		default:
			idle = append(idle, m)
		}
	}
	surplus := len(t.seen) - mostFailures*3/4
	t.drop(idle, surplus)
	if len(t.seen) >= mostFailures {
		t.drop(blocking, surplus)
	}
}

func (t *tally) drop(marks []mark, most int) {
	slices.SortFunc(marks, func(a, b mark) int {
		x, y := t.seen[a], t.seen[b]
		return cmp.Or(cmp.Compare(x.count, y.count), x.last.Compare(y.last))
	})
	for _, m := range marks[:min(max(most, 0), len(marks))] {
		delete(t.seen, m)
	}
}
