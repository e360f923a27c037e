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
// lie the facts it was built from, so that pages and forms agree when it has to
// be served although the content has an error by now.
type Shelf string

// buildLife is how long a build may lie unused. Every server builds anew each
// midnight, so that what is older belongs to none, even where two share a shelf.
const buildLife = 48 * time.Hour

// factsBeside is what the name of a build's facts ends in.
const factsBeside = ".content"

// Find returns the folder of a finished build.
func (s Shelf) Find(fingerprint string) (public string, ok bool) {
	public = filepath.Join(string(s), fingerprint)
	return public, isBuild(public)
}

func isBuild(public string) bool {
	_, err := os.Stat(filepath.Join(public, marker))
	return err == nil
}

// Add builds a site and puts it on the shelf with its facts.
func (s Shelf) Add(ctx context.Context, b *Builder, fingerprint string) (Built, error) {
	public := filepath.Join(string(s), fingerprint)
	if err := copyFacts(filepath.Join(b.Town, "content"), public+factsBeside); err != nil {
		return Built{}, fmt.Errorf("keeping the facts of a build: %w", err)
	}
	built, err := b.BuildTo(ctx, public)
	if err != nil {
		return Built{}, errors.Join(err, os.RemoveAll(public+factsBeside))
	}
	return built, nil
}

// Latest is the youngest build, with the content folder it was built from.
func (s Shelf) Latest() (public, content string, ok bool) {
	var youngest time.Time
	builds, err := filepath.Glob(filepath.Join(string(s), "*"+factsBeside))
	if err != nil {
		return "", "", false
	}
	for _, facts := range builds {
		site := strings.TrimSuffix(facts, factsBeside)
		info, err := os.Stat(site)
		if err != nil || !isBuild(site) || info.ModTime().Before(youngest) {
			continue
		}
		youngest, public, content, ok = info.ModTime(), site, facts, true
	}
	return public, content, ok
}

// copyFacts copies the text of a content folder: facts and words, no pictures.
func copyFacts(content, to string) error {
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	return filepath.WalkDir(content, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains([]string{".toml", ".md"}, filepath.Ext(path)) {
			return err
		}
		rel, err := filepath.Rel(content, path)
		if err != nil {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(filepath.Join(to, rel)), 0o755); err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), text, 0o644)
	})
}

// Sweep removes the builds that have lain too long, except those kept.
func (s Shelf) Sweep(now time.Time, keep ...string) error {
	entries, err := os.ReadDir(string(s))
	if err != nil {
		return fmt.Errorf("sweeping old builds: %w", err)
	}
	for _, e := range entries {
		path := filepath.Join(string(s), e.Name())
		if slices.Contains(keep, strings.TrimSuffix(path, factsBeside)) || !old(e, now) {
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
