package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sportello/cmd/sportello/internal/site"
)

// matrixOf runs `check --matrix`, and returns what it says and its exit code.
func matrixOf(t *testing.T, flags ...string) (said, failed string, code int) {
	t.Helper()
	var out, errs strings.Builder
	code = run(t.Context(), append([]string{"check", "--matrix"}, flags...), strings.NewReader(""), &out, &errs, os.Getenv)
	return out.String(), errs.String(), code
}

// Given a running server, the matrix puts first what its readers open most, once the
// data folder is named; without it, what comes first in the site.
func TestTheMatrixPutsFirstWhatIsRead(t *testing.T) {
	f := mailingTown(t, 0)
	writeFile(t, filepath.Join(f.site, "hugo.toml"), "[languages.it]\nweight = 1\n[languages.en]\nweight = 2\n")
	p := servingOn(t, f)
	for _, path := range []string{"/en/offices/hall/", "/en/offices/hall/", "/it/services/help/", "/it/services/help/", "/it/services/help/"} {
		answer, err := http.Get("http://" + p.Addr() + path)
		if err != nil {
			t.Fatal(err)
		}
		bodyOf(t, answer)
	}
	if err := p.views.Keep(t.Context()); err != nil {
		t.Fatal(err)
	}
	said, failed, code := matrixOf(t, "--site", f.site, "--data", f.data)
	if want := "  1. /offices/hall (views: 2; missing: en)\n"; code != exitDone || !strings.Contains(said, want) {
		t.Errorf("it ends with %d, and says %s%s, want %s", code, said, failed, want)
	}
	said, failed, code = matrixOf(t, "--site", f.site, "--data", f.data, "--json")
	var m site.Matrix
	if err := json.Unmarshal([]byte(said), &m); err != nil || code != exitDone || m.Next[0].Path != "/offices/hall" || m.Next[0].Views != 2 {
		t.Errorf("as JSON it ends with %d: %+v (%v) %s", code, m.Next, err, failed)
	}
	said, failed, code = matrixOf(t, "--site", f.site)
	if code != exitDone || strings.Contains(said, "views") || !regexp.MustCompile(`  1\. /services/help `).MatchString(said) {
		t.Errorf("without the data folder it ends with %d, and says %s%s", code, said, failed)
	}
}

// Given a data folder without a database, it is not taken for one where nobody read
// anything.
func TestTheMatrixNeedsTheDatabaseThatIsNamed(t *testing.T) {
	said, failed, code := matrixOf(t, "--site", hamlet(t), "--data", t.TempDir())
	if code != exitCannot || said != "" || !strings.Contains(failed, "there is no database in ") || !strings.Contains(failed, "hint: ") {
		t.Errorf("it ends with %d, and says %s%s", code, said, failed)
	}
}
