package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// folders are the places that flags name, the same in every command.
type folders struct {
	site string // content/, static/, hugo.toml, sportello.toml
	data string // the database and what can be built again
	keys string // the key ring's file; empty: the default
}

func (f *folders) siteFlag(flags *flag.FlagSet) {
	flags.StringVar(&f.site, "site", ".", "`DIR`: the folder with content/, static/, hugo.toml and sportello.toml")
}

func (f *folders) dataFlags(flags *flag.FlagSet) {
	flags.StringVar(&f.data, "data", "var", "`DIR`: the folder with the database")
	flags.StringVar(&f.keys, "keys", "", "`FILE`: the key ring, outside of the data folder (default: SPORTELLO_KEYS, or your configuration folder)")
}

// townFolder is the absolute path of the site's folder, which must hold a site.
func (f *folders) townFolder() (string, error) {
	town, err := filepath.Abs(f.site)
	if err != nil {
		return "", cannot(err)
	}
	for _, needed := range []string{"hugo.toml", "content"} {
		if _, err := os.Stat(filepath.Join(town, needed)); err != nil {
			return "", cannot(hint(fmt.Errorf("%s is not a site's folder: it has no %s", f.site, needed),
				"name the folder with hugo.toml and content/: --site DIR"))
		}
	}
	return town, nil
}

// readTown reads the settings of the site's folder too.
func (f *folders) readTown() (town string, settings config, err error) {
	if town, err = f.townFolder(); err != nil {
		return "", config{}, err
	}
	settings, err = readConfig(town)
	return town, settings, err
}

func (f *folders) dataFolder() (string, error) {
	data, err := filepath.Abs(f.data)
	return data, cannot(err)
}

func (f *folders) database() string { return filepath.Join(f.data, "sportello.db") }

// keyFile is where the ring of keys is: what --keys names, or SPORTELLO_KEYS,
// or the user's configuration folder. Who copies the data folder must not get
// the keys with it, so that a ring inside it is refused.
func (f *folders) keyFile(env func(string) string) (string, error) {
	file := f.keys
	if file == "" {
		file = env("SPORTELLO_KEYS")
	}
	if file == "" {
		config, err := os.UserConfigDir()
		if err != nil {
			return "", cannot(hint(fmt.Errorf("there is no folder for the key ring (%w)", err), "name its file: --keys FILE, or SPORTELLO_KEYS=FILE"))
		}
		file = filepath.Join(config, "sportello", "keys.toml")
	}
	file, err := filepath.Abs(file)
	if err != nil {
		return "", cannot(err)
	}
	if inside(file, f.data) {
		return "", cannot(hint(fmt.Errorf("the key ring %s is inside the data folder %s", file, f.data),
			"keep it elsewhere, and out of every backup: --keys FILE"))
	}
	return file, nil
}

// inside tells whether a file is within a folder, links followed.
func inside(file, folder string) bool {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return false
	}
	rel, err := filepath.Rel(resolved(folder), resolved(file))
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// resolved follows the links of what exists of a path.
func resolved(path string) string {
	real, err := filepath.EvalSymlinks(path)
	if err == nil {
		return real
	}
	if parent := filepath.Dir(path); errors.Is(err, os.ErrNotExist) && parent != path {
		return filepath.Join(resolved(parent), filepath.Base(path))
	}
	return path
}
