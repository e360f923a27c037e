package search_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"

	"sportello/forms-api/opendata/search"
)

// The module that browsers search with, and how Node is asked to search with it.
const (
	finder = "../../../assets/js/finder.js"
	asking = `const [module, index, queries] = JSON.parse(require("fs").readFileSync(0, "utf8"));
import("data:text/javascript," + encodeURIComponent(module)).then(({ reader }) => {
	const { fold, search } = reader(index);
	console.log(JSON.stringify(queries.map((q) => ({ fold: fold(q), hits: search(q) }))));
});`
)

// The browser has the index's JSON and no rule of its own. Its module is run by
// Node where there is one, and where the browser's tests are required.
func TestTheBrowserFindsWhatTheServerFinds(t *testing.T) {
	node := nodeHere(t)
	for language, documents := range sites(t) {
		index := indexed(language, documents)
		asked := slices.Concat(queries(documents), strange, forgiven)
		for n, got := range inNode(t, node, index, asked) {
			if want := answerOf(index, asked[n]); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %q: the browser has\n%v, the server\n%v", language, asked[n], got, want)
			}
		}
	}
}

// nodeHere is Node. Where there is none, nor need be, the test ends here.
func nodeHere(t *testing.T) string {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil && os.Getenv("SPORTELLO_BROWSER") != "required" {
		t.Skip("there is no Node to run the browser's module")
	}
	return node
}

var strange = []string{
	"", "?!", "L’UFFICIO", "İstanbul ΝΟΜΟΣ Straße", "أُسْـرَة إقَامَة", "می\u200cخواهم ګټه", "٠٩٧١ ۱۲ ১২ ௧௨ ፩", "কো ශ්\u200dරී கோ ਸ਼", "法律 法律帮助a法", "сім’я ґ ё",
	"ﷺ ﬁ Ⅷ ½", "a\u0323\u200d\u0301", "e-mail", "😀 né",
}

// answer is what the browser's module says of a query.
type answer struct {
	Fold string
	Hits []found
}

type found struct {
	URL          string
	Words, Score int
}

func answerOf(index *search.Index, query string) answer {
	a := answer{Fold: search.Fold(query), Hits: []found{}}
	for _, h := range index.Search(query, 0) {
		a.Hits = append(a.Hits, found{h.URL, h.Words, h.Score})
	}
	return a
}

func inNode(t *testing.T, node string, index *search.Index, asked []string) []answer {
	t.Helper()
	module, err := os.ReadFile(finder)
	if err != nil {
		t.Fatal(err)
	}
	input, err := json.Marshal([]any{string(module), index, asked})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "-e", asking)
	cmd.Stdin = bytes.NewReader(input)
	output, err := cmd.Output()
	if err != nil {
		t.Fatalf("running %s: %v", finder, err)
	}
	var answers []answer
	if err := json.Unmarshal(output, &answers); err != nil || len(answers) != len(asked) {
		t.Fatalf("%d answers to %d queries: %v", len(answers), len(asked), err)
	}
	return answers
}

// queries are titles, Italian titles, and beginnings of words of bodies.
func queries(documents []search.Document) []string {
	asked := map[string]bool{}
	for _, d := range documents {
		asked[d.Title], asked[d.Italian] = true, true
		for n, word := range strings.Fields(d.Body) {
			if letters := []rune(word); n%7 == 0 {
				asked[string(letters[:(len(letters)+1)/2])] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(asked))
}
