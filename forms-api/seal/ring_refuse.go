package seal

import (
	"fmt"
	"os"
	"runtime"
)

// A SharedError says that others than the owner may read the keys. Its Hint
// says what to do about it.
type SharedError struct {
	Path string
	Mode os.FileMode
}

func (e *SharedError) Error() string {
	return fmt.Sprintf("the keys in %s can be read by others (mode %04o)", e.Path, e.Mode.Perm())
}

// Hint is what to do now.
func (e *SharedError) Hint() string { return "chmod 600 " + e.Path }

// A LeftoverError says that a file stands where new keys are written: another
// process is changing the keys, or one died while it did.
type LeftoverError struct{ Path string }

func (e *LeftoverError) Error() string {
	return fmt.Sprintf("%s is in the way: the keys are being changed, or a change was interrupted", e.Path)
}

// Hint is what to do now.
func (e *LeftoverError) Hint() string {
	return "if no other sportello is running, delete " + e.Path
}

func refuseShared(path string) error {
	about, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("looking at the keys: %w", err)
	}
	if runtime.GOOS != "windows" && about.Mode().Perm()&0o077 != 0 { // there, mode bits mean nothing
		return &SharedError{Path: path, Mode: about.Mode()}
	}
	return nil
}
