package site

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
)

// Fingerprint changes when a build would give other pages: a file of the town
// or of the desk was touched, the program is another one, a new day began.
func (b *Builder) Fingerprint() (string, error) {
	zone, err := time.LoadLocation(catalogue.DefaultZone)
	if err != nil {
		return "", fmt.Errorf("looking for changes: %w", err)
	}
	sum := sha256.New()
	fmt.Fprintln(sum, b.BaseURL, b.Demo, formsapi.DateOf(b.Now().In(zone)))
	paths := []string{b.Program, b.Overlay}
	for _, s := range sources {
		paths = append(paths, filepath.Join(b.Town, s))
	}
	for _, p := range paths {
		if err := stamp(sum, p); err != nil {
			return "", fmt.Errorf("looking for changes: %w", err)
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// stamp notes name, size and time of every file; a file that vanishes meanwhile
// is simply not there.
func stamp(sum hash.Hash, root string) error {
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return gone(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			return gone(err)
		}
		if !info.IsDir() {
			fmt.Fprintln(sum, path, info.Size(), info.ModTime().UnixNano())
		}
		return nil
	})
}

func gone(err error) error {
	if os.IsNotExist(err) {
		return nil
	}
	return err
}
