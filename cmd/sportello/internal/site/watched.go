package site

import (
	"io/fs"
	"path/filepath"
)

// Folders are those of a town in which an edit changes what a build would give,
// for who wants to be told of edits. Whatever else Fingerprint goes by (the desk's
// closures, the program, the day) is not in them.
func (b *Builder) Folders() []string {
	folders := []string{b.Town} // for hugo.toml, and for folders that come and go
	for _, s := range sources {
		_ = filepath.WalkDir(resolved(filepath.Join(b.Town, s)), func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() {
				folders = append(folders, path)
			}
			return nil // of what cannot be read the build tells
		})
	}
	return folders
}

// resolved is where a link leads to, or the path itself.
func resolved(path string) string {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		return target
	}
	return path
}
