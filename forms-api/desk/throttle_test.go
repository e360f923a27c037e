package desk

import (
	"fmt"
	"net/netip"
	"runtime"
	"strings"
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

// fromElsewhere is one of many addresses.
func fromElsewhere(i int) netip.Prefix {
	return netip.PrefixFrom(netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}), 32)
}

func TestMemoryIsBounded(t *testing.T) {
	throttle, now := givenThrottle()
	for i := range 2 * mostFailures {
		*now = now.Add(time.Millisecond)
		try := newAttempt(fmt.Sprintf("%d@example.org", i), fromElsewhere(i))
		throttle.begin(try)
	}
	for i := range mostDoors + 10 {
		throttle.succeed(newAttempt("marco@example.org", fromElsewhere(i)))
	}
	for kind, n := range map[string]int{
		"pairs": len(throttle.pairs.seen), "addresses": len(throttle.addresses.seen), "accounts": len(throttle.accounts.seen),
	} {
		if n > mostFailures || n < mostFailures/2 {
			t.Errorf("%d %s are remembered", n, kind)
		}
	}
	if n := len(throttle.welcome); n != mostDoors {
		t.Errorf("%d doors are remembered", n)
	}
}

// Given e-mails as long as a form may be, what is remembered of one is as small
// as of any other.
func TestALongEmailTakesNoMoreMemory(t *testing.T) {
	throttle, _ := givenThrottle()
	before := allocated()
	for i := range 2000 {
		throttle.begin(newAttempt(fmt.Sprintf("%d%s", i, strings.Repeat("x", 65_000)), fromElsewhere(i)))
	}
	if grown := allocated() - before; grown > 4<<20 {
		t.Errorf("2000 attempts take %d bytes", grown)
	}
	runtime.KeepAlive(throttle)
}

// allocated is what is in use after everything else was given back.
func allocated() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func TestAFloodWashesOffNothingThatBlocks(t *testing.T) {
	throttle, now := givenThrottle()
	guess, many := newAttempt("marco@example.org", here), netip.MustParsePrefix("192.0.2.2/32")
	for range slowPair.free + 8 {
		if wait := throttle.begin(guess); wait > 0 {
			*now = now.Add(wait)
			throttle.begin(guess)
		}
	}
	for i := range slowAddress.free {
		throttle.begin(newAttempt(fmt.Sprintf("%d@example.org", i), many))
	}
	blocked := throttle.begin(guess)
	for i := range 3 * mostFailures {
		throttle.begin(newAttempt(fmt.Sprintf("junk%d", i), fromElsewhere(i)))
	}
	if got := throttle.begin(guess); got == 0 || got != blocked {
		t.Errorf("after a flood the wait is %s, before it was %s", got, blocked)
	}
	if throttle.begin(newAttempt("another@example.org", many)) == 0 {
		t.Error("a flood washes off the failures of an address")
	}
	*now = now.Add(blocked)
	throttle.begin(guess)
	for i := range 3 * mostFailures {
		throttle.begin(newAttempt(fmt.Sprintf("more%d", i), fromElsewhere(i)))
	}
	if got := throttle.begin(guess); got <= blocked {
		t.Errorf("after a flood between two guesses the wait is %s, not longer than %s", got, blocked)
	}
}

func TestWhatIsTooOldIsForgottenFirst(t *testing.T) {
	throttle, now := givenThrottle()
	for i := range mostFailures {
		throttle.begin(newAttempt(fmt.Sprintf("old%d@example.org", i), fromElsewhere(i)))
	}
	*now = now.Add(forgetFailures + time.Second)
	throttle.begin(newAttempt("new@example.org", here))
	if n := len(throttle.pairs.seen); n != 1 {
		t.Errorf("%d failures are remembered, with those of an hour ago", n)
	}
}

// Given a stranger who asks first after each wait, from as many addresses as it
// takes, the owner gets in from where they signed in before.
func TestAStrangerCannotKeepTheOwnerOut(t *testing.T) {
	throttle, now := givenThrottle()
	owner := newAttempt("marco@example.org", here)
	throttle.begin(owner)
	throttle.succeed(owner)
	*now = now.Add(rememberDoor - time.Hour)
	for i := range 500 {
		stranger := newAttempt("marco@example.org", fromElsewhere(i))
		if wait := throttle.begin(stranger); wait > 0 {
			*now = now.Add(min(wait, 5*time.Second))
			throttle.begin(stranger)
		}
	}
	if throttle.begin(newAttempt("marco@example.org", fromElsewhere(1000))) == 0 {
		t.Fatal("guessing from everywhere is not slowed")
	}
	if wait := throttle.begin(owner); wait > 0 {
		t.Errorf("the owner waits %s", wait)
	}
	if throttle.begin(newAttempt("lucia@example.org", here)) > 0 {
		t.Error("a colleague at the same address waits")
	}
	for range slowPair.free {
		throttle.begin(owner)
	}
	if throttle.begin(owner) == 0 {
		t.Error("guessing from the owner's own address is not slowed")
	}
	*now = now.Add(2 * rememberDoor)
	if throttle.welcome.knows(owner.pair, *now) {
		t.Error("an address is welcome for ever")
	}
}
