package catalogue

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/util"
)

// linkSchemes are what a link may begin with; anything else runs as a script, or
// leads nowhere on a telephone. The layouts let the same through
// (layouts/_markup/render-link.html).
var linkSchemes = []string{"https", "http", "mailto", "tel", "geo"}

// dialled is a telephone number as a link has it (RFC 3966).
var dialled = regexp.MustCompile(`^\+?[0-9](?:[-. ()]*[0-9]){2,}$`)

// checkLink refuses an address that is unsafe, or within the site and leads to no
// page in the reader's language. What only the built site tells (whether a file of
// static/ is there, where on a page a link leads) is looked at then.
func (l *loader) checkLink(p page, line int, address string) {
	u, err := url.Parse(resolved(address))
	switch {
	case err != nil || address == "":
		l.refusePage(p, line, "a link leads to %q, which is no address: correct it", address)
	case u.Scheme == "shortcode": // checked as what it refers to
	case u.Scheme == "tel" && !dialled.MatchString(u.Opaque):
		l.refusePage(p, line, "the link to %s calls nobody: write a number with its prefix, such as tel:+390971415507", address)
	case u.IsAbs() && !slices.Contains(linkSchemes, u.Scheme):
		l.refusePage(p, line, "the link to %s is not safe or opens nowhere: write one that begins with https:, mailto: or tel:, or the path of a page", address)
	case !u.IsAbs() && u.Host != "":
		l.refusePage(p, line, "the link to %s does not say how to get there: write https:%s", address, address)
	case u.IsAbs() || u.Path == "" || isFilePath(u.Path) || l.leadsSomewhere(p, u.Path):
	default:
		l.refusePage(p, line, "the link to %s leads to no page: correct it, or write %s", address, contentFile(l.missing(p, u.Path)))
	}
}

// resolved is an address as a browser reads it: &#106; is a j.
func resolved(address string) string {
	return string(util.ResolveEntityNames(util.ResolveNumericReferences([]byte(address))))
}

// isFilePath says of a path from the site's root whether it is that of a file, such
// as one in static/.
func isFilePath(to string) bool {
	return strings.HasPrefix(to, "/") && path.Ext(to) != "" && path.Ext(to) != ".md"
}

// checkImage wants the picture beside the page, or in static/ (then the built site
// tells): one from elsewhere would tell another who reads here.
func (l *loader) checkImage(p page, line int, address string) {
	u, err := url.Parse(resolved(address))
	switch {
	case err != nil || address == "":
		l.refusePage(p, line, "the image %q has no address: correct it", address)
	case u.Scheme == "shortcode":
	case u.IsAbs() || u.Host != "":
		l.refusePage(p, line, "the image %s is on another site, which would learn who reads this page: put a copy beside this file, and write its name alone", address)
	case !strings.HasPrefix(u.Path, "/") && !l.files[path.Join(path.Dir(p.name), u.Path)]:
		l.refusePage(p, line, "the image %s is not there: put it into the folder %s, or correct its name", address, contentFile(path.Dir(p.name)))
	}
}

// leadsSomewhere finds pages as Hugo does: /pages/privacy from the content's root
// (or /it/pages/privacy/), teams and ../teams from the folder of the page. A page
// that the language lacks is built with the Italian words. A file beside the page is
// a place too.
func (l *loader) leadsSomewhere(p page, to string) bool {
	target := l.target(p, to)
	if target == "." || l.files[target] {
		return true
	}
	own := language(path.Base(p.name))
	for name := range l.files {
		tag := language(path.Base(name))
		if strings.HasSuffix(name, ".md") && (tag == own || tag == source && own != "") && isAt(name, target) {
			return true
		}
	}
	return false
}

// isAt says whether a file holds the words of a page, or of one in its section: a
// folder beneath the content's root is a page without words too.
func isAt(name, target string) bool {
	return pageOf(name) == target || strings.HasPrefix(name, target+"/") && !strings.Contains(target, "/")
}

// target is the path of a page beneath the content's root, without a language.
func (l *loader) target(p page, to string) string {
	from := path.Dir(p.name)
	if strings.HasPrefix(to, "/") {
		from = ""
		to = strings.TrimPrefix(to, "/"+language(path.Base(p.name))+"/")
	}
	target := path.Clean(strings.Trim(path.Join(from, to), "/"))
	if strings.HasSuffix(target, ".md") {
		return pageOf(target)
	}
	return target
}

// pageOf is where the words in a file are read: offices/potenza for
// offices/potenza/index.it.md.
func pageOf(name string) string {
	file, _, _ := strings.Cut(path.Base(name), ".")
	if file == "index" || file == "_index" {
		return path.Dir(name)
	}
	return path.Join(path.Dir(name), file)
}

// missing is the file that would make the link good.
func (l *loader) missing(p page, to string) string {
	file := "index.md"
	if tag := language(path.Base(p.name)); tag != "" {
		file = "index." + tag + ".md"
	}
	return path.Join(l.target(p, to), file)
}
