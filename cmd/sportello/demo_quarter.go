package main

import (
	"context"
	"fmt"
	"time"

	formsapi "sportello/forms-api"
)

// What the counters did before the weeks whose requests are still at work: enough
// people for a report that may tell its numbers (formsapi.Few).
const (
	demoQuarter  = 13 * 7 * 24 * time.Hour
	demoContacts = 260
	demoCallers  = 150 // people among them; some come again
)

// demoOutcomes are what came of contacts, the usual ones more than once.
var demoOutcomes = []formsapi.Outcome{
	formsapi.OutcomeHelped, formsapi.OutcomeHelped, formsapi.OutcomeHelped, formsapi.OutcomeInformed,
	formsapi.OutcomeInformed, formsapi.OutcomeReferred, formsapi.OutcomeOther,
}

// recordQuarter notes who came to the counters and who telephoned in a quarter, what
// came of it, and what some of them said of it; one in nine asked by the site for what
// nobody has.
func (d *demonstration) recordQuarter(ctx context.Context) error {
	if len(d.places) == 0 {
		return nil
	}
	for i := range demoContacts {
		at := d.spread(demoQuarter, i, demoContacts)
		met := d.recordContactOf
		if i%9 == 0 {
			met = d.declineRequestOf
		}
		if err := met(ctx, d.caller(), at); err != nil {
			return fmt.Errorf("contact %d: %w", i, err)
		}
	}
	return nil
}

// caller is one of the invented people under a telephone of their own.
func (d *demonstration) caller() formsapi.AppointmentRequest {
	n := d.chance.IntN(demoCallers)
	r := d.request(n)
	r.Phone, r.Email, r.Contact, r.Discreet = fmt.Sprintf("+3319900%04d", 100+n), "", "", false
	return r
}

func (d *demonstration) recordContactOf(ctx context.Context, r formsapi.AppointmentRequest, at time.Time) error {
	c := formsapi.Contact{
		Office: r.Office, Service: r.Service, Language: r.Language, People: r.People, Details: r.Details,
		Channel: formsapi.IntakeCounter, Outcome: demoOutcomes[d.chance.IntN(len(demoOutcomes))],
	}
	c.PreferredPart, c.PreferredDays = "", nil
	if d.chance.IntN(3) == 0 {
		c.Channel = formsapi.IntakeTelephone
	}
	at = d.atCounter(at)
	now := func() time.Time { return at }
	recorded, err := d.recordContact(now).Record(ctx, d.operator, c)
	if err != nil || d.chance.IntN(4) > 0 {
		return err
	}
	said := formsapi.ExperienceAnswer{Helped: 3 + d.chance.IntN(3), Treated: 4 + d.chance.IntN(2)}
	if c.Outcome == formsapi.OutcomeOther {
		said.Helped = 1 + d.chance.IntN(2)
	}
	return d.rateService(now).RateAtCounter(ctx, d.operator, recorded.ID, said)
}

// atCounter is an hour of the morning of a working day that is over, at latest the
// one of an instant.
func (d *demonstration) atCounter(at time.Time) time.Time {
	hour, minute := 9+d.chance.IntN(4), d.chance.IntN(60)
	for day := at.In(formsapi.TallyZone()); ; day = day.AddDate(0, 0, -1) {
		morning := time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, day.Location())
		if weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday; !weekend && morning.Before(d.now) {
			return morning
		}
	}
}

func (d *demonstration) declineRequestOf(ctx context.Context, r formsapi.AppointmentRequest, at time.Time) error {
	ref, err := d.requestAppointment(func() time.Time { return at }).Request(ctx, r)
	if err != nil {
		return err
	}
	a, err := d.store.AppointmentByIndex(ctx, d.ring.Index(formsapi.IndexReference, string(ref)))
	if err != nil {
		return err
	}
	answered := d.answered(at, fate{})
	return d.workAppointments(func() time.Time { return answered }).Decide(ctx, d.operator, formsapi.Decision{
		ID: a.ID, Version: a.Version, Event: formsapi.EventDecline, Reason: "no-capacity",
	})
}
