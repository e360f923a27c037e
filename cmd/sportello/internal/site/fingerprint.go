package site

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
)

// Fingerprint changes when a build would give other pages: a file of the town
// or of the desk was touched, the program is another one, a new day began.
func (b *Builder) Fingerprint() (string, error) {
	days, err := b.days()
	if err != nil {
		return "", fmt.Errorf("looking for changes: %w", err)
	}
	sum := sha256.New()
	fmt.Fprintln(sum, b.BaseURL, b.Demo, days)
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

// zoneLine is where an office's facts name its zone.
var zoneLine = regexp.MustCompile(`(?m)^\s*timezone\s*=\s*["']([^"']+)["']`)

// days are the dates that the offices' calendars show, by their zones: midnight
// comes to each at its own time. Facts with an error do not keep the others waiting.
func (b *Builder) days() (map[string]formsapi.Date, error) {
	days := map[string]formsapi.Date{}
	b.day(days, catalogue.DefaultZone)
	offices, err := filepath.Glob(filepath.Join(b.Town, "content", "offices", "*", "office.toml"))
	if err != nil {
		return nil, err
	}
	for _, office := range offices {
		facts, err := os.ReadFile(office)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		for _, zone := range zoneLine.FindAllSubmatch(facts, -1) {
			b.day(days, string(zone[1]))
		}
	}
	return days, nil
}

func (b *Builder) day(days map[string]formsapi.Date, name string) {
	if zone, err := time.LoadLocation(name); err == nil {
		days[name] = formsapi.DateOf(b.Now().In(zone))
	}
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
