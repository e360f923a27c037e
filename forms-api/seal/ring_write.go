package seal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// writeRing writes a new file whole and durably, then lets place put it where
// it belongs. The new file's fixed name keeps a second writer out.
func writeRing(path string, keys []ringKey, place func(from, to string) error) error {
	text, err := formatRing(keys)
	if err != nil {
		return err
	}
	fresh := path + ".new"
	if err := writeDurably(fresh, text); err != nil {
		return err
	}
	defer os.Remove(fresh)
	if err := place(fresh, path); err != nil {
		return err
	}
	return syncFolder(path)
}

func writeDurably(path string, text []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return &LeftoverError{Path: path}
	}
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Sync(), f.Close())
}

// syncFolder makes a file's name as durable as its content.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" { // which has no such thing
		return nil
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
