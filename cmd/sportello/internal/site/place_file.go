package site

import (
	"os"
	"path/filepath"
)

// replaceFile puts a file where one is, with the rights of that one; a link stays a
// link.
func replaceFile(file string, text []byte) error {
	file, err := filepath.EvalSymlinks(file)
	if err != nil {
		return err
	}
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	return placeFile(file, text, info.Mode().Perm(), os.Rename)
}

// placeFile writes a file beside its place, and puts it there in one step.
func placeFile(file string, text []byte, mode os.FileMode, put func(from, to string) error) error {
	beside, err := os.CreateTemp(filepath.Dir(file), ".sportello-*")
	if err != nil {
		return err
	}
	defer os.Remove(beside.Name())
	_, err = beside.Write(text)
	for _, step := range []func() error{beside.Sync, func() error { return beside.Chmod(mode) }, beside.Close} {
		if e := step(); err == nil {
			err = e
		}
	}
	if err != nil {
		return err
	}
	return put(beside.Name(), file)
}
