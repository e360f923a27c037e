package site

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"sportello/forms-api/catalogue"
)

// A build works on a copy of the town's folder as it is at one moment: facts,
// words, the privacy notice and the pages are of the same edition, whoever
// edits meanwhile.

// sources are what pages are made of, in a town's folder.
var sources = []string{"content", "static", "layouts", "i18n", "assets", "data", hugoToml}

// isText tells whether forms and desk go by a file of the town: facts and words,
// no pictures.
func isText(name string) bool {
	top, _, _ := strings.Cut(name, "/")
	switch top {
	case "content":
		return slices.Contains([]string{".toml", ".md"}, path.Ext(name))
	case "i18n", hugoToml:
		return true
	}
	return strings.HasPrefix(name, "assets/css/")
}

func isAnything(string) bool { return true }

// copyTown copies the wanted files of a town's folder.
func copyTown(town, to string, wanted func(name string) bool) error {
	for _, s := range sources {
		root, err := filepath.EvalSymlinks(filepath.Join(town, s))
		if err != nil {
			if err := gone(err); err != nil {
				return err
			}
			continue
		}
		err = filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return gone(err)
			}
			rel, err := filepath.Rel(root, file)
			if err != nil {
				return err
			}
			if name := path.Join(s, filepath.ToSlash(rel)); wanted(name) {
				return gone(copyFile(file, filepath.Join(to, filepath.FromSlash(name))))
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("copying the town's folder: %w", err)
		}
	}
	return nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	if info, err := in.Stat(); err != nil || info.IsDir() { // a link to a folder is not followed
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

// take copies the wanted files of the town, without the words of languages that
// the site has not, and lays the program's own pages beneath.
func (b *Builder) take(to string, wanted func(name string) bool) ([]catalogue.Finding, error) {
	if err := copyTown(b.Town, to, wanted); err != nil {
		return nil, err
	}
	// What is wrong with hugo.toml is told by whoever reads the edition.
	said, _ := readHugoToml(to)
	tags := said.tags()
	if len(tags) == 0 {
		return nil, b.layPages(filepath.Join(to, "content"), nil)
	}
	found, err := dropForeign(filepath.Join(to, "content"), tags)
	if err != nil {
		return nil, err
	}
	return found, b.layPages(filepath.Join(to, "content"), tags)
}
