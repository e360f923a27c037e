package web

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
)

// keptBuilds is how many builds are served at once: the pages of the newest,
// and of those before it the assets that open pages may still ask for.
const keptBuilds = 3

// fingerprinted is a name that changes with the content: Hugo puts its MD5 there,
// half as long as the SHA-256 that a town's own layouts may have.
var fingerprinted = regexp.MustCompile(`\.[0-9a-f]{32}(?:[0-9a-f]{32})?\.`)

// A Site is the built pages that are being served. It may be swapped at any
// moment: an answer is made from one build only.
type Site struct {
	builds atomic.Pointer[[]*build] // newest first
	mu     sync.Mutex               // of Swap
}

// A build is one folder that Hugo filled. Its root lets nobody out of it.
type build struct {
	dir    string
	root   *os.Root
	etags  sync.Map // file name to strong ETag
	secret sync.Map // page to whether it must leave no trace
	titles sync.Map // path of a page to its heading
}

// NewSite makes a site without pages: until the first Swap it has none.
func NewSite() *Site {
	s := &Site{}
	s.builds.Store(&[]*build{})
	return s
}

// Swap serves the pages of dir from now on.
func (s *Site) Swap(dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("opening the built pages: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	kept := append([]*build{{dir: dir, root: root}}, *s.builds.Load()...)
	var dropped []*build
	if len(kept) > keptBuilds {
		kept, dropped = kept[:keptBuilds], kept[keptBuilds:]
	}
	s.builds.Store(&kept)
	for _, b := range dropped {
		_ = b.root.Close() // files that are being sent stay open
	}
	return nil
}

// Serving lists the folders that are needed still, newest first; any older one
// may be deleted.
func (s *Site) Serving() []string {
	var dirs []string
	for _, b := range *s.builds.Load() {
		dirs = append(dirs, b.dir)
	}
	return dirs
}

// HasPage tells whether a path, such as /it/offices/potenza/, is a page that
// is served now (formsapi.Pages).
func (s *Site) HasPage(at string) bool {
	if !strings.HasPrefix(at, "/") || !strings.HasSuffix(at, "/") || isTemplate(at) {
		return false
	}
	builds := *s.builds.Load()
	return len(builds) > 0 && builds[0].isFile(strings.TrimPrefix(at, "/")+"index.html")
}

// page reads a built page by its path.
func (s *Site) page(at string) ([]byte, error) {
	return s.read(strings.TrimPrefix(at, "/") + "index.html")
}

func (s *Site) read(name string) ([]byte, error) {
	builds := *s.builds.Load()
	if len(builds) == 0 {
		return nil, fmt.Errorf("reading %s: %w", name, fs.ErrNotExist)
	}
	content, err := builds[0].root.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("reading a built page: %w", err)
	}
	return content, nil
}

// find looks a file up: any of the newest build, fingerprinted assets of the others too.
func (s *Site) find(name string) (*build, bool) {
	for i, b := range *s.builds.Load() {
		if b.isFile(name) {
			return b, true
		}
		if i == 0 && !fingerprinted.MatchString(path.Base(name)) {
			break
		}
	}
	return nil, false
}

func (b *build) isFile(name string) bool {
	if !fs.ValidPath(name) {
		return false
	}
	found, err := b.root.Stat(name)
	return err == nil && found.Mode().IsRegular()
}

// isTemplate says of a path whether it is the page that requests are shown with.
func isTemplate(at string) bool {
	parts := strings.Split(strings.Trim(path.Clean(at), "/"), "/")
	return len(parts) >= 3 && parts[1] == "appointments" && parts[2] == "request"
}

func (b *build) open(name string) (*os.File, error) {
	f, err := b.root.Open(name)
	if err != nil {
		return nil, fmt.Errorf("opening a built file: %w", err)
	}
	return f, nil
}

// etag is strong: it names the bytes (RFC 9110 8.8.3), so that each encoding
// of a page has its own.
func (b *build) etag(name string, f io.ReadSeeker) (string, error) {
	if known, ok := b.etags.Load(name); ok {
		return known.(string), nil
	}
	tag, err := hashOf(f)
	if err != nil {
		return "", fmt.Errorf("hashing a built file: %w", err)
	}
	b.etags.Store(name, tag)
	return tag, nil
}

// noTrace is how a page's first element says that nobody may save the page.
var noTrace = []byte(`data-offline="never"`)

// leavesNoTrace says of a file whether it is such a page.
func (b *build) leavesNoTrace(name string) bool {
	if path.Ext(name) != ".html" {
		return false
	}
	if known, ok := b.secret.Load(name); ok {
		return known.(bool)
	}
	content, err := b.root.ReadFile(name)
	start, _, _ := bytes.Cut(content, []byte("<head"))
	secret := err == nil && bytes.Contains(start, noTrace)
	b.secret.Store(name, secret)
	return secret
}
