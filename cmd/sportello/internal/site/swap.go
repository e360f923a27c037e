package site

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// marker tells a folder that this program filled from one that somebody else did.
const marker = ".sportello-build"

// ErrNotOurs says that a folder holds something that this program did not build.
var ErrNotOurs = errors.New("the folder exists and holds something that sportello build did not make")

// Replaceable says whether a build may take the place of a folder: it is
// missing, empty, or an earlier build. Otherwise the error wraps ErrNotOurs.
func Replaceable(out string) error {
	entries, err := os.ReadDir(out)
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && len(entries) == 0:
		return nil
	case err != nil:
		return err
	}
	if _, err := os.Stat(filepath.Join(out, marker)); err != nil {
		return fmt.Errorf("%s: %w", out, ErrNotOurs)
	}
	return nil
}

// swap puts the folder built where out is, in one step where the system can,
// and removes what was there.
func swap(built, out string) error {
	if err := os.Remove(out); err == nil || errors.Is(err, fs.ErrNotExist) { // missing or empty
		return os.Rename(built, out)
	}
	if err := exchange(built, out); err != nil {
		return fmt.Errorf("putting the new pages in place: %w", err)
	}
	return os.RemoveAll(built)
}

// exchangeInSteps is for systems that cannot exchange two folders at once.
func exchangeInSteps(built, out string) error {
	aside := built + ".old"
	if err := os.Rename(out, aside); err != nil {
		return err
	}
	if err := os.Rename(built, out); err != nil {
		return errors.Join(err, os.Rename(aside, out))
	}
	return os.Rename(aside, built)
}
