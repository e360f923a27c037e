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
	limitGuesses      = limit{burst: 20, every: 30 * time.Second}
	limitContact      = limit{burst: 10, every: 10 * time.Minute} // of who helps others with their own telephone
)

// maxCounted bounds the memory of a limiter to twice as many networks or contacts.
const maxCounted = 10_000

// A limiter counts per network, or per contact. It remembers two generations: when the younger
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
	bucket := l.bucket(from)
	if bucket.AllowN(now, 1) {
		return true, 0
	}
	return false, l.wait(bucket, now)
}

func (l *limiter[K]) wait(bucket *rate.Limiter, now time.Time) time.Duration {
	missing := 1 - bucket.TokensAt(now)
	return max(time.Second, time.Duration(missing*float64(l.every)))
}

func (l *limiter[K]) bucket(from K) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	if bucket, ok := l.younger[from]; ok {
		return bucket
	}
	bucket, ok := l.older[from]
	if !ok {
		bucket = rate.NewLimiter(rate.Every(l.every), l.burst)
	}
	if len(l.younger) >= maxCounted {
		l.older, l.younger = l.younger, map[K]*rate.Limiter{}
	}
	l.younger[from] = bucket
	return bucket
}
