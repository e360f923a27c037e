package sqlite

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// place puts the files, and then the database, where they belong. The last
// rename decides: before it the old database is there, after it the new one.
func (r *Restoration) place(d draft, files map[string][]byte) (aside []string, err error) {
	folder := filepath.Dir(r.Path)
	for name, content := range files {
		kept, err := r.placeFile(filepath.Join(folder, name), content)
		if err != nil {
			return aside, err
		}
		aside = append(aside, kept...)
	}
	kept, err := r.keepAside(r.Path)
	if err != nil {
		return aside, err
	}
	aside = append(aside, kept...)
	if err := r.clearLog(); err != nil {
		return aside, err
	}
	return aside, d.replace(r.Path)
}

func (r *Restoration) placeFile(path string, content []byte) (aside []string, err error) {
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, content) {
		return nil, nil
	}
	if aside, err = r.keepAside(path); err != nil {
		return nil, err
	}
	d, err := newDraft(path)
	if err != nil {
		return aside, err
	}
	defer d.discard()
	if err := os.WriteFile(string(d), content, 0o600); err != nil {
		return aside, err
	}
	return aside, d.replace(path)
}

// keepAside gives a file a second, dated name, if it exists. The first one stays
// until something replaces it, so that there is no moment without a file.
func (r *Restoration) keepAside(path string) (aside []string, err error) {
	name := r.asideName(path)
	err = os.Link(path, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case errors.Is(err, fs.ErrExist):
		return nil, &InTheWayError{Path: name}
	case err != nil: // a file system without links
		err = os.Rename(path, name)
	}
	return []string{name}, err
}

func (r *Restoration) asideName(path string) string {
	return path + ".before-restore." + r.Now().UTC().Format(stamp)
}

// clearLog moves a write-ahead log that is still there (the old database was
// damaged, or is gone) away with the old database: it must never be applied to
// the new one.
func (r *Restoration) clearLog() error {
	err := os.Rename(r.Path+"-wal", r.asideName(r.Path)+"-wal")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	err = os.Remove(r.Path + "-shm")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
