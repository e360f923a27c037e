package seal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func givenRing(t testing.TB) *Ring {
	t.Helper()
	r, err := CreateRing(filepath.Join(t.TempDir(), "keys", "ring.toml"), noon)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Given no ring, it is made once, readable by its owner alone, and opened ever after.
func TestRingIsMadeOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys", "ring.toml")
	first, made, err := OpenOrCreate(path, noon)
	if err != nil || !made {
		t.Fatalf("made %v, %v", made, err)
	}
	again, made, err := OpenOrCreate(path, noon)
	if err != nil || made {
		t.Fatalf("made again %v, %v", made, err)
	}
	if diff := cmp.Diff(first.keys, again.keys, cmp.AllowUnexported(ringKey{})); diff != "" {
		t.Errorf("the ring read back (-made +read):\n%s", diff)
	}
	if about, err := os.Stat(path); err != nil || about.Mode().Perm() != 0o600 {
		t.Errorf("mode %v (%v), want 0600", about.Mode(), err)
	}
	if _, err := CreateRing(path, noon); !errors.Is(err, fs.ErrExist) {
		t.Errorf("creating over it: %v, want that it exists", err)
	}
	if _, err := os.Stat(path + ".new"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the temporary file: %v, want it gone", err)
	}
}

// Given several first starts at once, all of them end up with the same key.
func TestRingIsMadeByOneOfMany(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ring.toml")
	var wg sync.WaitGroup
	ids := make([]string, 8)
	for i := range ids {
		wg.Go(func() {
			for { // who meets the other's unfinished file is told so, and tries again
				r, _, err := OpenOrCreate(path, noon)
				var leftover *LeftoverError
				if errors.As(err, &leftover) {
					continue
				}
				if err != nil {
					t.Error(err)
					return
				}
				ids[i] = r.CurrentKey()
				return
			}
		})
	}
	wg.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Fatalf("keys %q, want one", ids)
		}
	}
}

// Given a file that others may read, it is refused with what to do about it.
func TestSharedRingIsRefused(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("its mode bits mean nothing")
	}
	r := givenRing(t)
	for _, mode := range []os.FileMode{0o640, 0o604, 0o660} {
		if err := os.Chmod(r.path, mode); err != nil {
			t.Fatal(err)
		}
		_, err := OpenRing(r.path)
		var shared *SharedError
		if !errors.As(err, &shared) || shared.Hint() != "chmod 600 "+r.path {
			t.Errorf("mode %o: %v, want to be told to chmod", mode, err)
		}
	}
}

// Given the file, a person can copy it from paper: letters in groups, any case,
// with the usual mistakes; a wrong letter is noticed.
func TestRingOnPaper(t *testing.T) {
	r := givenRing(t)
	text, err := os.ReadFile(r.path)
	if err != nil {
		t.Fatal(err)
	}
	key := regexp.MustCompile(`key = '([0-9A-Z]{4}(?:-[0-9A-Z]{4}){13})'`).FindSubmatch(text)
	if key == nil || !strings.Contains(string(text), "created = 2026-11-22T12:00:00Z") {
		t.Fatalf("no key in groups, or no date:\n%s", text)
	}
	copied := string(key[1])
	for _, written := range []string{
		copied,
		strings.ToLower(copied),
		strings.ReplaceAll(copied, "-", " "),
		strings.NewReplacer("0", "O", "1", "l").Replace(copied),
	} {
		if secret, err := parseKey(written); err != nil || !cmp.Equal(secret, r.lasting()) {
			t.Errorf("%q: %v", written, err)
		}
	}
	for _, wrong := range []string{"", copied[5:], copied + "-0000", mistyped(copied), "U" + copied[1:]} {
		if _, err := parseKey(wrong); err == nil {
			t.Errorf("%q was taken for the key", wrong)
		}
	}
}

// mistyped has another first letter.
func mistyped(key string) string {
	if key[0] == 'A' {
		return "B" + key[1:]
	}
	return "A" + key[1:]
}

// Given a file that is no ring, it is refused.
func TestSpoiltRingIsRefused(t *testing.T) {
	key := formatKey(make([]byte, keySize))
	for name, text := range map[string]string{
		"empty":       "",
		"no TOML":     "keys",
		"unknown key": "[[keys]]\nid = 'a'\nkey = '" + key + "'\nkye = 1\n",
		"no id":       "[[keys]]\nkey = '" + key + "'\n",
		"same id":     "[[keys]]\nid = 'a'\nkey = '" + key + "'\n[[keys]]\nid = 'a'\nkey = '" + key + "'\n",
		"short key":   "[[keys]]\nid = 'a'\nkey = '" + key[:54] + "'\n",
	} {
		if _, err := parseRing([]byte(text)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// Given a rotation, the new key seals, the file has both, and what was sealed
// before opens with the ring read from the file.
func TestRotationKeepsOldRecordsReadable(t *testing.T) {
	r := givenRing(t)
	old, sealed := sealedRecord(t, r, "before")
	index := r.Index("phone", "+393331234567")
	rotated, err := r.Rotate(noon.AddDate(1, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	read, err := OpenRing(r.path)
	if err != nil {
		t.Fatal(err)
	}
	for name, ring := range map[string]*Ring{"rotated": rotated, "read": read} {
		if ring.CurrentKey() == r.CurrentKey() || len(ring.keys) != 2 {
			t.Errorf("%s: %d keys, the current one is %s", name, len(ring.keys), ring.CurrentKey())
		}
		if plain, err := openRecord(ring, old, sealed); err != nil || plain != "before" {
			t.Errorf("%s: the old record says %q (%v)", name, plain, err)
		}
		fresh, err := ring.NewKey(old.record)
		if err != nil || fresh.Wrapped().RingKey != ring.CurrentKey() {
			t.Errorf("%s: a new record is wrapped by another key (%v)", name, err)
		}
		if !cmp.Equal(index, ring.Index("phone", "+393331234567")) {
			t.Errorf("%s: the blind index changed", name)
		}
	}
}

// Given a ring that another process rotated meanwhile, no key of it is lost.
func TestRotationLosesNoKey(t *testing.T) {
	r := givenRing(t)
	if _, err := r.Rotate(noon); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Rotate(noon); err == nil {
		t.Error("a ring of the past was rotated")
	}
	if err := os.WriteFile(r.path+".new", nil, 0o600); err != nil { // as an interrupted rotation leaves it
		t.Fatal(err)
	}
	read, err := OpenRing(r.path)
	if err != nil || len(read.keys) != 2 {
		t.Fatalf("%v, want two keys", err)
	}
	_, err = read.Rotate(noon)
	var leftover *LeftoverError
	if !errors.As(err, &leftover) || leftover.Hint() == "" {
		t.Errorf("beside an unfinished file: %v", err)
	}
}
