package site

import (
	"context"
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

// Add builds a site and puts it on the shelf with what it was made of.
func (s Shelf) Add(ctx context.Context, b *Builder, fingerprint string) (Built, error) {
	public := filepath.Join(string(s), fingerprint)
	return b.buildTo(ctx, public, func(shop workshop) error {
		if err := os.RemoveAll(Source(public)); err != nil {
			return err
		}
		return copyTown(shop.town(), Source(public), isText)
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

// Sweep removes the builds that have lain too long, except those kept.
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
