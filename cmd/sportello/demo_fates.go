package main

import (
	"context"
	"slices"
	"time"

	formsapi "sportello/forms-api"
)

// A fate is what becomes of an invented request: the events that staff cause,
// one after the other.
type fate struct {
	asks   bool // for a time, where staff answer
	books  bool // a time, where it is agreed at once
	recent bool // it came in the last hours
	leaves bool // the person cancels in the end
	events []formsapi.Event

	outcome formsapi.Outcome // what came of who was there
}

// fates are those of the requests from the oldest on, each for as many: who asked
// long ago has been here or was answered, who asked today waits.
var fates = []fate{
	{events: []formsapi.Event{formsapi.EventPropose}}, // nobody answers: it expires
	{events: []formsapi.Event{formsapi.EventConfirm, formsapi.EventMiss}},
	{events: []formsapi.Event{formsapi.EventConfirm, formsapi.EventAttend}, outcome: formsapi.OutcomeHelped},
	{events: []formsapi.Event{formsapi.EventConfirm, formsapi.EventAttend}},
	{books: true, events: []formsapi.Event{formsapi.EventAttend}, outcome: formsapi.OutcomeInformed},
	{books: true, events: []formsapi.Event{formsapi.EventMiss}},
	{events: []formsapi.Event{formsapi.EventDecline}},
	{events: []formsapi.Event{formsapi.EventConfirm}, leaves: true},
	{events: []formsapi.Event{formsapi.EventConfirm, formsapi.EventCancel}},
	{},
	{events: []formsapi.Event{formsapi.EventConfirm}, recent: true},
	{events: []formsapi.Event{formsapi.EventPropose}, recent: true},
	{books: true, recent: true},
	{books: true, recent: true},
	{asks: true, recent: true},
}

// meet lets a request that was sent at an instant meet its fate.
func (d *demonstration) meet(ctx context.Context, ref formsapi.Reference, sent time.Time, f fate) error {
	at := sent
	for _, event := range f.events {
		a, err := d.store.AppointmentByIndex(ctx, d.ring.Index(formsapi.IndexReference, string(ref)))
		if err != nil {
			return err
		}
		decision := formsapi.Decision{ID: a.ID, Version: a.Version, Event: event}
		agrees := event == formsapi.EventConfirm || event == formsapi.EventPropose
		switch at = d.answered(at, f); {
		case (event == formsapi.EventAttend || event == formsapi.EventMiss) && a.Start == nil:
			return nil // asked for without a time, where the town has none to give
		case agrees:
			decision.Start, err = d.appointmentAt(ctx, a, at)
		case event == formsapi.EventDecline:
			decision.Reason, decision.Note = formsapi.DeclineReasons[d.chance.IntN(len(formsapi.DeclineReasons))], "Prova: chiamato due volte."
		case event == formsapi.EventAttend || event == formsapi.EventMiss:
			at, decision.Outcome = a.Start.At.Add(time.Hour), f.outcome
		}
		if err != nil || at.After(d.now) || agrees && decision.Start == "" {
			return err // everything is taken, or the day is still to come
		}
		if err = d.workAppointments(func() time.Time { return at }).Decide(ctx, d.operator, decision); err != nil {
			return err
		}
	}
	if f.leaves {
		follow := d.followAppointment(func() time.Time { return at })
		return follow.Step(ctx, formsapi.PersonStep{Reference: ref, Event: formsapi.EventCancel})
	}
	return nil
}

// answered is when staff get to something: at once, or a day or so later.
func (d *demonstration) answered(after time.Time, f fate) time.Time {
	if f.recent {
		return after.Add(10 * time.Minute)
	}
	return after.Add(time.Duration(4+d.chance.IntN(20)) * time.Hour)
}

// appointmentAt is one of the next free times after an answer; empty if there is none.
func (d *demonstration) appointmentAt(ctx context.Context, a formsapi.Appointment, answered time.Time) (string, error) {
	q := formsapi.SlotQuery{Office: a.Office, Service: a.Service, People: a.People, Staff: true}
	free, err := d.freeTimes(ctx, q, answered)
	if err != nil || len(free) == 0 {
		return "", err
	}
	return free[d.chance.IntN(len(free))].Start.Format(formsapi.LocalMinute), nil
}

func (d *demonstration) freeTimes(ctx context.Context, q formsapi.SlotQuery, now time.Time) ([]formsapi.Slot, error) {
	const most = 12
	return d.slots(func() time.Time { return now }).Soonest(ctx, q, most)
}

// chooseTime has a person choose one of the next free times of an office where
// staff answer, or where it is agreed at once; the last of them, so that it is
// still to come, and one at which their language is spoken if they need it.
func (d *demonstration) chooseTime(ctx context.Context, r *formsapi.AppointmentRequest, at time.Time, mode formsapi.BookingMode) error {
	n := slices.IndexFunc(d.places, func(p demoPlace) bool { return p.office.Mode(p.service) == mode })
	if n < 0 {
		return nil
	}
	r.Office, r.Service, r.People = d.places[n].office.ID, d.places[n].service, 1
	free, err := d.freeTimes(ctx, formsapi.SlotQuery{Office: r.Office, Service: r.Service}, at)
	for _, s := range free {
		if r.Slot = s.Start.Format(time.RFC3339); r.Interpreter && slices.Contains(s.Languages, r.SpokenLanguage) {
			break
		}
	}
	return err
}

// catchUp ends what nobody answered in time, and notes as told what would have
// been told by telephone days ago.
func (d *demonstration) catchUp(ctx context.Context) error {
	if _, err := d.passTime().Expire(ctx); err != nil {
		return err
	}
	calls := d.callList()
	for after, more := (formsapi.CallPlace{}), true; more; more = after != (formsapi.CallPlace{}) {
		var rows []formsapi.CallRow
		var err error
		if rows, after, err = calls.After(ctx, d.operator, after); err != nil {
			return err
		}
		for _, r := range rows {
			if r.DueAt.Before(d.now.AddDate(0, 0, -2)) {
				if err := calls.Told(ctx, d.operator, r.Appointment, r.ID); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
