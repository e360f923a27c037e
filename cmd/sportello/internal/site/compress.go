package site

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"golang.org/x/sync/errgroup"
)

// textFiles are the endings of what compresses well.
var textFiles = []string{".css", ".csv", ".html", ".ics", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml"}

// A squeezer writes x.br and x.gz beside each text file x of a site. What it
// has compressed once it keeps by the SHA-256 of its content: most of a rebuilt
// site is as it was.
type squeezer struct {
	kept string // folder
	mu   sync.Mutex
	used map[string]bool
}

func (s *squeezer) squeeze(ctx context.Context, public string) error {
	if err := os.MkdirAll(s.kept, 0o755); err != nil {
		return err
	}
	s.used = map[string]bool{}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	err := filepath.WalkDir(public, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains(textFiles, filepath.Ext(path)) {
			return err
		}
		group.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return s.file(path)
		})
		return nil
	})
	if err := group.Wait(); err != nil {
		return fmt.Errorf("compressing the pages: %w", err)
	}
	if err != nil {
		return fmt.Errorf("compressing the pages: %w", err)
	}
	return s.forget()
}

func (s *squeezer) file(path string) error {
	plain, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(plain)
	for ending, compress := range map[string]func([]byte) ([]byte, error){".br": brotliFor(path), ".gz": gzipped} {
		name := hex.EncodeToString(sum[:]) + ending
		s.mu.Lock()
		s.used[name] = true
		s.mu.Unlock()
		if err := s.place(filepath.Join(s.kept, name), path+ending, plain, compress); err != nil {
			return err
		}
	}
	return nil
}

// place links what is kept into the site; neither is ever written to again.
func (s *squeezer) place(kept, path string, plain []byte, compress func([]byte) ([]byte, error)) error {
	if os.Link(kept, path) == nil {
		return nil
	}
	small, err := compress(plain)
	if err != nil {
		return err
	}
	if err := os.WriteFile(path, small, 0o644); err != nil {
		return err
	}
	// Two equal files race for one name, and some file systems have no links:
	// the next build then compresses again, which harms nobody.
	_ = os.Link(path, kept)
	return nil
}

// forget removes what this site no longer holds.
func (s *squeezer) forget() error {
	entries, err := os.ReadDir(s.kept)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !s.used[e.Name()] {
			if err := os.Remove(filepath.Join(s.kept, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// Writers are used again: making one costs more than a page does.
var (
	brotliRead    = sync.Pool{New: func() any { return brotli.NewWriterLevel(nil, readQuality) }}
	brotliFetched = sync.Pool{New: func() any { return brotli.NewWriterLevel(nil, fetchedQuality) }}
	gzipWriters   = sync.Pool{New: func() any {
		w, _ := gzip.NewWriterLevel(nil, gzip.BestCompression) // the level is one that there is
		return w
	}}
)

// brotliFor chooses by a file's path how well it is compressed.
func brotliFor(path string) func(plain []byte) ([]byte, error) {
	pool := &brotliFetched
	poster := strings.HasSuffix(filepath.ToSlash(path), "/poster/index.html")
	if slices.Contains([]string{".html", ".css", ".js"}, filepath.Ext(path)) && !poster {
		pool = &brotliRead
	}
	return func(plain []byte) ([]byte, error) { return squeezedBy(pool, plain) }
}

func gzipped(plain []byte) ([]byte, error) { return squeezedBy(&gzipWriters, plain) }

func squeezedBy(pool *sync.Pool, plain []byte) ([]byte, error) {
	var small bytes.Buffer
	w := pool.Get().(interface {
		io.WriteCloser
		Reset(io.Writer)
	})
	defer pool.Put(w)
	w.Reset(&small)
	if _, err := w.Write(plain); err != nil {
		return nil, err
	}
	err := w.Close()
	return small.Bytes(), err
}
