package desk

import (
	"maps"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"
)

// A slowdown says how failed attempts are slowed: the first ones cost nothing,
// each further one doubles the wait, from a second up to the longest.
type slowdown struct {
	free    int
	longest time.Duration
}

// Three counts, so that guessing is slow and a stranger who guesses cannot keep
// the owner of an account out: what is guessed from elsewhere makes the owner
// wait a minute at most.
var (
	slowPair    = slowdown{free: 5, longest: 15 * time.Minute}  // one account from one address
	slowAddress = slowdown{free: 20, longest: 15 * time.Minute} // any account from one address
	slowAccount = slowdown{free: 50, longest: time.Minute}      // one account from anywhere
)

const (
	forgetFailures = time.Hour // after the last one
	mostFailures   = 10_000    // what is remembered at a time
)

type failures struct {
	count int
	last  time.Time
}

// throttle remembers failed sign-ins, in bounded memory.
type throttle struct {
	now  func() time.Time
	mu   sync.Mutex
	seen map[string]failures
}

func newThrottle(now func() time.Time) *throttle {
	return &throttle{now: now, seen: map[string]failures{}}
}

// An attempt is somebody who tries an account from an address.
type attempt struct{ pair, address, account string }

func newAttempt(email string, from netip.Prefix) attempt {
	email = strings.ToLower(strings.TrimSpace(email))
	return attempt{
		pair:    "pair " + from.String() + " " + email,
		address: "address " + from.String(),
		account: "account " + email,
	}
}

func (a attempt) slowdowns() map[string]slowdown {
	return map[string]slowdown{a.pair: slowPair, a.address: slowAddress, a.account: slowAccount}
}

// begin answers how long to wait before trying. When that is nothing, the
// attempt is counted as failed until succeed says otherwise, so that many at
// the same time are no way around.
func (t *throttle) begin(a attempt) (wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	for key, s := range a.slowdowns() {
		wait = max(wait, t.seen[key].wait(s, now))
	}
	if wait > 0 {
		return wait
	}
	for key := range a.slowdowns() {
		t.count(key, now)
	}
	return 0
}

// succeed forgets the failures of an account at an address; those of the address
// as a whole stay, or an account of one's own would wash them off.
func (t *throttle) succeed(a attempt) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.seen, a.pair)
	for _, key := range []string{a.address, a.account} {
		if f, known := t.seen[key]; known {
			f.count--
			t.seen[key] = f
		}
	}
}

func (f failures) wait(s slowdown, now time.Time) time.Duration {
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

func (t *throttle) count(key string, now time.Time) {
	f := t.seen[key]
	if now.Sub(f.last) > forgetFailures {
		f = failures{}
	}
	if len(t.seen) >= mostFailures {
		t.forget()
	}
	t.seen[key] = failures{count: f.count + 1, last: now}
}

// forget makes room by the older half, so that a flood does not sort every time.
func (t *throttle) forget() {
	older := slices.SortedFunc(maps.Keys(t.seen), func(a, b string) int {
		return t.seen[a].last.Compare(t.seen[b].last)
	})
	for _, key := range older[:len(older)/2] {
		delete(t.seen, key)
	}
}
