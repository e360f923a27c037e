package site

import (
	"crypto/sha256"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// A glance is a file of the town or of the desk as it was looked at. It is read again
// only when its size or its time is another: this is done every second.
type glance struct {
	size int64 // bytes
	at   time.Time
	says [sha256.Size]byte
}

// look reads what of the town and of the desk has changed, by name as seen from the
// town, with slashes; the desk's by its own name. A file that vanishes meanwhile is
// simply not there.
func (b *Builder) look() (map[string]glance, error) {
	b.looking.Lock()
	defer b.looking.Unlock()
	files := map[string]glance{}
	if err := b.glanceAt(files, b.Overlay, filepath.Base(b.Overlay)); err != nil {
		return nil, err
	}
	for _, s := range sources {
		root := resolved(filepath.Join(b.Town, s))
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return gone(err)
			}
			rel, err := filepath.Rel(root, path)
			if err != nil {
				return err
			}
			return b.glanceAt(files, path, filepath.ToSlash(filepath.Join(s, rel)))
		})
		if err != nil {
			return nil, err
		}
	}
	b.files = files
	return files, nil
}

func (b *Builder) glanceAt(files map[string]glance, path, name string) error {
	info, err := os.Stat(path)
	if err != nil || info.IsDir() {
		return gone(err)
	}
	g, known := b.files[name]
	if !known || g.size != info.Size() || !g.at.Equal(info.ModTime()) {
		g = glance{size: info.Size(), at: info.ModTime()}
		if g.says, err = digestOfFile(path); err != nil {
			return gone(err)
		}
	}
	files[name] = g
	return nil
}

func digestOfFile(path string) (sum [sha256.Size]byte, err error) {
	file, err := os.Open(path)
	if err != nil {
		return sum, err
	}
	defer file.Close()
	all := sha256.New()
	if _, err := io.Copy(all, file); err != nil {
		return sum, err
	}
	all.Sum(sum[:0])
	return sum, nil
}

// Changed names the files that the latest Fingerprint has found otherwise than the one
// before the last call of Changed; where none was called, all of them.
func (b *Builder) Changed() []string {
	b.looking.Lock()
	defer b.looking.Unlock()
	var names []string
	for name, g := range b.files {
		if before, known := b.told[name]; !known || before.says != g.says {
			names = append(names, name)
		}
	}
	for name := range b.told {
		if _, stands := b.files[name]; !stands {
			names = append(names, name)
		}
	}
	b.told = b.files
	slices.Sort(names)
	return names
}
