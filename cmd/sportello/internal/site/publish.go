package site

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// BuildTo builds a site and puts it where out is. Whatever happens, out is the
// old site or the new one, whole.
func (b *Builder) BuildTo(ctx context.Context, out string) (Built, error) {
	return b.buildTo(ctx, out, func(_ workshop, built string) error { return swap(built, out) })
}

// buildTo has the built site put in its place while the workshop is still there.
func (b *Builder) buildTo(ctx context.Context, out string, place func(shop workshop, built string) error) (Built, error) {
	if err := Replaceable(out); err != nil {
		return Built{}, err
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return Built{}, fmt.Errorf("making room for the pages: %w", err)
	}
	work, err := os.MkdirTemp(filepath.Dir(out), ".sportello-")
	if err != nil {
		return Built{}, fmt.Errorf("making room for the pages: %w", err)
	}
	defer os.RemoveAll(work)
	if b.Cache == "" {
		b = b.withCache(filepath.Join(work, "cache"))
	}
	built, err := b.Build(ctx, work)
	if err != nil {
		return Built{}, err
	}
	if err := place(workshop(work), built.Public); err != nil {
		return Built{}, err
	}
	built.Public = out
	return built, nil
}
