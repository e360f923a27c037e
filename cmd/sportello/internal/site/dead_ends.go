package site

import (
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/andybalholm/cascadia"

	"sportello/forms-api/catalogue"
)

var (
	linkParts  = cascadia.MustCompile("main a[href]")
	imageParts = cascadia.MustCompile("main img[src]")
	places     = cascadia.MustCompile("[id]")
)

// A ground is the built site as links meet it.
type ground struct {
	public string
	origin string
	pages  map[string]builtPage
	known  map[string]bool // paths that were looked for
}

// deadEnds are links of the content that lead to no file of the site or to no
// place on a page, and images that are not there.
func (w workshop) deadEnds(pages []builtPage, origin string) (found []catalogue.Finding) {
	g := ground{public: w.public(), origin: strings.TrimSuffix(origin, "/"), pages: map[string]builtPage{}, known: map[string]bool{}}
	for _, p := range pages {
		g.pages[p.path] = p
	}
	for _, p := range pages {
		if p.inItalian { // told of the Italian page
			continue
		}
		for _, address := range p.links {
			if why := g.wrongLink(p, address); why != "" {
				found = append(found, w.deadEnd(p, address, why))
			}
		}
		for _, address := range p.images {
			if at, ours := g.within(p, address); ours && !g.has(at.Path) {
				found = append(found, w.deadEnd(p, address, "the image %s is not there: put it into static/ or beside the page, or correct its name"))
			}
		}
	}
	return found
}

// deadEnd is told where the address stands in the page's words, and otherwise of
// the page.
func (w workshop) deadEnd(p builtPage, address, why string) catalogue.Finding {
	file, text := w.sourceOf(p.path)
	f := catalogue.Finding{File: file, Severity: catalogue.Error}
	_, fragment, _ := strings.Cut(address, "#")
	for _, wanted := range []string{address, strings.TrimPrefix(address, "/"+p.language), "#" + fragment} {
		if f.Line = lineOf(text, wanted); f.Line > 0 {
			break
		}
	}
	f.Sentence = fmt.Sprintf(why, address)
	return f
}

// wrongLink is what is wrong with a link within the site, with a place for its
// address, or empty.
func (g *ground) wrongLink(p builtPage, address string) string {
	at, ours := g.within(p, address)
	switch {
	case !ours || g.answered(at.Path):
		return ""
	case !g.has(at.Path):
		return "the link to %s leads to no page and no file: correct it, or put the file into static/"
	case !g.hasPlace(at.Path, at.Fragment):
		return "the link to %s leads to no place on that page: correct what follows the #, or give a heading there that name, such as ## Hours {#hours}"
	}
	return ""
}

// within is an address of this site as the page means it.
func (g *ground) within(p builtPage, address string) (*url.URL, bool) {
	u, err := url.Parse(strings.TrimPrefix(address, g.origin))
	if err != nil || u.IsAbs() || u.Host != "" || address == "" {
		return nil, false
	}
	return (&url.URL{Path: p.path}).ResolveReference(u), true
}

// answered says of a path whether the program answers there without a file.
func (g *ground) answered(at string) bool {
	return strings.HasPrefix(at, "/api/") || strings.HasPrefix(at, "/desk/")
}

func (g *ground) has(at string) bool {
	if known, ok := g.known[at]; ok {
		return known
	}
	name := at
	if strings.HasSuffix(name, "/") {
		name = path.Join(name, "index.html")
	}
	info, err := os.Stat(filepath.Join(g.public, filepath.FromSlash(path.Clean("/"+name))))
	g.known[at] = err == nil && (!info.IsDir() || g.has(at+"/"))
	return g.known[at]
}

// hasPlace finds an id; the top of a page is always there (HTML, 7.4.6.3).
func (g *ground) hasPlace(at, fragment string) bool {
	page, ok := g.pages[strings.TrimSuffix(at, "/")+"/"]
	if !ok || fragment == "" || strings.EqualFold(fragment, "top") {
		return true
	}
	return page.ids[fragment]
}
