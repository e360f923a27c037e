package desk

import (
	"fmt"
	"net/netip"
	"testing"
	"time"
)

var here = netip.MustParsePrefix("192.0.2.1/32")

// givenThrottle has with a clock that the test moves.
func givenThrottle() (*throttle, *time.Time) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	return newThrottle(func() time.Time { return now }), &now
}

func TestWaitDoublesUpToTheLongest(t *testing.T) {
	throttle, now := givenThrottle()
	try := newAttempt("marco@example.org", here)
	for range slowPair.free {
		if wait := throttle.begin(try); wait != 0 {
			t.Fatalf("one of the first attempts waits %s", wait)
		}
	}
	for want := time.Second; want < slowPair.longest; want *= 2 {
		if got := throttle.begin(try); got != want {
			t.Fatalf("the wait is %s, not %s", got, want)
		}
		*now = now.Add(want)
		if got := throttle.begin(try); got != 0 {
			t.Fatalf("after waiting there are %s more", got)
		}
	}
	for range 40 {
		wait := throttle.begin(try)
		if wait > slowPair.longest {
			t.Fatalf("the wait is %s", wait)
		}
		*now = now.Add(wait)
	}
	*now = now.Add(2 * forgetFailures)
	throttle.begin(try)
	if wait := throttle.begin(try); wait != 0 {
		t.Errorf("failures of long ago make the next attempt wait %s", wait)
	}
}

func TestGuessingFromElsewhereKeepsNobodyOutForLong(t *testing.T) {
	throttle, _ := givenThrottle()
	for i := range 1000 {
		throttle.begin(newAttempt("marco@example.org", netip.PrefixFrom(netip.AddrFrom4([4]byte{198, 51, byte(i >> 8), byte(i)}), 32)))
	}
	if wait := throttle.begin(newAttempt("Marco@example.org ", here)); wait > slowAccount.longest {
		t.Errorf("the owner of the account waits %s", wait)
	}
}

func TestTryingManyAccountsFromOneAddressIsSlow(t *testing.T) {
	throttle, _ := givenThrottle()
	tried := 0
	for i := range 1000 {
		if throttle.begin(newAttempt(fmt.Sprintf("%d@example.org", i), here)) == 0 {
			tried++
		}
	}
	if tried != slowAddress.free {
		t.Errorf("%d accounts were tried at once", tried)
	}
}

func TestSuccessForgetsTheAccountsFailuresNotTheAddresss(t *testing.T) {
	throttle, now := givenThrottle()
	own := newAttempt("own@example.org", here)
	for range slowPair.free {
		throttle.begin(own)
	}
	*now = now.Add(time.Second)
	throttle.begin(own)
	throttle.succeed(own)
	if wait := throttle.begin(own); wait != 0 {
		t.Errorf("after a success the next attempt waits %s", wait)
	}
	throttle.succeed(own)
	for i := range slowAddress.free - slowPair.free {
		throttle.begin(newAttempt(fmt.Sprintf("%d@example.org", i), here))
	}
	if throttle.begin(newAttempt("other@example.org", here)) == 0 {
		t.Error("an account of one's own washes off the failures of its address")
	}
}

func TestMemoryIsBounded(t *testing.T) {
	throttle, now := givenThrottle()
	for i := range 2 * mostFailures / 3 {
		*now = now.Add(time.Millisecond)
		throttle.begin(newAttempt(fmt.Sprintf("%d@example.org", i), netip.PrefixFrom(netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}), 32)))
	}
	if n := len(throttle.seen); n > mostFailures {
		t.Errorf("%d failures are remembered", n)
	}
}
