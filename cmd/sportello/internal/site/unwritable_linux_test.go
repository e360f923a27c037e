package site_test

import (
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
)

// nobody is who may write only what everybody may, on most systems.
const nobody = 65534

// writeAsNobody lets what this goroutine does with files be refused like anybody's,
// though it is root who runs the tests: folders are everybody's to read and to write
// but for the one that is named.
func writeAsNobody(t *testing.T, forbidden string, roots ...string) {
	t.Helper()
	for _, root := range roots {
		if err := os.Chmod(filepath.Dir(root), 0o755); err != nil {
			t.Fatal(err)
		}
		err := filepath.Walk(root, func(name string, info os.FileInfo, err error) error {
			if err != nil || !info.IsDir() {
				return err
			}
			return os.Chmod(name, 0o777)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(forbidden, 0o755); err != nil {
		t.Fatal(err)
	}
	runtime.LockOSThread()
	t.Cleanup(func() {
		if err := syscall.Setfsuid(0); err != nil {
			t.Error(err)
		}
		runtime.UnlockOSThread()
	})
	if err := syscall.Setfsuid(nobody); err != nil {
		t.Fatal(err)
	}
}
