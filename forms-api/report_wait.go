package formsapi

import (
	"slices"
	"sort"
	"time"
)

// waiting is how long people waited.
type waiting struct {
	clock, open         []time.Duration
	people, peopleKnown crowd // of clock, and of those whose office's hours are known
}

// add notes how long somebody waited; until is zero while they still do.
func (w *waiting) add(o reportedOffice, from, until time.Time, person []byte) {
	if until.IsZero() {
		return
	}
	w.clock = append(w.clock, until.Sub(from))
	w.people.add(person)
	if o.open.known {
		w.open = append(w.open, o.open.between(from, until))
		w.peopleKnown.add(person)
	}
}

func (w *waiting) wait() Wait {
	return Wait{Clock: quantiles(w.clock, &w.people), Open: quantiles(w.open, &w.peopleKnown)}
}

// quantiles are told of FewPeople people or more.
func quantiles(all []time.Duration, of *crowd) *Quantiles {
	if of.people() < FewPeople {
		return nil
	}
	slices.Sort(all)
	return &Quantiles{Median: nearestRank(all, 50), P90: nearestRank(all, 90)}
}

// nearestRank is the smallest value that so many percent of a sorted list do not exceed.
func nearestRank(sorted []time.Duration, percent int) time.Duration {
	return sorted[(len(sorted)*percent+99)/100-1]
}

// openTime is when an office was open from an instant on, by its hours of today, since
// nobody keeps those of the past: so that the open time between two instants is found at
// once. It goes through the hours as far as it is asked for: most people do not wait long, and
// to go through years of hours takes longer than to read a month's requests.
type openTime struct {
	known   bool
	hours   OpeningHours
	reached time.Time     // as far as the hours were gone through
	total   time.Duration // that it was open until then
	opens   []time.Time
	closes  []time.Time
	before  []time.Duration // that it was open before it opened for the nth time
}

// openTimeStep is how far the hours are gone through at a time, at least.
const openTimeStep = 31 * 24 * time.Hour

func newOpenTime(h OpeningHours, from time.Time) *openTime {
	return &openTime{known: h.Known(), hours: h, reached: from}
}

// reach goes through the hours until an instant.
func (o *openTime) reach(until time.Time) {
	if !until.After(o.reached) {
		return
	}
	if step := o.reached.Add(openTimeStep); until.Before(step) {
		until = step
	}
	for o.reached.Before(until) {
		next, _, changes := o.hours.NextChange(o.reached)
		if !changes || next.After(until) {
			next = until
		}
		if o.hours.OpenAt(o.reached) {
			o.opens, o.closes, o.before = append(o.opens, o.reached), append(o.closes, next), append(o.before, o.total)
			o.total += next.Sub(o.reached)
		}
		o.reached = next
	}
}

// between is how long the office was open between two instants.
func (o *openTime) between(from, until time.Time) time.Duration {
	o.reach(until)
	return o.until(until) - o.until(from)
}

// until is how long the office was open before an instant.
func (o *openTime) until(at time.Time) time.Duration {
	n := sort.Search(len(o.opens), func(i int) bool { return o.opens[i].After(at) }) - 1
	if n < 0 {
		return 0
	}
	end := at
	if end.After(o.closes[n]) {
		end = o.closes[n]
	}
	return o.before[n] + end.Sub(o.opens[n])
}
