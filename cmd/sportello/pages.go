package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"sportello/cmd/sportello/internal/site"
	"sportello/forms-api/web"
)

const (
	// changePoll is how often the content is looked at, whatever the system tells.
	changePoll = time.Second

	// changeStill is how long a change must lie still to be built, so that an
	// editor's saving of several files makes one build.
	changeStill = 150 * time.Millisecond

	// A build that fails for no fault of the content (a full disk, too little memory)
	// is tried again after a minute, then after twice as long each time.
	retryFirst = time.Minute
	retryMost  = 16 * time.Minute
)

// pages keeps what is served in step with the content.
type pages struct {
	builder *site.Builder
	shelf   site.Shelf
	live    *web.Site
	finder  *finder
	current *current
	faces   *faces
	unbuilt unbuilt
	log     *slog.Logger
	console *console

	tried   string                               // fingerprint of the latest attempt to build
	failed  int                                  // how often in a row that attempt failed for no fault of the content
	made    []string                             // folders of the builds of this run that are still there
	editing sync.Mutex                           // held by who replaces the edition
	after   func(time.Duration) <-chan time.Time // time.After, or a test's clock
}

// first serves the site of an earlier start if nothing changed since, or else
// builds it. When the content has an error by now, the latest build is served
// as it was: a restart must not take a help desk down for a slip of the pen.
func (p *pages) first(ctx context.Context) error {
	fingerprint, err := p.builder.Fingerprint()
	if err != nil {
		return err
	}
	p.builder.Changed() // from here on is told what changes
	if public, ok := p.shelf.Find(fingerprint); ok {
		return p.serveKept(fingerprint, public)
	}
	steps := p.console.startSteps()
	p.builder.Step = steps.begin
	built, err := p.shelf.Add(ctx, p.builder, fingerprint)
	p.builder.Step = nil
	steps.end()
	err = p.console.findings(built.Warnings, err)
	if public, ok := p.shelf.Latest(); err != nil && ok && ctx.Err() == nil {
		p.log.Error("the site was not built; the latest one that was is served", "error", err)
		broken := err
		if err := p.serveKept(fingerprint, public); err != nil {
			return err
		}
		p.keepsBack(broken)
		return nil
	}
	if err != nil {
		return err
	}
	p.console.say("The site was built in %.1f s.", steps.elapsed().Seconds())
	p.made = append(p.made, built.Public)
	return p.serve(fingerprint, built.Public, built.Edition)
}

// build adds a build to the shelf and serves it, and tells how much of its time was
// Hugo's.
func (p *pages) build(ctx context.Context, fingerprint string) (hugo time.Duration, err error) {
	built, err := p.shelf.Add(ctx, p.builder, fingerprint)
	if err != nil {
		return 0, err
	}
	p.made = append(p.made, built.Public)
	return built.Hugo, p.serve(fingerprint, built.Public, built.Edition)
}

// serveKept serves a build from the shelf.
func (p *pages) serveKept(fingerprint, public string) error {
	edition, err := p.builder.Edition(site.Source(public))
	if err != nil {
		return p.console.findings(nil, err)
	}
	return p.serve(fingerprint, public, edition)
}

// serve puts a build before the public, with what it was made of.
func (p *pages) serve(fingerprint, public string, e site.Edition) error {
	p.editing.Lock()
	defer p.editing.Unlock()
	indexes, err := readIndexes(public, e.Tags())
	if err != nil {
		// A build of an older program, served because the content has an error by now.
		p.log.Warn("the site cannot be searched", "error", err)
	}
	// What takes time is done: forms, search and pages follow within microseconds.
	p.current.edition.Store(&e)
	if err := p.faces.follow(e); err != nil {
		return err
	}
	p.finder.now.Store(&indexes)
	if err := p.live.Swap(public); err != nil {
		return err
	}
	p.tried = fingerprint
	p.unbuilt.over()
	p.followDesk() // which may have closed an office while this was being built
	if err := p.sweep(); err != nil {
		p.log.Warn("old builds could not be removed", "error", err)
	}
	return nil
}

// sweep removes what was built in this run and is served no more, and whatever
// has lain too long.
func (p *pages) sweep() error {
	serving := p.live.Serving()
	var kept []string
	var problems []error
	for _, public := range p.made {
		if slices.Contains(serving, public) {
			kept = append(kept, public)
		} else {
			problems = append(problems, p.shelf.Drop(public))
		}
	}
	p.made = kept
	return errors.Join(append(problems, p.shelf.Sweep(time.Now(), serving...))...)
}

// watch builds again whenever content changes, until the context ends.
func (p *pages) watch(ctx context.Context) {
	looks := time.NewTicker(changePoll)
	defer looks.Stop()
	told := newEdits(p.log)
	defer told.close()
	told.in(p.builder.Folders())
	still := time.NewTimer(changeStill)
	defer still.Stop()
	var again <-chan time.Time
	last := p.tried
	for {
		waited := false
		select {
		case <-ctx.Done():
			return
		case <-looks.C:
		case <-told.hints:
		case <-still.C:
			waited = true
		case <-again:
			waited, p.tried = true, ""
		}
		seen, err := p.builder.Fingerprint()
		if err != nil {
			p.log.Warn("the content could not be looked at", "error", err)
			p.keepsBack(err)
			p.tried = "" // once it can be looked at, it is looked at whole
			still.Reset(changePoll)
			continue
		}
		switch {
		case seen != last:
			last = seen
			still.Reset(changeStill)
			told.in(p.builder.Folders())
			p.deskChanged() // perhaps at another program's desk
		case waited && seen != p.tried:
			p.rebuild(ctx, seen)
			again = p.retry()
		}
	}
}

// retry is when a build that failed for no fault of the content is tried again; never
// for one that did not.
func (p *pages) retry() <-chan time.Time {
	if p.failed == 0 {
		return nil
	}
	return p.after(min(retryFirst<<min(p.failed-1, 10), retryMost))
}

// rebuild replaces the site, or leaves it up and says why. What was built before,
// as when an edit is taken back, is not built again.
func (p *pages) rebuild(ctx context.Context, fingerprint string) {
	p.tried = fingerprint
	began := time.Now()
	changed := p.builder.Changed()
	public, kept := p.shelf.Find(fingerprint)
	if kept && public == p.live.Serving()[0] {
		p.unbuilt.over()
		p.failed = 0
		p.log.Info("the content is as the pages show it")
		return
	}
	var hugo time.Duration
	var err error
	if kept {
		err = p.serveKept(fingerprint, public)
	} else {
		p.log.Info("the site is being built again", "changed", someOf(changed))
		hugo, err = p.build(ctx, fingerprint)
	}
	if err != nil && ctx.Err() == nil {
		p.keepsBack(err)
	}
	var broken site.Broken
	if err == nil || errors.As(err, &broken) {
		p.failed = 0
	} else {
		p.failed++
	}
	switch {
	case ctx.Err() != nil:
	case errors.As(err, &broken):
		for _, f := range broken {
			p.console.say("%s", f)
		}
		p.log.Error("the site was not built again; the one before stays up", "errors", len(broken))
	case err != nil:
		p.log.Error("the site was not built again; the one before stays up", "error", err)
	default:
		p.log.Info("the site was built again", "seconds", inHundredths(time.Since(began)), "hugo", inHundredths(hugo))
	}
}

// namesShown is how many files a line of the log names: as many as one reads.
const namesShown = 3

// someOf names a few of the files that changed; without any, it is the day that did,
// or somebody has put another program in this one's place.
func someOf(files []string) string {
	if len(files) == 0 {
		return "no file, but the day or the program"
	}
	said := strings.Join(files[:min(len(files), namesShown)], ", ")
	if more := len(files) - namesShown; more > 0 {
		said += fmt.Sprintf(" and %d more", more)
	}
	return said
}

func inHundredths(d time.Duration) string { return fmt.Sprintf("%.2f", d.Seconds()) }
