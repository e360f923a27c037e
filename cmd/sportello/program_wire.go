package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/netip"
	"os"
	"path"
	"path/filepath"
	"slices"
	"time"

	"sportello"
	"sportello/cmd/sportello/internal/site"
	formsapi "sportello/forms-api"
	"sportello/forms-api/desk"
	"sportello/forms-api/web"
	"sportello/forms-api/words"
)

// wire puts the adapters together.
func (p *Program) wire(town string, proxies []netip.Prefix, builder *site.Builder) error {
	languages, err := languagesOf(town)
	if err != nil {
		return p.console.findings(nil, err)
	}
	said := siteWords{Words: builder.Words, tags: languages}
	live, known := web.NewSite(), &facts{}
	p.pages = &pages{
		builder: builder, shelf: site.Shelf(filepath.Join(p.settings.data, "site")),
		live: live, facts: known, languages: languages, log: p.log, console: p.console,
	}
	p.accounts = &formsapi.Accounts{Catalogue: known, Store: p.store, Now: time.Now}
	public := web.New(web.Config{
		Request:        p.requestAppointment(time.Now, said),
		Follow:         &formsapi.FollowAppointment{Sealer: p.ring, Store: p.store},
		Rate:           p.ratePage(time.Now, said),
		Catalogue:      known,
		Words:          said,
		Tokens:         p.ring,
		Site:           live,
		Ready:          p.store.Ready,
		TrustedProxies: proxies,
		Limits:         p.settings.limits,
		Now:            time.Now,
		Log:            p.log,
	})
	staff, err := p.desk(town, proxies, languages)
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("/desk/", staff)
	mux.Handle("/", public)
	p.gate = &gate{inside: mux}
	p.server = newServer(p.gate, p.log)
	return nil
}

func (p *Program) requestAppointment(now func() time.Time, said formsapi.Languages) *formsapi.RequestAppointment {
	return &formsapi.RequestAppointment{
		Catalogue: p.pages.facts, Languages: said, Sealer: p.ring, Store: p.store,
		Now: now, Random: rand.Reader, PrivacyNotice: p.pages.facts.PrivacyNotice,
	}
}

func (p *Program) ratePage(now func() time.Time, said formsapi.Languages) *formsapi.RatePage {
	return &formsapi.RatePage{
		Pages: p.pages.live, Languages: said, Sealer: p.ring, Store: p.store, Now: now, Random: rand.Reader,
	}
}

func (p *Program) workAppointments(now func() time.Time) *formsapi.WorkAppointments {
	return &formsapi.WorkAppointments{Catalogue: p.pages.facts, Sealer: p.ring, Store: p.store, Staff: p.store, Now: now}
}

func (p *Program) desk(town string, proxies []netip.Prefix, languages []string) (http.Handler, error) {
	said, err := words.Load(desk.I18n)
	if err != nil {
		return nil, err
	}
	styles, err := deskStyles(town)
	if err != nil {
		return nil, err
	}
	return desk.New(desk.Config{
		Appointments: p.workAppointments(time.Now),
		Accounts:     p.accounts,
		Ratings:      &formsapi.ReadRatings{Store: p.store, Sealer: p.ring},
		Staff:        p.store,
		Catalogue:    p.pages.facts,
		Languages:    languages,
		Words:        said,
		Sessions:     p.store.Sessions(),
		URL:          p.origin.String(),
		Secure:       p.origin.Scheme == "https",
		Limits:       p.settings.limits,
		Client:       func(r *http.Request) netip.Prefix { return web.Network(r, proxies) },
		Demo:         p.settings.demo,
		Styles:       styles,
		Now:          time.Now,
		Log:          p.log,
	}), nil
}

// deskStyles are the tokens and base rules of the site's looks, the town's own
// where it has them.
func deskStyles(town string) ([]byte, error) {
	var css []byte
	for _, name := range []string{"tokens.css", "base.css"} {
		text, err := os.ReadFile(filepath.Join(town, "assets", "css", name))
		if errors.Is(err, fs.ErrNotExist) {
			text, err = fs.ReadFile(sportello.Looks, path.Join("assets/css", name))
		}
		if err != nil {
			return nil, fmt.Errorf("reading the desk's styles: %w", err)
		}
		css = append(append(css, text...), '\n')
	}
	return css, nil
}

func languagesOf(town string) ([]string, error) {
	languages, err := site.Languages(town)
	var tags []string
	for _, l := range languages {
		tags = append(tags, l.Tag)
	}
	return tags, err
}

// siteWords are the words of the languages that the town's site has; the
// program may carry more.
type siteWords struct {
	*words.Words
	tags []string
}

// Site tells whether the site has a language (formsapi.Languages).
func (w siteWords) Site(tag string) bool { return slices.Contains(w.tags, tag) }

// Languages are those of the site, in its order.
func (w siteWords) Languages() []string { return slices.Clone(w.tags) }
