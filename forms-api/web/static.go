package web

import (
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"
)

// mediaTypes are those of what a build holds: what a machine thinks of a
// suffix depends on what is installed there.
var mediaTypes = map[string]string{
	".html":        "text/html; charset=utf-8",
	".css":         "text/css; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".xml":         "application/xml",
	".txt":         "text/plain; charset=utf-8",
	".svg":         "image/svg+xml",
	".png":         "image/png",
	".jpg":         "image/jpeg",
	".webp":        "image/webp",
	".ico":         "image/x-icon",
	".webmanifest": "application/manifest+json",
	".pdf":         "application/pdf",
}

// showPage serves what Hugo built: a file as it is, a folder by its index.html,
// and anything else by the 404 page of the visitor's language.
func (h *handler) showPage(w http.ResponseWriter, r *http.Request) {
	name, ok := fileName(r.URL.Path)
	if !ok || isTemplate(r.URL.Path) || isHidden(name) || hasEncodedSlash(r.URL) {
		h.showNothing(w, r)
		return
	}
	if at, ok := h.elsewhere(r.URL.Path, name); ok {
		to := url.URL{Path: at, RawQuery: r.URL.RawQuery}
		http.Redirect(w, r, to.String(), http.StatusPermanentRedirect)
		return
	}
	b, ok := h.Site.find(name)
	if !ok || isVariant(b, name) {
		h.showNothing(w, r)
		return
	}
	if err := serveFile(w, r, b, name); err != nil {
		h.refuse(w, r, err)
	}
}

// isPage tells whether showPage has more to say to an address than that nothing is
// there, or hides what is.
func (h *handler) isPage(r *http.Request) bool {
	name, ok := fileName(r.URL.Path)
	if !ok || isTemplate(r.URL.Path) || isHidden(name) || hasEncodedSlash(r.URL) {
		return true
	}
	_, other := h.elsewhere(r.URL.Path, name)
	_, found := h.Site.find(name)
	return other || found
}

// fileName turns an address into a name inside a build.
func fileName(at string) (name string, ok bool) {
	name = strings.TrimPrefix(at, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return name, fs.ValidPath(name)
}

// wellKnown is the one folder with a dot that is for the public (RFC 8615).
const wellKnown = ".well-known/"

// isHidden says of a file whether it is a note of this program or of a system.
func isHidden(name string) bool {
	return strings.Contains("/"+strings.TrimPrefix(name, wellKnown), "/.")
}

// hasEncodedSlash finds a second way to write an address. A page has one: what
// watches over addresses, such as a proxy's rules, goes by that.
func hasEncodedSlash(u *url.URL) bool {
	return strings.Contains(strings.ToLower(u.EscapedPath()), "%2f")
}

// elsewhere finds the one address of a page that was asked for by another.
func (h *handler) elsewhere(at, name string) (canonical string, ok bool) {
	if strings.HasSuffix(at, "/index.html") {
		return strings.TrimSuffix(at, "index.html"), h.Site.HasPage(strings.TrimSuffix(at, "index.html"))
	}
	return at + "/", path.Base(name) != "index.html" && h.Site.HasPage(at+"/")
}

// isVariant says of a file whether it is only an encoding of another.
func isVariant(b *build, name string) bool {
	for _, e := range encodings {
		if plain, ok := strings.CutSuffix(name, e.suffix); ok && b.isFile(plain) {
			return true
		}
	}
	return false
}

func serveFile(w http.ResponseWriter, r *http.Request, b *build, name string) error {
	chosen, varies := choose(r, b, name)
	stored := name + chosen.suffix
	f, err := b.open(stored)
	if err != nil {
		return err
	}
	defer f.Close()
	etag, err := b.etag(stored, f)
	if err != nil {
		return err
	}
	header := w.Header()
	header.Set("Content-Type", mediaType(name))
	header.Set("Cache-Control", b.caching(name))
	header.Set("ETag", etag)
	if varies {
		header.Add("Vary", "Accept-Encoding")
	}
	if chosen.name != "" {
		header.Set("Content-Encoding", chosen.name)
	}
	return serveContent(w, r, f)
}

// choose picks the stored encoding that the client wants most, of several the
// smallest, and says whether another client would get another one.
func choose(r *http.Request, b *build, name string) (chosen encoding, varies bool) {
	most := weight(r, plainCoding)
	for _, e := range encodings {
		if !b.isFile(name + e.suffix) {
			continue
		}
		varies = true
		if wish := weight(r, e.name); wish > most || wish > 0 && wish == most && chosen.name == "" {
			chosen, most = e, wish
		}
	}
	return chosen, varies
}

// caching lets a name that changes with its content be kept for ever (RFC 8246),
// and has everything else asked for again. What must leave no trace on a telephone
// is not kept at all.
func (b *build) caching(name string) string {
	switch {
	case fingerprinted.MatchString(path.Base(name)):
		return "public, max-age=31536000, immutable"
	case b.leavesNoTrace(name):
		return "no-store"
	}
	return "no-cache"
}

func mediaType(name string) string {
	suffix := path.Ext(name)
	if known, ok := mediaTypes[suffix]; ok {
		return known
	}
	if known := mime.TypeByExtension(suffix); known != "" {
		return known
	}
	return "application/octet-stream"
}
