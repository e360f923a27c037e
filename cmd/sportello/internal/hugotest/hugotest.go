// Package hugotest lets tests build sites quickly under the race detector. There
// the test's own executable, which becomes Hugo for each build, takes twenty times
// as long; Hugo is a process of its own and shares no memory with the program, so
// nothing is lost when it is not watched. It serves tests alone.
package hugotest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
)

// Variable names the program that becomes Hugo instead of the test's executable.
const Variable = "SPORTELLO_TEST_HUGO"

// Prepare builds the program without the race detector, where the tests run with
// it, and names it to all processes that the tests start. Remove takes it away.
func Prepare() (remove func(), err error) {
	if !watched || os.Getenv(Variable) != "" {
		return func() {}, nil
	}
	dir, err := os.MkdirTemp("", "sportello-hugo-")
	if err != nil {
		return nil, err
	}
	remove = func() { _ = os.RemoveAll(dir) } // a temporary folder: the system removes it some day
	program := filepath.Join(dir, "sportello")
	build := exec.Command("go", "build", "-o", program, "sportello/cmd/sportello")
	build.Env = append(os.Environ(), "GOFLAGS=")
	if said, err := build.CombinedOutput(); err != nil {
		remove()
		return nil, fmt.Errorf("building Hugo without the race detector: %w\n%s", err, said)
	}
	return remove, os.Setenv(Variable, program)
}

// Become turns this process, which is to be Hugo, into the program that Prepare
// has made. Without one it returns, and the caller is Hugo itself.
func Become() {
	program := os.Getenv(Variable)
	if program == "" {
		return
	}
	err := syscall.Exec(program, append([]string{program}, os.Args[1:]...), os.Environ())
	panic(fmt.Sprintf("becoming %s: %v", program, err))
}
