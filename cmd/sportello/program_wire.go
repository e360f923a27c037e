package main

import (
	"net/http"
	"net/netip"
	"path/filepath"
	"sync"
	"time"

	"sportello/cmd/sportello/internal/site"
	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
	"sportello/forms-api/desk"
	"sportello/forms-api/ical"
	"sportello/forms-api/web"
	"sportello/forms-api/words"
)

// wire puts the adapters together.
func (p *Program) wire(settings config, builder *site.Builder) {
	now := &current{}
	p.pages = &pages{
		builder: builder, shelf: site.Shelf(filepath.Join(p.settings.data, "site")),
		live: web.NewSite(), finder: &finder{}, current: now, log: p.log, console: p.console,
		after: time.After,
	}
	p.overlay = promptOverlay{catalogue.NewOverlay(builder.Overlay), p.pages.deskChanged}
	p.views = p.countViews()
	p.sheets = &site.Sheets{
		Builder: builder, Writes: settings.writesContent() && !p.settings.demo,
		Folder: filepath.Join(p.settings.data, translationsName),
	}
	p.accounts = &formsapi.Accounts{Catalogue: facts{now}, Languages: siteWords{now}, Store: p.store, Now: p.clock()}
	p.factors = p.secondFactors()
	p.casework = p.workAppointments(p.clock())
	p.layouts = settings.Report.layouts()
	if p.settings.demo && len(p.layouts) == 0 {
		p.layouts = demoReports.layouts()
	}
	p.pages.faces = &faces{make: func(e site.Edition) (http.Handler, error) { return p.faces(e, settings.proxies) }}
	p.gate = &gate{inside: p.pages.faces}
	p.server, p.stopping = newServer(p.gate, p.log), make(chan struct{})
	p.server.RegisterOnShutdown(sync.OnceFunc(func() { close(p.stopping) }))
}

// faces are what people see of an edition.
func (p *Program) faces(e site.Edition, proxies []netip.Prefix) (http.Handler, error) {
	staff, err := p.desk(e, proxies)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/desk/", staff)
	mux.Handle(ical.FeedPattern, p.calendars().ServeFeed(p.feeds(), p.log))
	mux.Handle("/", p.public(proxies))
	return web.Secured(mux), nil
}

func (p *Program) public(proxies []netip.Prefix) http.Handler {
	said := siteWords{p.pages.current}
	return web.New(web.Config{
		Request:        p.requestAppointment(p.clock()),
		Follow:         p.followAppointment(p.clock()),
		Slots:          p.slots(p.clock()),
		Calendar:       p.calendars(),
		URL:            p.origin.String(),
		Rate:           p.ratePage(p.clock()),
		Experience:     p.rateService(p.clock()),
		Catalogue:      facts{p.pages.current},
		Words:          said,
		Tokens:         p.ring,
		Site:           p.pages.live,
		Finder:         p.pages.finder,
		Ready:          p.store.Ready,
		Views:          p.views,
		TrustedProxies: proxies,
		Limits:         p.settings.limits,
		Now:            p.clock(),
		Log:            p.log,
	})
}

// clock is what the pages go by: the time, unless a test holds it.
func (p *Program) clock() func() time.Time {
	if p.settings.now != nil {
		return p.settings.now
	}
	return time.Now
}

func (p *Program) desk(e site.Edition, proxies []netip.Prefix) (http.Handler, error) {
	said, err := words.Load(desk.I18n)
	if err != nil {
		return nil, err
	}
	return desk.New(desk.Config{
		Appointments:  p.casework,
		Replies:       &formsapi.AnswerRequests{Work: p.casework, Words: siteWords{p.pages.current}},
		Slots:         p.slots(p.clock()),
		Calls:         p.callList(),
		Contacts:      p.recordContact(p.clock()),
		Closing:       p.closeOffice(),
		Absences:      p.noteAbsence(),
		Feeds:         p.feeds(),
		Translate:     p.translate(),
		Accounts:      p.accounts,
		Factors:       p.factors,
		Ratings:       &formsapi.ReadRatings{Store: p.store, Sealer: p.ring, Translated: p.sheets, Now: p.clock()},
		Experience:    p.rateService(p.clock()),
		Reports:       p.makeReports(),
		ReportLayouts: p.layouts,
		Trail:         p.account.trail,
		AccountLog:    &formsapi.AccountLog{Store: p.store, Now: p.clock()},
		Persons:       p.account.persons,
		Erasures:      p.account.erasures,
		Retention:     p.account.kept,
		Staff:         p.store,
		Catalogue:     facts{p.pages.current},
		Languages:     e.Tags(),
		Direction:     siteWords{p.pages.current}.Direction,
		Words:         said,
		Public:        siteWords{p.pages.current},
		Title:         p.pages.live.Title,
		Site:          &p.pages.unbuilt,
		Sessions:      p.store.Sessions(),
		URL:           p.origin.String(),
		Secure:        p.origin.Scheme == "https",
		Limits:        p.settings.limits,
		Client:        func(r *http.Request) netip.Prefix { return web.Network(r, proxies) },
		Demo:          p.settings.demo,
		Styles:        e.Styles,
		Now:           p.clock(),
		Log:           p.log,
		Stopping:      p.stopping,
	}), nil
}
