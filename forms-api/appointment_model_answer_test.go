package formsapi_test

import (
	"errors"
	"fmt"
	"slices"
	"time"

	formsapi "sportello/forms-api"
)

// An outcome is what a step is answered: done, or why not.
type outcome string

const (
	done      outcome = "done"
	already   outcome = "already" // no error, and nothing is changed
	taken     outcome = "taken"
	tooMany   outcome = "too many"
	conflict          = outcome(formsapi.CodeConflict)
	invalid           = outcome(formsapi.CodeInvalid)
	forbidden         = outcome(formsapi.CodeForbidden)
	reused            = outcome(formsapi.CodeReused)
)

func outcomeOf(err error) outcome {
	var p *formsapi.Problem
	switch {
	case err == nil:
		return done
	case errors.Is(err, formsapi.ErrTooManyOfContact):
		return tooMany
	case errors.As(err, &p) && slices.ContainsFunc(p.Fields, func(f formsapi.FieldError) bool { return f.Key == "error-slot-taken" }):
		return taken
	}
	return outcome(formsapi.CodeOf(err))
}

// expect does a step and holds its answer against the model's. Only what is done
// may change the database.
func (w *walk) expect(want outcome, do func() error) (isDone bool) {
	w.t.Helper()
	before := w.changes()
	err := do()
	got := outcomeOf(err)
	if want == already && got == done {
		got = already
	}
	if got != want {
		w.t.Errorf("the answer is %s (%v), want %s", got, err, want)
	}
	if changes := w.changes() - before; got != done && changes > 0 {
		w.t.Errorf("a step that was answered %s (%v) changed %d rows", got, err, changes)
	}
	w.met[string(want)]++
	w.problem = formsapi.Problem{}
	if p, ok := errors.AsType[*formsapi.Problem](err); ok {
		w.problem = *p
	}
	return got == done && want == done
}

// offersInstead holds the times that somebody is offered whose time is taken against
// the model's free ones. Staff give times at no notice.
func (w *walk) offersInstead(m *modelled, by formsapi.Actor) {
	w.t.Helper()
	for _, slot := range w.problem.Alternatives {
		w.met["offered instead"]++
		asks := w.asksFor(m, slot.Start)
		if by == staff && slot.Start.After(w.now) && w.rules(m).onGrid(slot.Start, w.closedNow()) {
			asks = done
		}
		_, minutes, free := w.sitting(m, slot.Start, w.closedNow(), false)
		if asks != done || !free || minutes != slot.Minutes {
			w.t.Errorf("%d people are offered %s for %d minutes; in the model it is %s, free %t, for %d", m.people, slot.Start, slot.Minutes, asks, free, minutes)
		}
	}
}

// lookForTimes holds the times that are shown as free against the model's.
func (w *walk) lookForTimes() {
	s, m := w.services[w.random.IntN(2)], &modelled{people: w.people()}
	m.service = s.id
	from := midnight(w.now).AddDate(0, 0, w.random.IntN(3))
	got := must(w.slots.Free(w.t.Context(), formsapi.SlotQuery{Office: "desk", Service: s.id, People: m.people, From: formsapi.DateOf(from), Days: 2}))
	var want, shown []string
	for day := range 2 {
		for _, row := range s.grid(from.AddDate(0, 0, day), w.closedNow()) {
			for _, at := range row {
				if _, minutes, free := w.sitting(m, at, w.closedNow(), false); free && w.asksFor(m, at) == done {
					want = append(want, fmt.Sprint(at.Format(time.RFC3339), " for ", minutes))
				}
			}
		}
	}
	for _, slot := range got {
		shown = append(shown, fmt.Sprint(slot.Start.Format(time.RFC3339), " for ", slot.Minutes))
	}
	if !slices.Equal(shown, want) {
		w.t.Errorf("for %d people %s is free at %v, and in the model at %v", m.people, s.id, shown, want)
	}
}
