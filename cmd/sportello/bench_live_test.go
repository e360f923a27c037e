package main

import (
	"testing"
	"time"
)

const (
	// liveGoal is how long after the bare Hugo build an edit is live in all languages.
	liveGoal = time.Second

	// liveShare is the same as a share of Hugo's time, which is about two and a half
	// seconds on two idle processors: other work stretches both.
	liveShare = 0.4
)

// BenchmarkLive measures how long one edit takes to be live in all languages, from
// the moment it is saved, beside the bare Hugo build in it: the program does nothing
// else meanwhile, so that this is what Hugo alone would take there and then.
//
//	go test -run '^$' -bench Live -benchtime 5x ./cmd/sportello
//
// The median of three edits or more fails the benchmark if it is a second or more
// beyond Hugo, unless the machine is so busy that Hugo itself is slow.
func BenchmarkLive(b *testing.B) {
	l := newLiveSite(b)
	l.edit(b) // of the first one every page is read and compressed
	l.wait(b)
	l.hugo(b)
	var edits []liveEdit
	for b.Loop() {
		saved := l.edit(b)
		l.wait(b)
		e := liveEdit{live: time.Since(saved)}
		e.hugo = l.hugo(b)
		b.Logf("live after %.2f s, Hugo %.2f s, beyond it %.2f s", e.live.Seconds(), e.hugo.Seconds(), e.beyond())
		edits = append(edits, e)
	}
	beyond, share := medianOf(edits, liveEdit.beyond), medianOf(edits, liveEdit.share)
	b.ReportMetric(medianOf(edits, func(e liveEdit) float64 { return e.live.Seconds() }), "s-live")
	b.ReportMetric(medianOf(edits, func(e liveEdit) float64 { return e.hugo.Seconds() }), "s-hugo")
	b.ReportMetric(beyond, "s-beyond")
	b.ReportMetric(share, "x-hugo-beyond")
	b.ReportMetric(0, "ns/op") // a round's length is no finding
	if len(edits) >= 3 && beyond >= liveGoal.Seconds() && share >= liveShare {
		b.Errorf("an edit is live %.2f s after the bare Hugo build would be (%.2f of its time), want less than %v", beyond, share, liveGoal)
	}
}

// A liveEdit is how long one took, from saving to serving, and Hugo in it.
type liveEdit struct{ live, hugo time.Duration }

func (e liveEdit) beyond() float64 { return (e.live - e.hugo).Seconds() }

func (e liveEdit) share() float64 { return e.beyond() / e.hugo.Seconds() }

func medianOf[T any](all []T, of func(T) float64) float64 { return median(sorted(all, of)) }
