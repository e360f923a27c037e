package site

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// A workshop is the temporary folder in which one build happens: the copy of the
// town's folder, the program's looks as a Hugo theme (so that the town's own files
// of the same name win), what templates show as the theme's data, and what the
// program says to Hugo beside the town's hugo.toml.
type workshop string

const themeName = "sportello"

func (w workshop) town() string      { return filepath.Join(string(w), "town") }
func (w workshop) public() string    { return filepath.Join(string(w), "public") }
func (w workshop) machinery() string { return filepath.Join(string(w), "machinery.toml") }
func (w workshop) generated() string { return filepath.Join(string(w), "generated.json") }
func (w workshop) themes() string    { return filepath.Join(string(w), "themes") }
func (w workshop) looks() string     { return filepath.Join(w.themes(), themeName) }

// equip unpacks the looks and writes what this build is about.
func (w workshop) equip(looks fs.FS, derived []byte, config map[string]any) error {
	if err := os.CopyFS(w.looks(), looks); err != nil {
		return fmt.Errorf("unpacking the program's layouts: %w", err)
	}
	data := filepath.Join(w.looks(), "data")
	if err := os.MkdirAll(data, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(data, "sportello.json"), derived, 0o644); err != nil {
		return err
	}
	text, err := json.Marshal(config)
	if err != nil {
		return fmt.Errorf("writing Hugo's configuration: %w", err)
	}
	if err := os.WriteFile(w.machinery(), machinery, 0o644); err != nil {
		return err
	}
	return os.WriteFile(w.generated(), text, 0o644)
}
