package main

import (
	"crypto/rand"
	"time"

	"sportello/cmd/sportello/internal/site"
	formsapi "sportello/forms-api"
)

// The use cases, each with what it takes of the program. Those with a clock of
// their own are also used by the demonstration, which tells them of past days.

func (p *Program) slots(now func() time.Time) *formsapi.Slots {
	return &formsapi.Slots{Catalogue: facts{p.pages.current}, Store: p.store, Now: now}
}

func (p *Program) requestAppointment(now func() time.Time) *formsapi.RequestAppointment {
	known := facts{p.pages.current}
	return &formsapi.RequestAppointment{
		Catalogue: known, Languages: siteWords{p.pages.current}, Sealer: p.ring, Store: p.store,
		Now: now, Random: rand.Reader, Channels: p.channels, PrivacyNotice: known.PrivacyNotice,
	}
}

func (p *Program) followAppointment(now func() time.Time) *formsapi.FollowAppointment {
	return &formsapi.FollowAppointment{
		Catalogue: facts{p.pages.current}, Languages: siteWords{p.pages.current}, Sealer: p.ring, Store: p.store,
		Now: now, Random: rand.Reader, Channels: p.channels,
	}
}

func (p *Program) ratePage(now func() time.Time) *formsapi.RatePage {
	return &formsapi.RatePage{
		Pages: p.pages.live, Languages: siteWords{p.pages.current}, Sealer: p.ring, Store: p.store, Now: now, Random: rand.Reader,
	}
}

func (p *Program) rateService(now func() time.Time) *formsapi.RateService {
	return &formsapi.RateService{
		Appointments: p.store, Store: p.store, Sealer: p.ring, Catalogue: facts{p.pages.current}, Now: now, Random: rand.Reader,
	}
}

func (p *Program) workAppointments(now func() time.Time) *formsapi.WorkAppointments {
	known := facts{p.pages.current}
	return &formsapi.WorkAppointments{
		Catalogue: known, Sealer: p.ring, Store: p.store, Staff: p.people(), Channels: p.channels, Now: now, Projects: known.Projects,
	}
}

func (p *Program) recordContact(now func() time.Time) *formsapi.RecordContact {
	known := facts{p.pages.current}
	return &formsapi.RecordContact{
		Catalogue: known, Languages: siteWords{p.pages.current}, Sealer: p.ring, Store: p.store,
		Channels: p.channels, Now: now, PrivacyNotice: known.PrivacyNotice,
	}
}

func (p *Program) closeOffice() *formsapi.CloseOffice {
	return &formsapi.CloseOffice{
		Catalogue: facts{p.pages.current}, Sealer: p.ring, Store: p.store, Overlay: p.overlay, Channels: p.channels, Now: p.clock(),
	}
}

func (p *Program) noteAbsence() *formsapi.NoteAbsence {
	return &formsapi.NoteAbsence{
		Catalogue: facts{p.pages.current}, Languages: siteWords{p.pages.current}, Sealer: p.ring, Store: p.store,
		Overlay: p.overlay, Now: p.clock(),
	}
}

func (p *Program) callList() *formsapi.CallList {
	return &formsapi.CallList{Catalogue: facts{p.pages.current}, Sealer: p.ring, Outbox: p.store, Appointments: p.store, Now: p.clock()}
}

func (p *Program) feeds() *formsapi.Feeds {
	return &formsapi.Feeds{Store: p.store, Appointments: p.store, Sealer: p.ring, Catalogue: facts{p.pages.current}, Now: p.clock()}
}

func (p *Program) secondFactors() *formsapi.SecondFactors {
	return &formsapi.SecondFactors{
		Store: p.store, Sealer: p.ring, Issuer: "sportello " + p.origin.Hostname(), Now: p.clock(), Random: rand.Reader,
	}
}

func (p *Program) makeReports() *formsapi.MakeReports {
	known := facts{p.pages.current}
	return &formsapi.MakeReports{Catalogue: known, Projects: known.Projects, Store: p.store, Now: p.clock()}
}

func (p *Program) translate() *formsapi.Translate {
	return &formsapi.Translate{Pages: p.sheets, Store: p.store, Now: p.clock(), Zone: site.Zone()}
}

func (p *Program) countViews() *formsapi.CountViews {
	return &formsapi.CountViews{Store: p.store, Now: p.clock(), Zone: site.Zone()}
}

func (p *Program) passTime() *formsapi.PassTime {
	return &formsapi.PassTime{
		Catalogue: facts{p.pages.current}, Sealer: p.ring, Store: p.store, Channels: p.channels, Now: p.clock(), Random: rand.Reader,
	}
}
