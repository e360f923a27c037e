package site

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/gohugoio/hugo/commands"

	"sportello/forms-api/catalogue"
)

// ChildArgument, as the first argument of the program's own executable, makes
// it Hugo for one build. A build keeps tens of megabytes and a bad layout can
// end the process, so it never runs in the server.
const ChildArgument = "internal-hugo"

// Child is Hugo: args are those of its command line. It ends with its parent,
// whose end of the standard input closes then, however it ended.
func Child(args []string) int {
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(1)
	}()
	if err := commands.Execute(args); err != nil {
		fmt.Fprintln(os.Stderr, "ERROR", err)
		return 1
	}
	return 0
}

// hugo is one run of Hugo on a prepared workshop.
type hugo struct {
	shop     workshop
	cache    string
	program  string // this program's executable
	now      time.Time
	log      *slog.Logger
	location locator
	patience []time.Duration // for each try
}

// try is run, once and no longer than wait (errStuck); again after a try that was stuck.
func (h *hugo) try(ctx context.Context, wait time.Duration, again bool) ([]catalogue.Finding, error) {
	ctx, stop := context.WithTimeoutCause(ctx, wait, errStuck)
	defer stop()
	cmd := exec.CommandContext(ctx, h.program, h.arguments()...)
	cmd.Env = environment(os.Environ())
	if again {
		cmd.Env = append(cmd.Env, fmt.Sprintf("HUGO_NUMWORKERMULTIPLIER=%d", manyWorkers))
	}
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("preparing Hugo: %w", err)
	}
	defer stdin.Close()
	stderr, err := cmd.StderrPipe()
	if err != nil {
		return nil, fmt.Errorf("preparing Hugo: %w", err)
	}
	var found []catalogue.Finding
	if err = cmd.Start(); err == nil {
		found = h.listen(stderr)
		err = cmd.Wait()
	}
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case err != nil && len(found) == 0:
		return nil, fmt.Errorf("running Hugo: %w", err)
	}
	return found, nil
}

func (h *hugo) arguments() []string {
	return []string{
		ChildArgument, "build",
		"--source", h.shop.town(),
		"--config", strings.Join([]string{filepath.Join(h.shop.town(), hugoToml), h.shop.machinery(), h.shop.generated()}, ","),
		"--destination", h.shop.public(),
		"--cleanDestinationDir", // or static files are copied beside the building, and either may win
		"--cacheDir", filepath.Join(h.cache, "hugo"),
		"--clock", h.now.UTC().Format(time.RFC3339),
		"--printI18nWarnings", "--noBuildLock", "--logLevel", "warn",
	}
}

// environment leaves out the variables by which a shell could change a build.
func environment(all []string) []string {
	var kept []string
	for _, v := range all {
		if !strings.HasPrefix(v, "HUGO") {
			kept = append(kept, v)
		}
	}
	return kept
}

// longestLine that Hugo is listened to for, in bytes.
const longestLine = 1 << 20

// listen reads what Hugo says until it has said all. A goroutine trace goes to
// the log, for whoever carries the code on; an editor never sees it.
func (h *hugo) listen(said io.Reader) []catalogue.Finding {
	var r report
	lines := bufio.NewScanner(said)
	lines.Buffer(nil, longestLine)
	for lines.Scan() {
		h.log.Debug("hugo", "line", lines.Text())
		r.line(lines.Text())
	}
	if lines.Err() != nil {
		r.line("ERROR Hugo complains at too great a length to be shown: SPORTELLO_LOG=debug shows what came before")
	}
	// After a line that is too long Hugo still writes: unread, it would wait for us
	// while we wait for it.
	_, _ = io.Copy(io.Discard, said)
	return r.findings(h.location)
}
