package seal

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/pelletier/go-toml/v2"
)

// ringFile is the file as TOML.
type ringFile struct {
	Keys []fileKey `toml:"keys"`
}

type fileKey struct {
	ID      string    `toml:"id"`
	Created time.Time `toml:"created"`
	Key     string    `toml:"key"`
}

const ringHeading = `# The keys of this sportello. Without this file nobody can read what people
# wrote, you included: keep a copy on paper, locked away, and never beside a
# backup. The last key seals what is new; the others open what is older.

`

// OpenRing reads a ring. A file that does not exist is fs.ErrNotExist; one that
// others may read, or that holds a mistyped key, is refused.
func OpenRing(path string) (*Ring, error) {
	if err := refuseShared(path); err != nil {
		return nil, err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the keys: %w", err)
	}
	keys, err := parseRing(text)
	if err != nil {
		return nil, fmt.Errorf("reading the keys in %s: %w", path, err)
	}
	return newRing(path, keys)
}

// CreateRing makes a ring of one new key, and its folder. A file that exists
// already is fs.ErrExist and stays as it is.
func CreateRing(path string, now time.Time) (*Ring, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("making the folder for the keys: %w", err)
	}
	keys := []ringKey{newRingKey(now)}
	if err := writeRing(path, keys, os.Link); err != nil {
		return nil, fmt.Errorf("writing the first key: %w", err)
	}
	return newRing(path, keys)
}

// OpenOrCreate reads the ring, or makes it where there is none and says so.
func OpenOrCreate(path string, now time.Time) (r *Ring, made bool, err error) {
	r, err = OpenRing(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return r, false, err
	}
	r, err = CreateRing(path, now)
	if errors.Is(err, fs.ErrExist) { // another process was faster
		r, err = OpenRing(path)
		return r, false, err
	}
	return r, err == nil, err
}

// Rotate adds a key, which becomes the current one, to the file, and returns
// the ring with it. The ring that it is called on stays as it was.
func (r *Ring) Rotate(now time.Time) (*Ring, error) {
	add := func(from, to string) error {
		stored, err := OpenRing(to) // read while the new file keeps other rotations out
		if err != nil {
			return err
		}
		if stored.CurrentKey() != r.CurrentKey() {
			return fmt.Errorf("the keys in %s were changed meanwhile", to)
		}
		return os.Rename(from, to)
	}
	keys := append(r.keys[:len(r.keys):len(r.keys)], newRingKey(now))
	if err := writeRing(r.path, keys, add); err != nil {
		return nil, fmt.Errorf("adding a key: %w", err)
	}
	return newRing(r.path, keys)
}

func formatRing(keys []ringKey) ([]byte, error) {
	file := ringFile{}
	for _, k := range keys {
		file.Keys = append(file.Keys, fileKey{ID: k.id, Created: k.created, Key: formatKey(k.secret)})
	}
	text, err := toml.Marshal(file)
	return append([]byte(ringHeading), text...), err
}

func parseRing(text []byte) ([]ringKey, error) {
	var file ringFile
	if err := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(&file); err != nil {
		return nil, err
	}
	if len(file.Keys) == 0 {
		return nil, errors.New("there is no key in it")
	}
	var keys []ringKey
	seen := map[string]bool{}
	for _, k := range file.Keys {
		secret, err := parseKey(k.Key)
		if err != nil {
			return nil, fmt.Errorf("key %q: %w", k.ID, err)
		}
		if k.ID == "" || seen[k.ID] {
			return nil, fmt.Errorf("key %q: each key needs an id of its own", k.ID)
		}
		seen[k.ID] = true
		keys = append(keys, ringKey{id: k.ID, created: k.Created, secret: secret})
	}
	return keys, nil
}
