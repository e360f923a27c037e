package web

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// A limit allows so many at once, and then one more each interval.
type limit struct {
	burst int
	every time.Duration
}

// A whole reception centre can stand behind one address, so the bursts are
// wide: they keep one program from filling the desk of one person.
var (
	limitWithToken    = limit{burst: 100, every: 5 * time.Second}
	limitWithoutToken = limit{burst: 40, every: 20 * time.Second}
	limitSteps        = limit{burst: 100, every: 5 * time.Second}
	limitGuesses      = limit{burst: 20, every: 30 * time.Second}
	limitContact      = limit{burst: 10, every: 10 * time.Minute} // of who helps others with their own telephone
)

// These are of one request, wherever they come from. Nobody changes their mind
// twelve times an hour, and each time costs a message. Whoever holds somebody
// else's reference would need months to guess four digits; the person themselves
// waits half an hour, or writes the whole telephone, which does not count.
var (
	limitOwnSteps  = limit{burst: 12, every: 15 * time.Minute}
	limitOwnProofs = limit{burst: 8, every: 30 * time.Minute}
	limitTold      = limit{burst: 20, every: 10 * time.Minute} // steps of all requests of one contact, but for freeSteps of each
)

// maxCounted bounds the memory of a limiter to twice as many of them.
const maxCounted = 10_000

// A limiter counts per network, per request or per contact. It remembers two generations: when the younger
// one is full the older one is forgotten, so that no number of them can
// fill the memory.
type limiter[K comparable] struct {
	limit
	mu             sync.Mutex
	younger, older map[K]*rate.Limiter
}

func newLimiter[K comparable](l limit) *limiter[K] {
	return &limiter[K]{limit: l, younger: map[K]*rate.Limiter{}}
}

// take counts one, and tells whether it was allowed or how long to wait.
func (l *limiter[K]) take(from K, now time.Time) (ok bool, wait time.Duration) {
	return l.bucket(from).take(now)
}

func (l *limiter[K]) bucket(from K) bucket {
	l.mu.Lock()
	defer l.mu.Unlock()
	if b, ok := l.younger[from]; ok {
		return bucket{b, l.every}
	}
	b, ok := l.older[from]
	if !ok {
		b = rate.NewLimiter(rate.Every(l.every), l.burst)
	}
	if len(l.younger) >= maxCounted {
		l.older, l.younger = l.younger, map[K]*rate.Limiter{}
	}
	l.younger[from] = b
	return bucket{b, l.every}
}

// A bucket is what is left to one network, request or contact.
type bucket struct {
	*rate.Limiter
	every time.Duration
}

func (b bucket) take(now time.Time) (ok bool, wait time.Duration) {
	if b.AllowN(now, 1) {
		return true, 0
	}
	missing := 1 - b.TokensAt(now)
	return false, max(time.Second, time.Duration(missing*float64(b.every)))
}

// takeEach counts one in each bucket, or none in any.
func takeEach(buckets []bucket, now time.Time) (ok bool, wait time.Duration) {
	for n, b := range buckets {
		if ok, wait = b.take(now); !ok {
			giveBack(buckets[:n], now)
			return false, wait
		}
	}
	return true, 0
}

// giveBack counts one less: what was taken beforehand, so that many at once are
// no more than one after the other, turned out not to count.
func giveBack(buckets []bucket, now time.Time) {
	for _, b := range buckets {
		b.AllowN(now, -1)
	}
}
