package sqlite

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
)

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
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
