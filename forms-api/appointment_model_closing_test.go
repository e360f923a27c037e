package formsapi_test

import (
	"bytes"
	"cmp"
	"slices"
	"time"

	formsapi "sportello/forms-api"
)

// made is a closure that the desk has made.
type made struct {
	formsapi.Closure
	at    time.Time
	offer bool
}

// readOverlay has the catalogue read what the desk has added.
func (w *walk) readOverlay() {
	w.note("the catalogue reads the overlay")
	w.read.closures, w.read.absences = nil, slices.Clone(w.noted)
	for _, c := range w.made {
		w.read.closures = append(w.read.closures, c.Closure)
	}
}

// someStretch is a whole day or some hours of the next days.
func (w *walk) someStretch() (from, until formsapi.WallTime, days bool) {
	day := formsapi.WallTimeAt(w.now, italy).Midnight().AddDays(w.random.IntN(4))
	if w.random.IntN(3) == 0 {
		return day, day.AddDays(1 + w.random.IntN(2)), true
	}
	from = day + formsapi.WallTime(8*60+w.random.IntN(8*60))
	return from, from + formsapi.WallTime(10+w.random.IntN(26*60)), false
}

// closeOffice closes at short notice: everybody who has a time then is offered the
// next free one, or told that it cannot be.
func (w *walk) closeOffice() {
	c := formsapi.Closing{Office: "desk", Offer: w.random.IntN(3) > 0}
	c.Closure.From, c.Closure.Until, c.Closure.WholeDays = w.someStretch()
	c.Closure.Reason = "strike"
	if slices.ContainsFunc(w.made, func(m made) bool { return m.Closure == c.Closure }) {
		return
	}
	want := done
	if !wallClock(c.Closure.Until).After(w.now) {
		want = invalid
	}
	w.note("close from %s until %s, offering %t", c.Closure.From, c.Closure.Until, c.Offer)
	hit := w.within(c.Closure)
	var report formsapi.ClosingReport
	if !w.expect(want, func() (err error) {
		report, err = w.close.Close(w.t.Context(), coordinator, c)
		return err
	}) {
		return
	}
	w.met["close"]++
	w.made = append(w.made, made{c.Closure, w.now, c.Offer})
	_, closed := w.coming()
	offered := w.moveAll(hit, closed, c.Offer)
	w.putOffAll(closed)
	if report.Offered != offered || report.Cancelled != len(hit)-offered || report.Failures != nil {
		w.t.Errorf("of %d people %d are offered another time, and in the model %d: %+v", len(hit), report.Offered, offered, report)
	}
	slices.SortStableFunc(w.made, func(a, b made) int { return cmp.Compare(a.From, b.From) })
}

// putOffAll lets the holds end later that count hours in which the office is closed.
func (w *walk) putOffAll(closed []stretch) {
	for _, m := range w.all {
		if (m.state == "requested" || m.state == "proposed") && !m.hold.IsZero() {
			if until := w.rules(m).heldUntil(m.state, m.placed.at, m.start, closed); until.After(m.hold) {
				m.putOff(until)
			}
		}
	}
}

// coming are the desk's closures that are not over, and when the office is closed
// in all, also where the catalogue has not read it yet.
func (w *walk) coming() (coming []made, closed []stretch) {
	closed = w.closedNow()
	for _, c := range w.made {
		if wallClock(c.Until).After(w.now) {
			coming = append(coming, c)
			closed = append(closed, stretches([]formsapi.Closure{c.Closure})...)
		}
	}
	return coming, closed
}

// within are those who sit in the office in a stretch of time, and have not begun
// yet, by their time.
func (w *walk) within(c formsapi.Closure) (hit []*modelled) {
	closed := stretch{wallClock(c.From), wallClock(c.Until)}
	for _, m := range w.all {
		end := m.start.Add(time.Duration(m.minutes) * time.Minute)
		if toCome(m.state) && m.start.Before(closed.until) && end.After(closed.from) && m.start.After(w.now) {
			hit = append(hit, m)
		}
	}
	slices.SortFunc(hit, func(a, b *modelled) int { return cmp.Or(a.start.Compare(b.start), bytes.Compare(a.id[:], b.id[:])) })
	return hit
}

// moveAll moves people on, one after the other, in an office with closures, and
// tells how many of them were offered another time.
func (w *walk) moveAll(hit []*modelled, closed []stretch, offer bool) (offered int) {
	for _, m := range hit {
		w.met["moved on"]++
		if next := w.nextFree(m, closed); offer && !next.IsZero() {
			w.passed(m, "propose", staff, next, closed)
			offered++
		} else if m.state == "confirmed" {
			w.passed(m, "cancel", staff, time.Time{}, closed)
		} else {
			w.passed(m, "expire", nobody, time.Time{}, closed)
		}
	}
	return offered
}

// nextFree is the first free slot after the time that somebody has.
func (w *walk) nextFree(m *modelled, closed []stretch) time.Time {
	s := w.rules(m)
	soonest := w.now.Add(time.Duration(s.notice) * time.Minute)
	for day := midnight(m.start); !day.After(midnight(w.now).AddDate(0, 0, s.ahead)); day = day.AddDate(0, 0, 1) {
		for _, row := range s.grid(day, closed) {
			for _, at := range row {
				if !at.After(m.start) || at.Before(soonest) || s.perPerson && len(s.rowFrom(at, closed))*walkDesks < m.people {
					continue
				}
				if _, _, ok := w.sitting(m, at, closed, false); ok {
					return at
				}
			}
		}
	}
	return time.Time{}
}

// reopenOffice takes a closure back. Nobody is moved back.
func (w *walk) reopenOffice() {
	if len(w.made) == 0 {
		return
	}
	n := w.random.IntN(len(w.made))
	w.note("reopen %s", w.made[n].From)
	if err := w.close.Reopen(w.t.Context(), coordinator, "desk", w.made[n].Closure); err != nil {
		w.t.Error(err)
	}
	w.made = slices.Delete(w.made, n, n+1)
	w.met["reopen"]++
}

// moveOn moves on who booked in a closure while the catalogue did not know of it.
func (w *walk) moveOn() {
	w.note("move on")
	coming, closed := w.coming()
	moved, err := w.close.MoveOn(w.t.Context())
	want := 0
	for _, c := range coming {
		left := slices.DeleteFunc(w.within(c.Closure), func(m *modelled) bool {
			return m.placed.by != person && m.placed.at.After(c.at) // staff have put them there since
		})
		want += len(left)
		w.moveAll(left, closed, c.offer)
	}
	if err != nil || moved != want {
		w.t.Errorf("%d people are moved on (%v), and in the model %d", moved, err, want)
	}
}
