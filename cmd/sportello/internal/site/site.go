// Package site makes the pages of a help desk out of a town's folder: it copies
// the folder, lays the program's own pages beneath, loads the facts, writes what
// templates show, lets Hugo build in a child process, compresses, and puts the
// result where it is served from. It is the only place that knows Hugo.
//
// It serves the commands serve, build and check. It never writes into the
// town's folder, never reaches the network, and a build that fails leaves
// whatever was there before.
package site

import (
	"context"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"sportello/forms-api/catalogue"
)

// A Builder builds one town's site, again and again. One build at a time.
type Builder struct {
	Town    string // absolute path of the folder with content/, static/ and hugo.toml
	Overlay string // the desk's closures.toml; it may be missing
	BaseURL string // ends with a slash
	Demo    bool   // the pages say that nothing on them is real
	Looks   fs.FS  // layouts, i18n, assets and static of the program
	Pages   fs.FS  // content of the program, beneath the town's
	Program string // this program's executable, which becomes Hugo
	Cache   string // absolute path of a folder that makes the next build faster
	Now     func() time.Time
	Log     *slog.Logger
	Step    func(name string) // told what begins; may be nil

	lately *memory         // of the build before
	took   time.Duration   // Hugo, for the latest build of this run that was whole; zero for none
	waits  []time.Duration // for Hugo, at each try; none: by patience. Tests alone set it

	looking sync.Mutex        // held by who looks at the files: the watch, and the desk
	files   map[string]glance // as Fingerprint found them
	told    map[string]glance // as Changed did
}

// withCache is a builder of the same site that remembers nothing yet.
func (b *Builder) withCache(cache string) *Builder {
	return &Builder{
		Town: b.Town, Overlay: b.Overlay, BaseURL: b.BaseURL, Demo: b.Demo, Looks: b.Looks, Pages: b.Pages,
		Program: b.Program, Cache: cache, Now: b.Now, Log: b.Log, Step: b.Step,
	}
}

// Built is a finished site, not yet in its place.
type Built struct {
	Edition
	Public   string // the folder with the pages
	Warnings []catalogue.Finding
	Hugo     time.Duration // how much of the build was Hugo's; no try that was stuck
}

// Build makes a site inside work, a new folder on the file system where the
// site will stand. What an editor can mend is a Broken.
func (b *Builder) Build(ctx context.Context, work string) (Built, error) {
	shop := workshop(work)
	built, err := b.make(ctx, shop)
	if err != nil {
		return Built{}, err
	}
	b.step("compressing the pages")
	s := squeezer{kept: filepath.Join(b.Cache, "compressed")}
	if err := s.squeeze(ctx, shop.public()); err != nil {
		return Built{}, err
	}
	return built, mark(shop.public())
}

// make is Build without what only a web server needs.
func (b *Builder) make(ctx context.Context, shop workshop) (Built, error) {
	b.step("reading the content")
	edition, found, err := b.read(shop, isAnything)
	if err != nil {
		return Built{}, err
	}
	if catalogue.HasErrors(found) {
		return Built{}, Broken(found)
	}
	if err := b.equip(shop, edition); err != nil {
		return Built{}, err
	}
	b.step("building the pages")
	said, took, err := b.hugo(shop).run(ctx)
	if err != nil {
		return Built{}, err
	}
	if !catalogue.HasErrors(said) { // or else pages are missing for the reason that is told
		said = missing(shop.public(), edition.Catalogue)
	}
	if found = append(found, said...); catalogue.HasErrors(found) {
		return Built{}, Broken(found)
	}
	b.step("writing the open data and the search index")
	b.remember()
	pages, err := b.extras(ctx, shop.public(), edition)
	if err != nil {
		return Built{}, shop.toldOf(err)
	}
	seen, err := shop.review(pages, b.BaseURL, b.lately)
	if err != nil {
		return Built{}, err
	}
	if found = append(found, seen...); catalogue.HasErrors(found) {
		return Built{}, Broken(found)
	}
	b.took = took
	return Built{Edition: edition, Public: shop.public(), Warnings: found, Hugo: took}, nil
}

func (b *Builder) remember() {
	if b.lately == nil {
		b.lately = &memory{}
	}
	b.lately.begin()
}

// read copies the wanted files of the town into the workshop and reads them.
func (b *Builder) read(shop workshop, wanted func(name string) bool) (Edition, []catalogue.Finding, error) {
	foreign, err := b.take(shop.town(), wanted)
	if err != nil {
		return Edition{}, nil, err
	}
	e, found, err := b.edition(shop.town())
	return e, append(found, foreign...), err
}

func (b *Builder) step(name string) {
	if b.Step != nil {
		b.Step(name)
	}
}

func (b *Builder) equip(shop workshop, e Edition) error {
	shown, err := b.derived(e)
	if err != nil {
		return err
	}
	said, err := readHugoToml(shop.town())
	if err != nil {
		return err
	}
	if err := shop.equip(b.Looks, shown, b.generated(shop, said)); err != nil {
		return err
	}
	if err := shop.writeTranslations(e.Translations); err != nil {
		return err
	}
	if err := shop.writeItalian(e); err != nil {
		return err
	}
	return shop.layUntranslated(e.Tags())
}

func (b *Builder) hugo(shop workshop) *hugo {
	return &hugo{
		shop:     shop,
		cache:    b.Cache,
		program:  b.Program,
		now:      b.Now(),
		log:      b.Log,
		location: locator{town: shop.town(), looks: shop.looks()},
		patience: b.patience(),
	}
}

func mark(public string) error {
	return os.WriteFile(filepath.Join(public, marker), nil, 0o644)
}
