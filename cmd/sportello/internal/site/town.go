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
	return eachFile(town, to, wanted, copyFile)
}

// eachFile does with each wanted file of a town's folder and with its like in
// another.
func eachFile(town, to string, wanted func(name string) bool, do func(from, to string) error) error {
	for _, s := range sources {
		root, err := filepath.EvalSymlinks(filepath.Join(town, s))
		if err != nil {
			if err := gone(err); err != nil {
				return err
			}
			continue
		}
		err = filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !isFile(file, d) {
				return gone(err)
			}
			rel, err := filepath.Rel(root, file)
			if err != nil {
				return err
			}
			if name := path.Join(s, filepath.ToSlash(rel)); wanted(name) {
				return gone(do(file, filepath.Join(to, filepath.FromSlash(name))))
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("copying the town's folder: %w", err)
		}
	}
	return nil
}

// contentNames are the files of the content, the town's and the program's own, as
// seen from its folder.
func (b *Builder) contentNames() (names []string, err error) {
	err = eachFile(b.Town, b.Town, func(name string) bool {
		within, isContent := strings.CutPrefix(name, "content/")
		if isContent {
			names = append(names, within)
		}
		return false
	}, nil)
	if err != nil {
		return nil, err
	}
	err = fs.WalkDir(b.Pages, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, name)
		}
		return err
	})
	return names, err
}

// isFile leaves out what is there to be waited for: whoever opens a pipe or a device
// hangs. A link counts as what it leads to.
func isFile(name string, d fs.DirEntry) bool {
	if d.Type().IsRegular() {
		return true
	}
	info, err := os.Stat(name)
	return d.Type()&fs.ModeSymlink != 0 && err == nil && info.Mode().IsRegular()
}

// moveFile is for a copy that nobody needs where it is.
func moveFile(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.Rename(from, to)
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
	found, err := dropForeign(filepath.Join(to, "content"), tags, said.disabled())
	if err != nil {
		return nil, err
	}
	return found, b.layPages(filepath.Join(to, "content"), tags)
}
