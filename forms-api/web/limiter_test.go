package web

import (
	"encoding/binary"
	"net/netip"
	"testing"
	"time"
)

func networkNumber(n uint32) netip.Prefix {
	var a [4]byte
	binary.BigEndian.PutUint32(a[:], n)
	return prefixOf(netip.AddrFrom4(a))
}

func TestALimiterNeedsNoMoreMemoryForMoreNetworks(t *testing.T) {
	l := newLimiter[netip.Prefix](limit{burst: 1, every: time.Minute})
	now := time.Unix(0, 0)
	faithful := networkNumber(1 << 30)
	for n := range uint32(5 * maxCounted) {
		l.take(networkNumber(n), now)
		if n%100 == 0 {
			if ok, _ := l.take(faithful, now); ok != (n == 0) {
				t.Fatalf("after %d other networks, one that keeps coming is forgotten", n)
			}
		}
	}
	if kept := len(l.younger) + len(l.older); kept > 2*maxCounted {
		t.Errorf("%d networks are kept", kept)
	}
}

func TestALimiterSaysHowLongToWait(t *testing.T) {
	l := newLimiter[netip.Prefix](limit{burst: 1, every: time.Minute})
	now := time.Unix(0, 0)
	l.take(networkNumber(1), now)
	if ok, wait := l.take(networkNumber(1), now.Add(20*time.Second)); ok || wait.Round(time.Second) != 40*time.Second {
		t.Errorf("after a third of the interval: %v, %v", ok, wait)
	}
	if ok, _ := l.take(networkNumber(1), now.Add(61*time.Second)); !ok {
		t.Error("after the interval there is nothing to take still")
	}
}

// Given two buckets of which one is empty, nothing is taken from the other; and
// what is given back makes no more than there was.
func TestOneIsTakenFromEachBucketOrFromNone(t *testing.T) {
	l, now := newLimiter[int](limit{burst: 2, every: time.Minute}), time.Unix(0, 0)
	first, second := l.bucket(1), l.bucket(2)
	l.take(2, now)
	l.take(2, now)
	if ok, wait := takeEach([]bucket{first, second}, now); ok || wait != time.Minute {
		t.Errorf("with an empty one: %t, wait %s", ok, wait)
	}
	if left := first.TokensAt(now); left != 2 {
		t.Errorf("the other one has %v left", left)
	}
	giveBack([]bucket{first, second}, now)
	if full, one := first.TokensAt(now.Add(time.Second)), second.TokensAt(now); full != 2 || one != 1 {
		t.Errorf("given back, they have %v and %v", full, one)
	}
}
