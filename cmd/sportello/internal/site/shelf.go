package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A Shelf is a folder of built sites, each named by the fingerprint of what it
// was built from. A program that starts again finds its site there. Beside each
// lies what it was built from, so that pages and forms agree when it has to be
// served although the content has an error by now.
type Shelf string

// buildLife is how long a build may lie unused. Every server builds anew each
// midnight, so that what is older belongs to none, even where two share a shelf.
const buildLife = 48 * time.Hour

// sourceBeside is what the name of a build's source ends in.
const sourceBeside = ".town"

// Find returns the folder of a finished build.
func (s Shelf) Find(fingerprint string) (public string, ok bool) {
	public = filepath.Join(string(s), fingerprint)
	return public, isBuild(public)
}

func isBuild(public string) bool {
	_, err := os.Stat(filepath.Join(public, marker))
	return err == nil
}

// Add builds a site and puts it on the shelf with what it was made of. One that is
// there already stays: somebody may be serving it, this program or another that
// shares the shelf.
func (s Shelf) Add(ctx context.Context, b *Builder, fingerprint string) (Built, error) {
	public := filepath.Join(string(s), fingerprint)
	return b.buildTo(ctx, public, func(shop workshop, built string) error {
		if isBuild(public) {
			return nil
		}
		if err := os.RemoveAll(Source(public)); err != nil {
			return err
		}
		if err := eachFile(shop.town(), Source(public), isText, moveFile); err != nil {
			return err
		}
		err := os.Rename(built, public)
		if err != nil && isBuild(public) { // the other was quicker
			return nil
		}
		return err
	})
}

// Source is the folder of what a build on a shelf was made of (Builder.Edition).
func Source(public string) string { return public + sourceBeside }

// Latest is the youngest build.
func (s Shelf) Latest() (public string, ok bool) {
	var youngest time.Time
	sources, err := filepath.Glob(filepath.Join(string(s), "*"+sourceBeside))
	if err != nil {
		return "", false
	}
	for _, kept := range sources {
		site := strings.TrimSuffix(kept, sourceBeside)
		info, err := os.Stat(site)
		if err != nil || !isBuild(site) || info.ModTime().Before(youngest) {
			continue
		}
		youngest, public, ok = info.ModTime(), site, true
	}
	return public, ok
}

// Drop removes a build that this program has made and nobody needs any more: an
// editor who saves all day long makes hundreds.
func (s Shelf) Drop(public string) error {
	if err := errors.Join(os.RemoveAll(public), os.RemoveAll(Source(public))); err != nil {
		return fmt.Errorf("removing an old build: %w", err)
	}
	return nil
}

// Sweep removes the builds that have lain too long, except those kept: another
// program may own what is younger.
func (s Shelf) Sweep(now time.Time, keep ...string) error {
	entries, err := os.ReadDir(string(s))
	if err != nil {
		return fmt.Errorf("sweeping old builds: %w", err)
	}
	for _, e := range entries {
		path := filepath.Join(string(s), e.Name())
		if slices.Contains(keep, strings.TrimSuffix(path, sourceBeside)) || !old(e, now) {
			continue
		}
		if err := os.RemoveAll(path); err != nil {
			return fmt.Errorf("sweeping old builds: %w", err)
		}
	}
	return nil
}

// old tells whether nobody can need a build any more; one that another program
// has just removed is not old but gone.
func old(e fs.DirEntry, now time.Time) bool {
	info, err := e.Info()
	return err == nil && now.Sub(info.ModTime()) >= buildLife
}
