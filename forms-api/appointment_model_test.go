package formsapi_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// modelSteps are how many random events the model is walked through.
const modelSteps = 1500

// TestRandomEventsKeepPlacesAndStates walks random events of people, staff and
// time through the use cases on a real store, beside a slow model. At each step
// the places that are taken are those that live appointments hold, the state is
// the one that the table allows, and a place is had exactly if the model has one
// free. The office has two desks, and two services of different length.
func TestRandomEventsKeepPlacesAndStates(t *testing.T) {
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			w := newWalk(t, seed)
			for n := 0; n < modelSteps && !t.Failed(); n++ {
				w.step()
				w.compare(n)
			}
			if t.Failed() {
				t.Fatalf("after %v", w.log[max(0, len(w.log)-5):])
			}
			if w.taken < modelSteps/20 || w.refused < modelSteps/50 || w.expired == 0 {
				t.Errorf("%d places were taken, %d refused, %d expired: the walk met too little", w.taken, w.refused, w.expired)
			}
		})
	}
}

// A walk is the use cases beside the model.
type walk struct {
	*service
	t      *testing.T
	random *rand.Rand
	all    []*modelled
	desks  [2]map[formsapi.Unit]*modelled
	log    []string

	taken, refused, expired int
}

// modelled is an appointment as the model has it.
type modelled struct {
	id      uuid.UUID
	ref     formsapi.Reference
	service string
	state   formsapi.State
	start   time.Time // zero without one
	last    formsapi.Event
}

// lengths are the minutes that each service takes, and those that its desk rests.
var lengths = map[string][2]int{"advice": {30, 0}, "papers": {45, 15}}

func newWalk(t *testing.T, seed uint64) *walk {
	w := &walk{service: begin(t), t: t, random: rand.New(rand.NewPCG(seed, 1))}
	w.mode = formsapi.ModeRequest
	for n := range w.desks {
		w.desks[n] = map[formsapi.Unit]*modelled{}
	}
	rule := func(minutes [2]int, mode formsapi.BookingMode) formsapi.BookingRule {
		r := formsapi.DefaultRule(mode)
		r.Slot, r.Buffer = minutes[0], minutes[1]
		for day := range r.Intervals {
			r.Intervals[day] = []formsapi.BookableInterval{{Interval: formsapi.Interval{Opens: 9 * 60, Closes: 12 * 60}, Desks: len(w.desks)}}
		}
		return r
	}
	w.desk = func(o *formsapi.Office) {
		o.Services = []string{"advice", "papers"}
		o.Booking = formsapi.Booking{
			Rule:     rule(lengths["advice"], formsapi.ModeRequest),
			Services: map[string]formsapi.BookingRule{"papers": rule(lengths["papers"], formsapi.ModeInstant)},
		}
	}
	return w
}

func (w *walk) note(format string, args ...any) { w.log = append(w.log, fmt.Sprintf(format, args...)) }

// someStart is a slot of the service on one of the next three days: few enough
// for many to want the same.
func (w *walk) someStart(service string) time.Time {
	day := w.now.Truncate(24*time.Hour).AddDate(0, 0, 1+w.random.IntN(3))
	step := lengths[service][0] + lengths[service][1]
	slots := (180-lengths[service][0])/step + 1
	return day.Add(9*time.Hour + time.Duration(w.random.IntN(slots)*step)*time.Minute)
}

func (w *walk) step() {
	switch n := w.random.IntN(10); {
	case n < 4 || len(w.all) == 0:
		w.ask()
	case n == 4:
		w.passTime()
	case n < 7:
		w.byPerson(w.all[w.random.IntN(len(w.all))])
	default:
		w.byStaff(w.all[w.random.IntN(len(w.all))])
	}
}

func (w *walk) ask() {
	m := &modelled{service: []string{"advice", "papers"}[w.random.IntN(2)]}
	r := asking("")
	r.Service = m.service
	if w.random.IntN(5) > 0 {
		m.start = w.someStart(m.service)
		r.Slot = m.start.Format(time.RFC3339)
	}
	m.state = w.asked(m)
	w.note("ask %s at %s", m.service, r.Slot)
	ref, err := w.request.Request(context.Background(), r)
	if !w.agrees(m, m.start, err) {
		return
	}
	a, err := w.store.AppointmentByIndex(context.Background(), w.ring.Index(formsapi.IndexReference, string(ref)))
	if err != nil {
		w.t.Fatal(err)
	}
	m.id, m.ref = a.ID, ref
	w.all = append(w.all, m)
	w.sit(m)
}

// asked is the state of who asks for a time, or for none.
func (w *walk) asked(m *modelled) formsapi.State {
	switch {
	case m.start.IsZero():
		return formsapi.Waiting
	case m.service == "papers":
		return formsapi.Confirmed
	}
	return formsapi.Requested
}

// agrees says whether a place was had, and fails the test unless the model, too,
// has one for the appointment at a start.
func (w *walk) agrees(m *modelled, start time.Time, err error) bool {
	_, free := w.freeDesk(m, start)
	if start.IsZero() {
		free = true
	}
	var p *formsapi.Problem
	taken := errors.As(err, &p) && slices.ContainsFunc(p.Fields, func(f formsapi.FieldError) bool { return f.Key == "error-slot-taken" })
	switch {
	case err == nil && free:
		w.taken++
		return true
	case taken && !free:
		w.refused++
		return false
	}
	w.t.Errorf("%s at %s: %v, and the model has a free desk: %t", m.service, start, err, free)
	return false
}

func units(service string, start time.Time) (from, until formsapi.Unit) {
	from = formsapi.UnitAt(start)
	return from, from + formsapi.Unit((lengths[service][0]+lengths[service][1])/formsapi.UnitMinutes)
}

// freeDesk is the first desk at which nobody else sits.
func (w *walk) freeDesk(m *modelled, start time.Time) (int, bool) {
	if start.IsZero() {
		return 0, false
	}
	from, until := units(m.service, start)
desks:
	for n, desk := range w.desks {
		for u := from; u < until; u++ {
			if other, taken := desk[u]; taken && other != m {
				continue desks
			}
		}
		return n, true
	}
	return 0, false
}

func (w *walk) stand(m *modelled) {
	for _, desk := range w.desks {
		maps.DeleteFunc(desk, func(_ formsapi.Unit, who *modelled) bool { return who == m })
	}
}

func (w *walk) sit(m *modelled) {
	desk, ok := w.freeDesk(m, m.start)
	w.stand(m)
	if !ok {
		return
	}
	from, until := units(m.service, m.start)
	for u := from; u < until; u++ {
		w.desks[desk][u] = m
	}
}

// follow moves the model along the table's row.
func (w *walk) follow(m *modelled, event formsapi.Event, by formsapi.Actor, start time.Time) {
	row, ok := formsapi.Next(m.state, event, by)
	if !ok {
		w.t.Errorf("%s by %s happened in %s, which the table does not allow", event, by, m.state)
		return
	}
	m.state, m.last = row.To, event
	switch row.Place {
	case formsapi.PlaceTake:
		m.start = start
		w.sit(m)
	case formsapi.PlaceFree, formsapi.PlaceNone:
		w.stand(m)
		m.start = time.Time{}
	}
}

// byPerson tries an event of a person, whether the table allows it or not.
func (w *walk) byPerson(m *modelled) {
	event := []formsapi.Event{
		formsapi.EventRequest, formsapi.EventCancel, formsapi.EventAccept, formsapi.EventRefuse, formsapi.EventWait,
	}[w.random.IntN(5)]
	begun := !m.start.IsZero() && m.state.HoldsPlace() && !m.start.After(w.now)
	start := time.Time{}
	p := formsapi.PersonStep{Reference: m.ref, Event: event}
	if event == formsapi.EventRequest {
		start = w.someStart(m.service)
		p.Slot = start.Format(time.RFC3339)
		if m.service == "papers" {
			event = formsapi.EventBook
		}
	}
	w.note("person: %s %s", event, p.Slot)
	_, allowed := formsapi.Next(m.state, event, formsapi.ActorPerson)
	err := w.service.follow.Step(context.Background(), p)
	switch {
	case w.doneAlready(m, event, start):
		if err != nil {
			w.t.Errorf("%s again in %s: %v", event, m.state, err)
		}
	case !allowed || begun:
		if formsapi.CodeOf(err) != formsapi.CodeConflict {
			w.t.Errorf("%s in %s (begun %t): %v, want a conflict", event, m.state, begun, err)
		}
	case w.agrees(m, start, err):
		w.follow(m, event, formsapi.ActorPerson, start)
	}
}

// doneAlready says of an event that repeats what is so that it changes nothing.
func (w *walk) doneAlready(m *modelled, event formsapi.Event, start time.Time) bool {
	if !start.IsZero() {
		return (m.state == formsapi.Requested || m.state == formsapi.Confirmed) && m.start.Equal(start)
	}
	done := map[formsapi.Event]formsapi.State{
		formsapi.EventCancel: formsapi.CancelledByPerson, formsapi.EventAccept: formsapi.Confirmed,
		formsapi.EventRefuse: formsapi.Waiting, formsapi.EventWait: formsapi.Waiting,
	}
	return done[event] == m.state && (event != formsapi.EventAccept || m.last == event)
}

// byStaff tries an event of staff, whether the table allows it or not.
func (w *walk) byStaff(m *modelled) {
	events := []formsapi.Event{
		formsapi.EventConfirm, formsapi.EventPropose, formsapi.EventMove, formsapi.EventDecline, formsapi.EventCancel,
		formsapi.EventAttend, formsapi.EventMiss,
	}
	event := events[w.random.IntN(len(events))]
	a, err := w.store.Appointment(context.Background(), m.id)
	if err != nil {
		w.t.Fatal(err)
	}
	d := formsapi.Decision{ID: m.id, Version: a.Version, Event: event, Reason: "no-capacity", Outside: true}
	start := time.Time{}
	row, allowed := formsapi.Next(m.state, event, formsapi.ActorStaff)
	if row.Place == formsapi.PlaceTake {
		start = w.someStart(m.service).Add(time.Duration(w.random.IntN(4)*5) * time.Minute)
		d.Start = start.Format(formsapi.LocalMinute)
	}
	early := (event == formsapi.EventAttend || event == formsapi.EventMiss) && m.start.Truncate(24*time.Hour).After(w.now)
	w.note("staff: %s %s", event, d.Start)
	err = w.work.Decide(context.Background(), coordinator, d)
	switch {
	case !allowed || early:
		if formsapi.CodeOf(err) != formsapi.CodeConflict {
			w.t.Errorf("%s in %s (early %t): %v, want a conflict", event, m.state, early, err)
		}
	case w.agrees(m, start, err):
		w.follow(m, event, formsapi.ActorStaff, start)
	}
}

// passTime lets some hours go by, and ends what is held too long.
func (w *walk) passTime() {
	w.now = w.now.Add(time.Duration(1+w.random.IntN(9)) * time.Hour)
	w.note("time: %s", w.now)
	before := map[uuid.UUID]bool{}
	over, err := w.store.HoldsOver(context.Background(), w.now, formsapi.Hold{}, 100)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, a := range over {
		before[a.ID] = true
	}
	n, err := w.time.Expire(context.Background())
	if err != nil || n != len(over) {
		w.t.Errorf("%d of %d holds ended: %v", n, len(over), err)
	}
	w.expired += n
	for _, m := range w.all {
		if before[m.id] {
			w.follow(m, formsapi.EventExpire, formsapi.ActorTime, time.Time{})
		}
	}
}

// compare holds the store against the model.
func (w *walk) compare(n int) {
	w.t.Helper()
	if n%10 == 0 { // all of them are slow to read
		for _, m := range w.all {
			a, err := w.store.Appointment(context.Background(), m.id)
			if err != nil || a.State != m.state {
				w.t.Errorf("%s is %s, and in the model %s (%v)", m.ref, a.State, m.state, err)
			}
		}
	}
	taken, err := w.store.TakenPlaces(context.Background(), "desk", 0, 1<<40)
	if err != nil {
		w.t.Fatal(err)
	}
	held := 0
	for _, m := range w.all {
		if m.state.HoldsPlace() && !m.start.IsZero() {
			from, until := units(m.service, m.start)
			held += int(until - from)
		}
	}
	if len(taken) != held {
		w.t.Errorf("%d places are taken, and live appointments hold %d", len(taken), held)
	}
	for _, p := range taken {
		if w.desks[p.Desk][p.Unit] == nil {
			w.t.Errorf("desk %d is taken at %s, and free in the model", p.Desk, p.Unit.Time())
		}
	}
}
