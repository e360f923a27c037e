package site

import (
	"context"
	"errors"
	"fmt"
	"os"

	"sportello/forms-api/catalogue"
)

// Check tells everything that is wrong with a town's folder. If the facts are
// sound, and with pages, the whole site is built into a folder that is thrown
// away: what the layouts find, nothing else does.
func (b *Builder) Check(ctx context.Context, pages bool) ([]catalogue.Finding, error) {
	work, err := os.MkdirTemp("", "sportello-check-")
	if err != nil {
		return nil, fmt.Errorf("making room for the pages: %w", err)
	}
	defer os.RemoveAll(work)
	mine := b.withCache(work)
	if !pages {
		_, found, err := mine.read(workshop(work), isText)
		return found, err
	}
	built, err := mine.make(ctx, workshop(work))
	var broken Broken
	if errors.As(err, &broken) {
		return broken, nil
	}
	return built.Warnings, err
}

// Facts are the town's facts alone. What an editor can mend is a Broken.
func (b *Builder) Facts() (*catalogue.Snapshot, error) {
	work, err := os.MkdirTemp("", "sportello-facts-")
	if err != nil {
		return nil, fmt.Errorf("reading the facts: %w", err)
	}
	defer os.RemoveAll(work)
	e, found, err := b.read(workshop(work), isText)
	if err == nil && catalogue.HasErrors(found) {
		err = Broken(found)
	}
	return e.Catalogue, err
}
