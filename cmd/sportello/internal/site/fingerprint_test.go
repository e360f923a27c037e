package site_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"sportello/cmd/sportello/internal/site"
)

func TestFingerprintFollowsWhatPagesAreMadeOf(t *testing.T) {
	changes := map[string]func(b *site.Builder, town string){
		"an edit":              func(_ *site.Builder, town string) { write(t, filepath.Join(town, "content/new.en.md"), "x") },
		"a closure":            func(b *site.Builder, _ string) { write(t, b.Overlay, "[[closures]]") },
		"a layout of the town": func(_ *site.Builder, town string) { write(t, filepath.Join(town, "layouts/x.html"), "x") },
		"another address":      func(b *site.Builder, _ string) { b.BaseURL = "https://elsewhere.example/" },
		"midnight in Italy":    func(b *site.Builder, _ string) { b.Now = func() time.Time { return noon.Add(13 * time.Hour) } },
	}
	for given, change := range changes {
		b, town := village(t)
		before, err := b.Fingerprint()
		if err != nil {
			t.Fatal(err)
		}
		if same, _ := b.Fingerprint(); same != before {
			t.Errorf("the fingerprint of the same site changed from %s to %s", before, same)
		}
		change(b, town)
		if after, err := b.Fingerprint(); err != nil || after == before {
			t.Errorf("after %s the fingerprint is %s, %v, as before", given, after, err)
		}
	}
}

// Given files that are written again as they were, nothing has changed; of an edit, a
// new file and one that is gone, exactly these are named.
func TestOnlyWhatAFileSaysIsAChange(t *testing.T) {
	b, town := village(t)
	office := filepath.Join(town, "content/offices/hall/office.toml")
	write(t, filepath.Join(town, "content/old.it.md"), "x")
	before, err := b.Fingerprint()
	if err != nil {
		t.Fatal(err)
	}
	if all := b.Changed(); !slices.Contains(all, "content/offices/hall/office.toml") {
		t.Errorf("at first %q are there", all)
	}
	write(t, office, read(t, office))
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(office, later, later); err != nil {
		t.Fatal(err)
	}
	if after, err := b.Fingerprint(); err != nil || after != before || len(b.Changed()) > 0 {
		t.Errorf("a file that says the same makes it %s, %v, instead of %s", after, err, before)
	}
	write(t, office, read(t, office)+"\n")
	write(t, filepath.Join(town, "content/new.it.md"), "x")
	write(t, b.Overlay, "[[closures]]")
	if err := os.Remove(filepath.Join(town, "content/old.it.md")); err != nil {
		t.Fatal(err)
	}
	if after, err := b.Fingerprint(); err != nil || after == before {
		t.Errorf("after edits it is %s, %v, as before", after, err)
	}
	want := []string{filepath.Base(b.Overlay), "content/new.it.md", "content/offices/hall/office.toml", "content/old.it.md"}
	if changed := b.Changed(); !slices.Equal(changed, want) {
		t.Errorf("these have changed: %q, want %q", changed, want)
	}
}

// Midnight comes to each office at its own time.
func TestFingerprintFollowsTheZonesOfTheOffices(t *testing.T) {
	const lisbon = "timezone = \"Europe/Lisbon\"\n"
	for given, want := range map[string]bool{"": false, "# " + lisbon: false, lisbon: true} {
		b, town := village(t)
		office := filepath.Join(town, "content/offices/hall/office.toml")
		write(t, office, given+read(t, office))
		at := time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC) // past midnight in Rome, not in Lisbon
		b.Now = func() time.Time { return at }
		before, err := b.Fingerprint()
		if err != nil {
			t.Fatal(err)
		}
		at = at.Add(time.Hour)
		if after, err := b.Fingerprint(); err != nil || (after != before) != want {
			t.Errorf("with %q midnight in Lisbon makes another fingerprint: %t, %v", given, after != before, err)
		}
	}
}
