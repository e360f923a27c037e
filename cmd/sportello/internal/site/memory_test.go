package site_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"sportello/cmd/sportello/internal/site"
)

// Given a builder that has built already, and then pages that were edited, added and
// taken away, it builds byte for byte what a builder does that remembers nothing.
func TestWhatIsRememberedChangesNothing(t *testing.T) {
	b, town := village(t)
	linked(t, town)
	for _, edit := range []func(){
		func() {
			write(t, filepath.Join(town, rightsFile), rights("[Qui](#why)\n\n## Perché {#why}\n\nParole.\n"))
		},
		func() {
			write(t, filepath.Join(town, rightsFile), rights("[Qui](#now)\n\n## Adesso {#now}\n\nAltre parole.\n"))
		},
		func() {
			write(t, filepath.Join(town, "content/pages/new/index.it.md"), rights("Una pagina nuova."))
			write(t, filepath.Join(town, hall), read(t, filepath.Join(town, hall))+"\nMore words.\n")
		},
		func() {
			if err := os.RemoveAll(filepath.Join(town, filepath.Dir(rightsFile))); err != nil {
				t.Fatal(err)
			}
		},
	} {
		edit()
		forgetful := &site.Builder{
			Town: b.Town, Overlay: b.Overlay, BaseURL: b.BaseURL, Looks: b.Looks, Pages: b.Pages, Program: b.Program,
			Cache: t.TempDir(), Now: b.Now, Log: b.Log,
		}
		again, anew := build(t, b), build(t, forgetful)
		names := files(t, anew)
		if got := files(t, again); !slices.Equal(got, names) {
			t.Fatalf("there are %q, want %q", got, names)
		}
		for _, name := range names {
			if read(t, filepath.Join(again, name)) != read(t, filepath.Join(anew, name)) {
				t.Errorf("%s is another", name)
			}
		}
	}
}

// A link to a place that an edit took away is found although the page with the link
// is as it was.
func TestARememberedPageIsLookedAtAgain(t *testing.T) {
	b, town := village(t)
	linked(t, town)
	write(t, filepath.Join(town, rightsFile), rights("[Là](/pages/other#there)\n"))
	other := filepath.Join(town, "content/pages/other/index.it.md")
	write(t, other, rights("## Là {#there}\n"))
	build(t, b)
	write(t, other, rights("## Altrove {#elsewhere}\n"))
	_, err := b.BuildTo(context.Background(), filepath.Join(t.TempDir(), "public"))
	if found := findings(err); len(found) != 1 {
		t.Errorf("found %q, want the link that leads nowhere", found)
	}
}

// A town whose content is a link to a folder elsewhere is seen to change.
func TestAChangeBehindALinkIsSeen(t *testing.T) {
	b, town := village(t)
	content, elsewhere := filepath.Join(town, "content"), filepath.Join(t.TempDir(), "elsewhere")
	if err := os.Rename(content, elsewhere); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, content); err != nil {
		t.Fatal(err)
	}
	before, err := b.Fingerprint()
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(elsewhere, "pages/new.it.md"), rights("Nuova."))
	after, err := b.Fingerprint()
	if err != nil || after == before {
		t.Errorf("after an edit it is %s, %v, as before", after, err)
	}
	real, err := filepath.EvalSymlinks(elsewhere)
	if err != nil {
		t.Fatal(err)
	}
	if folders := b.Folders(); !slices.Contains(folders, filepath.Join(real, "pages")) || !slices.Contains(folders, town) {
		t.Errorf("edits are looked for in %q", folders)
	}
}
