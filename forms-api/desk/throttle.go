package desk

import (
	"crypto/sha256"
	"net/netip"
	"strings"
	"sync"
	"time"
)

// Three counts, so that guessing is slow and a stranger who guesses cannot keep
// the owner of an account out: the count of an account leaves out the networks
// that its owner signed in from.
var (
	slowPair    = slowdown{free: 5, longest: 15 * time.Minute}  // one account from one address
	slowAddress = slowdown{free: 20, longest: 15 * time.Minute} // any account from one address
	slowAccount = slowdown{free: 50, longest: time.Minute}      // one account from anywhere
)

// The same for codes of a second factor, whom only those reach who have the
// password: there are a million codes, and three of them are right.
var slowCodeAccount = slowdown{free: 10, longest: 15 * time.Minute}

// maxEmail is the longest address there is, in bytes (RFC 5321 4.5.3.1.3). A
// longer one names no account, and its attempt costs no hash of a password.
const maxEmail = 254

// throttle remembers failed sign-ins, in bounded memory: a flood of one kind
// of attempt pushes out nothing of another kind, and nothing that is slowing
// somebody down.
type throttle struct {
	now func() time.Time

	mu        sync.Mutex
	pairs     tally
	addresses tally
	accounts  tally
	welcome   doors
	traces    doors // when the log was told last that an account is slowed
}

func newThrottle(now func() time.Time) *throttle {
	return &throttle{
		now:       now,
		pairs:     newTally(slowPair),
		addresses: newTally(slowAddress),
		accounts:  newTally(slowAccount),
		welcome:   doors{},
		traces:    doors{},
	}
}

func newCodeThrottle(now func() time.Time) *throttle {
	t := newThrottle(now)
	t.accounts = newTally(slowCodeAccount)
	return t
}

// A mark stands for what is counted, in the same few bytes however much a
// stranger typed.
type mark [sha256.Size]byte

// An attempt is somebody who tries an account from an address.
type attempt struct {
	of                     string // the account: an e-mail as it was typed, or an id
	pair, address, account mark
}

func newAttempt(email string, from netip.Prefix) attempt {
	email = strings.ToLower(strings.TrimSpace(email))
	return attempt{
		of:      email,
		pair:    sha256.Sum256([]byte(from.String() + " " + email)),
		address: sha256.Sum256([]byte(from.String())),
		account: sha256.Sum256([]byte(email)),
	}
}

// A counted is one of the counts that an attempt goes into.
type counted struct {
	in *tally
	as mark
}

// counts are those that an attempt waits for. From where the owner signed in
// lately the account's own is none of them: whoever guesses from elsewhere and
// always asks first after a wait would otherwise keep the owner out for good.
func (t *throttle) counts(a attempt, now time.Time) []counted {
	all := []counted{{&t.pairs, a.pair}, {&t.addresses, a.address}}
	if t.welcome.knows(a.pair, now) {
		return all
	}
	return append(all, counted{&t.accounts, a.account})
}

// begin answers how long to wait before trying. When that is nothing, the
// attempt is counted as failed until succeed says otherwise: counting after the
// password was looked at would let many in at the same time.
func (t *throttle) begin(a attempt) (wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	counts := t.counts(a, now)
	for _, c := range counts {
		wait = max(wait, c.in.wait(c.as, now))
	}
	if wait > 0 {
		return wait
	}
	for _, c := range counts {
		c.in.add(c.as, now)
	}
	return 0
}

// takeBack makes an attempt undone that guessed at nothing.
func (t *throttle) takeBack(a attempt) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, c := range t.counts(a, t.now()) {
		c.in.takeBack(c.as)
	}
}

// succeed forgets the failures of an account at an address; those of the address
// as a whole stay, or an account of one's own would wash them off.
func (t *throttle) succeed(a attempt) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	t.pairs.forget(a.pair)
	for _, c := range t.counts(a, now)[1:] {
		c.in.takeBack(c.as)
	}
	t.welcome.open(a.pair, now)
}
