package main

import (
	"math/rand/v2"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/ical"
	"sportello/forms-api/jobs"
	"sportello/forms-api/notify"
)

// round is what the program does by itself while it runs.
func (p *Program) round() jobs.Round {
	digest := &formsapi.DigestOffices{Catalogue: facts{p.pages.current}, Outbox: p.store, Channels: p.channels, Now: p.clock()}
	all := append(jobs.Appointments(p.passTime(), p.deliverer(), digest, p.closeOffice()), jobs.Views(p.views))
	if !p.settings.demo { // its invented past ends days ago, and all of it goes with the program
		all = append(all, jobs.Retention(p.account.nightly, p.account.erasures)...)
	}
	all = append(all, jobs.Casework(p.passTime(), p.casework)...)
	return jobs.Round{Jobs: all, Log: p.log, After: time.After}
}

func (p *Program) deliverer() *notify.Deliverer {
	d := &notify.Deliverer{
		Outbox: p.store, Appointments: p.store, Sealer: p.ring, Now: p.clock(), Chance: rand.Float64, Pause: time.Sleep, Log: p.log,
		Letters: notify.Letters{
			Words: siteWords{p.pages.current}, Catalogue: facts{p.pages.current}, Calendar: p.calendars(), Site: p.origin.String(),
		},
	}
	if m := p.messengers.mail; m != nil {
		d.Mail = m
	}
	if s := p.messengers.sms; s != nil {
		d.SMS = s
	}
	return d
}

func (p *Program) calendars() ical.Calendars {
	return ical.Calendars{Catalogue: facts{p.pages.current}, Words: siteWords{p.pages.current}, Now: p.clock()}
}
