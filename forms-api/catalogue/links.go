package catalogue

import (
	"net/url"
	"path"
	"strings"
)

// checkLink refuses an address within the site that leads to no page in the
// reader's language. Where on a page it leads is not looked at: layouts have
// anchors of their own.
func (l *loader) checkLink(p page, line int, address string) {
	u, err := url.Parse(address)
	if err != nil || address == "" {
		l.refusePage(p, line, "a link leads to %q, which is no address: correct it", address)
		return
	}
	if u.IsAbs() || u.Host != "" || u.Path == "" || l.leadsSomewhere(p, u.Path) {
		return
	}
	l.refusePage(p, line, "the link to %s leads to no page: correct it, or write %s", address, contentFile(l.missing(p, u.Path)))
}

// leadsSomewhere finds pages as Hugo does: /pages/privacy from the content's root
// (or /it/pages/privacy/), teams and ../teams from the folder of the page. A file
// beside the page is a place too.
func (l *loader) leadsSomewhere(p page, to string) bool {
	target := l.target(p, to)
	if target == "." || l.files[target] {
		return true
	}
	for name := range l.files {
		if strings.HasSuffix(name, ".md") && language(path.Base(name)) == language(path.Base(p.name)) && isAt(name, target) {
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
