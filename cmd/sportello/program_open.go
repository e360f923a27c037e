package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"

	"sportello/forms-api/seal"
	"sportello/forms-api/sqlite"
)

// Open makes a program that is listening and has its store open, and that
// answers nothing but its health until Run has built the pages.
func (c *console) Open(ctx context.Context, s settings) (*Program, error) {
	town, err := s.townFolder()
	if err != nil {
		return nil, err
	}
	if s.data, err = s.dataFolder(); err != nil {
		return nil, err
	}
	config, err := readConfig(town)
	if err != nil {
		return nil, err
	}
	if s.demo {
		config.url = nil // what is invented is looked at here, wherever the real site is
		config.Mail, config.SMS = nil, nil
	}
	p := &Program{settings: s, console: c, log: c.log(), ready: make(chan struct{})}
	if err := p.open(ctx, town, config); err != nil {
		return nil, errors.Join(err, p.abandon())
	}
	return p, nil
}

// open takes what the program holds while it lives, in the order in which a
// mistake is cheapest to find.
func (p *Program) open(ctx context.Context, town string, settings config) (err error) {
	if p.listener, err = listen(ctx, p.settings.listen); err != nil {
		return err
	}
	p.origin = settings.origin(p.Addr())
	if err := p.refuseLimitsOff(); err != nil {
		return err
	}
	if p.messengers, err = p.console.openMessengers(town, settings, p.origin); err != nil {
		return err
	}
	if m := p.messengers.mail; m != nil {
		m.Now = p.clock()
	}
	p.channels = p.messengers.channels()
	if err := os.MkdirAll(p.settings.data, 0o700); err != nil {
		return cannot(err)
	}
	if p.ring, err = p.console.openOrMakeRing(p.settings.folders); err != nil {
		return err
	}
	upgrade := p.console.storeConfig(p.settings.folders, p.ring)
	upgrade.Upgrade = true
	if p.store, err = sqlite.Open(ctx, upgrade); err != nil {
		return cannot(err)
	}
	if err := p.openAccount(settings.Retention.periods()); err != nil {
		return err
	}
	builder, err := p.console.newBuilder(town, p.settings.data, p.origin)
	if err != nil {
		return err
	}
	builder.Demo = p.settings.demo
	if p.settings.now != nil {
		builder.Now = p.settings.now
	}
	p.wire(settings, builder)
	return nil
}

// refuseLimitsOff keeps the limits wherever somebody else could send something:
// by the address that people are told, and by the one that is listened to.
func (p *Program) refuseLimitsOff() error {
	if p.settings.limits {
		return nil
	}
	for _, u := range []*url.URL{p.origin, {Scheme: "http", Host: p.Addr()}} {
		if !isLocal(u) {
			return cannot(hint(fmt.Errorf("--limits off is refused: %s can be reached from outside", u),
				"it is for load measurements, with --listen %s and url = \"http://%s\"", defaultListen, defaultListen))
		}
	}
	return nil
}

func listen(ctx context.Context, address string) (net.Listener, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, cannot(hint(fmt.Errorf("cannot listen on %s: %w", address, err),
			"another program may be using the address; choose another: --listen 127.0.0.1:8081"))
	}
	return l, nil
}

// openStore opens the database for a command, which leaves an older schema as it
// is: a server of an older program may be running on it.
func (c *console) openStore(ctx context.Context, f folders, ring *seal.Ring) (*sqlite.Store, error) {
	store, err := sqlite.Open(ctx, c.storeConfig(f, ring))
	return store, cannot(err)
}

func (c *console) storeConfig(f folders, ring *seal.Ring) sqlite.Config {
	return sqlite.Config{
		Path: f.database(), Chain: ring.Chain, Fingerprint: ring.Fingerprint(), Head: f.auditHead(ring), Log: c.log(),
	}
}

// abandon gives back what a half-opened program holds.
func (p *Program) abandon() error {
	var errs []error
	if p.listener != nil {
		errs = append(errs, p.listener.Close())
	}
	if p.store != nil {
		errs = append(errs, p.store.Close())
	}
	return errors.Join(errs...)
}
