// Package site makes the pages of a help desk out of a town's folder: it loads
// the facts, writes what templates show, lets Hugo build in a child process,
// compresses, and puts the result where it is served from. It is the only place
// that knows Hugo.
//
// It serves the commands serve, build and check. It never writes into the
// town's folder, never reaches the network, and a build that fails leaves
// whatever was there before.
package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"sportello/forms-api/catalogue"
	"sportello/forms-api/words"
)

// A Builder builds one town's site, again and again. One build at a time.
type Builder struct {
	Town    string // absolute path of the folder with content/, static/ and hugo.toml
	Overlay string // the desk's closures.toml; it may be missing
	BaseURL string // ends with a slash
	Demo    bool   // the pages say that nothing on them is real
	Looks   fs.FS  // layouts, i18n, assets and static of the program
	Words   *words.Words
	Program string // this program's executable, which becomes Hugo
	Cache   string // absolute path of a folder that makes the next build faster
	Now     func() time.Time
	Log     *slog.Logger
	Step    func(name string) // told what begins; may be nil
}

// Built is a finished site, not yet in its place.
type Built struct {
	Public    string // the folder with the pages
	Catalogue *catalogue.Snapshot
	Warnings  []catalogue.Finding
}

// Facts loads and checks what the town's content says. The error is a Broken
// when there are errors among the findings.
func (b *Builder) Facts() (*catalogue.Snapshot, []catalogue.Finding, error) {
	return b.FactsIn(filepath.Join(b.Town, "content"))
}

// FactsIn is Facts for another content folder, such as an earlier build's.
func (b *Builder) FactsIn(content string) (*catalogue.Snapshot, []catalogue.Finding, error) {
	overlay, err := os.ReadFile(b.Overlay)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fmt.Errorf("reading the desk's closures: %w", err)
	}
	if _, err := os.Stat(content); err != nil {
		return nil, nil, fmt.Errorf("there is no content to read: %w", err)
	}
	facts, found := catalogue.Load(os.DirFS(content), overlay, b.Now())
	if catalogue.HasErrors(found) {
		return nil, found, Broken(found)
	}
	return facts, found, nil
}

// Build makes a site inside work, a new folder on the file system where the
// site will stand. What an editor can mend is a Broken.
func (b *Builder) Build(ctx context.Context, work string) (Built, error) {
	b.step("reading the content")
	facts, warnings, err := b.Facts()
	if err != nil {
		return Built{}, err
	}
	shop := workshop(work)
	if err := b.equip(shop, facts); err != nil {
		return Built{}, err
	}
	b.step("building the pages")
	found, err := b.hugo(shop).run(ctx)
	if err != nil {
		return Built{}, err
	}
	if len(found) > 0 {
		return Built{}, Broken(append(warnings, found...))
	}
	b.step("writing the open data and the search index")
	if err := b.extras(shop.public(), facts); err != nil {
		return Built{}, err
	}
	b.step("compressing the pages")
	s := squeezer{kept: filepath.Join(b.Cache, "compressed")}
	if err := s.squeeze(ctx, shop.public()); err != nil {
		return Built{}, err
	}
	return Built{Public: shop.public(), Catalogue: facts, Warnings: warnings}, mark(shop.public())
}

func (b *Builder) step(name string) {
	if b.Step != nil {
		b.Step(name)
	}
}

func (b *Builder) equip(shop workshop, facts *catalogue.Snapshot) error {
	languages, err := Languages(b.Town)
	if err != nil {
		return err
	}
	shown, err := b.derived(facts, languages)
	if err != nil {
		return err
	}
	return shop.equip(b.Looks, shown, generatedConfig(shop, b.BaseURL, b.Cache, b.Demo))
}

func (b *Builder) hugo(shop workshop) *hugo {
	return &hugo{
		source:   b.Town,
		shop:     shop,
		cache:    b.Cache,
		program:  b.Program,
		now:      b.Now(),
		log:      b.Log,
		location: locator{town: b.Town, looks: shop.looks()},
	}
}

func mark(public string) error {
	return os.WriteFile(filepath.Join(public, marker), nil, 0o644)
}
