package site

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
)

// Fingerprint changes when a build would give other pages: a file of the town
// or of the desk says something else, the program is another one, a new day began.
// A file that was merely written again, as by a checkout, is no change.
func (b *Builder) Fingerprint() (string, error) {
	days, err := b.days()
	if err != nil {
		return "", fmt.Errorf("looking for changes: %w", err)
	}
	sum := sha256.New()
	fmt.Fprintln(sum, b.BaseURL, b.Demo, days)
	if err := stamp(sum, b.Program); err != nil {
		return "", fmt.Errorf("looking for changes: %w", err)
	}
	files, err := b.look()
	if err != nil {
		return "", fmt.Errorf("looking for changes: %w", err)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(sum, "%q %x\n", name, files[name].says)
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

// Today is the day that it is in Italy.
func (b *Builder) Today() formsapi.Date { return formsapi.DateOf(b.Now().In(Zone())) }

// Zone is where the days of the site as a whole begin; an office may hang its clock
// elsewhere.
func Zone() *time.Location {
	zone, err := time.LoadLocation(catalogue.DefaultZone)
	if err != nil {
		return time.UTC // a system without zones, and a program without its own
	}
	return zone
}

// stamp notes size and time of a file that is too long to be read for this; one
// that is not there is noted as nothing.
func stamp(sum io.Writer, file string) error {
	info, err := os.Stat(file)
	if err != nil {
		return gone(err)
	}
	fmt.Fprintln(sum, file, info.Size(), info.ModTime().UnixNano())
	return nil
}

func gone(err error) error {
	if os.IsNotExist(err) {
		return nil
	}
	return err
}
