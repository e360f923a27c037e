package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// growthSizes are what is built: the real content (pages 0), and with generated pages
// up to so many a language. What takes longer than a quarter of an hour on two
// processors, such as 18x1000, is built where SPORTELLO_GROWTH names it.
var growthSizes = []growthSize{
	{1, 0}, {2, 0}, {6, 0}, {18, 0},
	{1, 50}, {1, 100}, {1, 300}, {1, 1000},
	{3, 50}, {3, 100}, {3, 300}, {3, 1000},
}

type growthSize struct{ languages, pages int }

// BenchmarkGrowth measures how the build of the whole site grows with its languages
// and its pages: `sportello build` in a process of its own, with nothing kept from an
// earlier build, beside the bare Hugo build in it, and the memory of the larger of
// the two processes.
//
//	go test -run '^$' -bench Growth -benchtime 1x -timeout 2h ./cmd/sportello
//	SPORTELLO_GROWTH=18x300,18x1000 go test -run '^$' -bench Growth …
func BenchmarkGrowth(b *testing.B) {
	for _, size := range sizesAsked(b) {
		b.Run(size.String(), func(b *testing.B) {
			dir, files := grown(b, size)
			var built cost
			for b.Loop() {
				built = builtFrom(b, dir)
			}
			b.ReportMetric(float64(files), "pages/language")
			b.ReportMetric(built.total, "s")
			b.ReportMetric(built.hugo, "s-hugo")
			b.ReportMetric(built.total/built.hugo, "x-hugo")
			b.ReportMetric(built.processor, "s-processor")
			b.ReportMetric(built.peak, "MB-peak")
			b.ReportMetric(0, "ns/op") // said in seconds
		})
	}
}

func (s growthSize) String() string {
	if s.pages == 0 {
		return fmt.Sprintf("languages=%d/content=real", s.languages)
	}
	return fmt.Sprintf("languages=%d/content=%d", s.languages, s.pages)
}

// sizesAsked are those of SPORTELLO_GROWTH, such as 18x300 (languages x pages), or
// the usual ones.
func sizesAsked(b *testing.B) []growthSize {
	asked := os.Getenv("SPORTELLO_GROWTH")
	if asked == "" {
		return growthSizes
	}
	var sizes []growthSize
	for one := range strings.SplitSeq(asked, ",") {
		var s growthSize
		if _, err := fmt.Sscanf(one, "%dx%d", &s.languages, &s.pages); err != nil || s.languages < 1 || s.languages > len(allLanguages) {
			b.Fatalf("SPORTELLO_GROWTH is %q: write languages x pages, such as 18x300", asked)
		}
		sizes = append(sizes, s)
	}
	return sizes
}

// grown is a town with the first languages of the list and so many pages in each.
func grown(b *testing.B, size growthSize) (dir string, pages int) {
	b.Helper()
	dir = b.TempDir()
	if err := makeTown(dir, inTheFirst(size.languages)); err != nil {
		b.Fatal(err)
	}
	content := filepath.Join(dir, "content")
	pages = len(italianPages(b, content))
	services, err := filepath.Glob(filepath.Join(content, "services/*/service.toml"))
	if err != nil || len(services) == 0 {
		b.Fatal("there is no service to copy: ", err)
	}
	slices.Sort(services)
	for n := 0; pages < size.pages; n, pages = n+1, pages+1 {
		likeness(b, filepath.Dir(services[n%len(services)]), filepath.Join(content, fmt.Sprintf("services/growth-%04d", n)), n)
	}
	return dir, pages
}

// likeness is a service like another, in words of its own: no two pages may be the
// same to who compresses them.
func likeness(b *testing.B, from, to string, n int) {
	b.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		b.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(to, "*.md"))
	if err != nil {
		b.Fatal(err)
	}
	for _, file := range files {
		text := strings.Replace(pageText(b, file), "title = \"", fmt.Sprintf("title = \"%d: ", n), 1)
		writeFile(b, file, fmt.Sprintf("%s\n%d × %d = %d\n", text, n, n, n*n))
	}
}

func italianPages(b *testing.B, content string) (files []string) {
	b.Helper()
	err := filepath.WalkDir(content, func(file string, d os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(file, ".it.md") {
			files = append(files, file)
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return files
}

// inTheFirst is a hugo.toml that switches off all languages but the first so many.
func inTheFirst(n int) func(settings string) string {
	return func(settings string) string {
		settings = strings.ReplaceAll(settings, "disabled  = true\n", "")
		return languageTable.ReplaceAllStringFunc(settings, func(table string) string {
			if slices.Contains(allLanguages[:n], languageTable.FindStringSubmatch(table)[1]) {
				return table
			}
			return table + "disabled = true\n"
		})
	}
}

// builtIn is how the command says how long it took.
var builtIn = regexp.MustCompile(`\(([0-9.]+) s, Hugo ([0-9.]+) s of it\)`)

// A cost is what one build took.
type cost struct {
	total, hugo float64 // seconds, Hugo's among them
	processor   float64 // seconds of processors, which other work on the machine stretches least
	peak        float64 // the most memory that the program or Hugo had, in megabytes
}

// builtFrom builds a town in a process of its own.
func builtFrom(b *testing.B, dir string) (built cost) {
	b.Helper()
	program, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	process := exec.Command(program, "build", "--site", dir, "--out", filepath.Join(b.TempDir(), "public"))
	process.Env = append(os.Environ(), asProgram+"=yes")
	said, err := process.CombinedOutput()
	times := builtIn.FindSubmatch(said)
	if err != nil || times == nil {
		b.Fatalf("building: %v: %.2000s", err, said)
	}
	for n, to := range map[int]*float64{1: &built.total, 2: &built.hugo} {
		if *to, err = strconv.ParseFloat(string(times[n]), 64); err != nil {
			b.Fatal(err)
		}
	}
	// Of a process and those that it waited for (getrusage(2)): the sum of the times,
	// and the largest of the memories, in kilobytes.
	built.processor = (process.ProcessState.UserTime() + process.ProcessState.SystemTime()).Seconds()
	use, ok := process.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		b.Fatal("this system does not tell how much memory a process had")
	}
	built.peak = float64(use.Maxrss) / 1024
	return built
}
