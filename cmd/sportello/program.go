package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"sportello/cmd/sportello/internal/site"
	formsapi "sportello/forms-api"
	"sportello/forms-api/seal"
	"sportello/forms-api/sqlite"
)

// Bounds of a connection. A form on a poor line takes its time; an attacker
// who sends a byte a minute does not get an hour.
const (
	headerTimeout = 10 * time.Second
	readTimeout   = 60 * time.Second
	writeTimeout  = 90 * time.Second
	idleTimeout   = 120 * time.Second
	maxHeader     = 32 << 10
	stopTimeout   = 20 * time.Second
)

// A Program is the whole service: the site, its forms and the desk at one
// address. Open one, Run it until its context ends, Close it.
type Program struct {
	settings settings
	console  *console
	log      *slog.Logger
	origin   *url.URL
	ring     *seal.Ring
	store    *sqlite.Store
	pages    *pages
	accounts *formsapi.Accounts
	casework *formsapi.WorkAppointments // of every edition: it remembers what does not suit the facts
	factors  *formsapi.SecondFactors
	overlay  formsapi.Overlay
	views    *formsapi.CountViews
	sheets   *site.Sheets
	channels formsapi.Channels       // in which people are told; none: staff call
	layouts  []formsapi.ReportLayout // that funders want
	messengers
	account  account
	listener net.Listener
	gate     *gate
	server   *http.Server
	ready    chan struct{}
	stopping chan struct{}  // closed when the server stops: what goes on by itself ends
	jobs     sync.WaitGroup // what runs beside the server

	demoPassword string
	demoStaff    []formsapi.Staff
}

// settings are what serve's flags say, with the folders as absolute paths.
type settings struct {
	folders
	listen string
	limits bool // slow down whoever sends too much
	demo   bool
	now    func() time.Time // what the program goes by; nil: the clock
}

// Addr is where the program listens, such as 127.0.0.1:8080.
func (p *Program) Addr() string { return p.listener.Addr().String() }

// Ready is closed once the first pages are served.
func (p *Program) Ready() <-chan struct{} { return p.ready }

// Run serves until the context ends; then requests in flight are answered.
func (p *Program) Run(ctx context.Context) error {
	failed := make(chan error, 1)
	go func() { failed <- p.server.Serve(p.listener) }()

	working, stop := context.WithCancel(ctx)
	worked := make(chan error, 1)
	go func() { worked <- p.work(working) }()

	var err error
	select {
	case err = <-failed:
		stop()
		<-worked
	case err = <-worked: // the first build failed, or the context ended
		stop()
		err = errors.Join(err, p.stop())
	}
	p.jobs.Wait()
	p.keepViews()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// keepViews stores what was counted since the job ran last. It would be no reason
// to fail: these numbers only compare pages.
func (p *Program) keepViews() {
	ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
	defer cancel()
	if err := p.views.Keep(ctx); err != nil {
		p.log.Warn("which pages were read in the last minute is lost", "error", err)
	}
}

// work makes the pages, opens the gate and follows the content.
func (p *Program) work(ctx context.Context) error {
	if err := p.pages.first(ctx); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	if p.settings.demo {
		if err := p.fillDemo(ctx); err != nil {
			return fmt.Errorf("inventing submissions: %w", err)
		}
	}
	p.gate.open()
	if err := p.welcome(ctx); err != nil {
		return err
	}
	p.tellChannels()
	p.jobs.Go(func() { p.round().Run(ctx) })
	close(p.ready)
	p.pages.watch(ctx)
	return nil
}

func (p *Program) stop() error {
	p.log.Info("stopping: requests in flight are being answered")
	ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
	defer cancel()
	if err := p.server.Shutdown(ctx); err != nil {
		return errors.Join(fmt.Errorf("some requests took too long: %w", err), p.server.Close())
	}
	return nil
}

// Close ends the store; nothing may be running any more.
func (p *Program) Close() error {
	err := p.listener.Close()
	if errors.Is(err, net.ErrClosed) {
		err = nil
	}
	return errors.Join(err, p.store.Close())
}

func newServer(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeader,
		// What net/http tells holds addresses of clients.
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}
