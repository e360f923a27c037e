package main

import (
	"context"

	"sportello/cmd/sportello/internal/site"
	formsapi "sportello/forms-api"
)

// A promptOverlay is what the desk adds to the facts (formsapi.Overlay). Forms
// and desk go by it as soon as it is kept, so that nobody books into a closure
// while the pages are being built.
type promptOverlay struct {
	formsapi.Overlay
	changed func()
}

func (o promptOverlay) AddClosure(ctx context.Context, office string, c formsapi.Closure) error {
	return o.kept(o.Overlay.AddClosure(ctx, office, c))
}

func (o promptOverlay) RemoveClosure(ctx context.Context, office string, c formsapi.Closure) error {
	return o.kept(o.Overlay.RemoveClosure(ctx, office, c))
}

func (o promptOverlay) AddAbsence(ctx context.Context, office string, a formsapi.Absence) error {
	return o.kept(o.Overlay.AddAbsence(ctx, office, a))
}

func (o promptOverlay) RemoveAbsence(ctx context.Context, office string, a formsapi.Absence) error {
	return o.kept(o.Overlay.RemoveAbsence(ctx, office, a))
}

func (o promptOverlay) kept(err error) error {
	if err == nil {
		o.changed()
	}
	return err
}

// deskChanged lets forms and desk go by what the desk has added to the facts of
// the pages that are served. The pages themselves follow with the next build.
func (p *pages) deskChanged() {
	p.editing.Lock()
	defer p.editing.Unlock()
	p.followDesk()
}

// followDesk is deskChanged for who holds the lock. A file that cannot be read
// changes nothing: the next build says what is wrong with it.
func (p *pages) followDesk() {
	serving := p.live.Serving()
	if len(serving) == 0 {
		return
	}
	known, err := p.builder.FactsOf(site.Source(serving[0]))
	if err != nil {
		p.log.Warn("what the desk has closed could not be read", "error", err)
		return
	}
	e := *p.current.edition.Load()
	e.Catalogue = known
	p.current.edition.Store(&e)
}
