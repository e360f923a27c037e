package main

import (
	"context"
	"errors"
	"fmt"
	"net"
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
	if !p.settings.limits && !isLocal(p.origin) {
		return cannot(hint(fmt.Errorf("--limits off is refused: %s can be reached from outside", p.origin),
			"it is for load measurements, with url = \"http://127.0.0.1:8080\""))
	}
	if err := os.MkdirAll(p.settings.data, 0o700); err != nil {
		return cannot(err)
	}
	if p.ring, err = p.console.openOrMakeRing(p.settings.folders); err != nil {
		return err
	}
	if p.store, err = p.console.openStore(ctx, p.settings.folders, p.ring); err != nil {
		return err
	}
	builder, err := p.console.newBuilder(town, p.settings.data, p.origin)
	if err != nil {
		return err
	}
	builder.Demo = p.settings.demo
	return p.wire(town, settings.proxies, builder)
}

func listen(ctx context.Context, address string) (net.Listener, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, cannot(hint(fmt.Errorf("cannot listen on %s: %w", address, err),
			"another program may be using the address; choose another: --listen 127.0.0.1:8081"))
	}
	return l, nil
}

func (c *console) openStore(ctx context.Context, f folders, ring *seal.Ring) (*sqlite.Store, error) {
	store, err := sqlite.Open(ctx, sqlite.Config{Path: f.database(), Chain: ring.Chain, Log: c.log()})
	return store, cannot(err)
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
