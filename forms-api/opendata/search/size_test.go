package search_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"testing"

	"sportello/forms-api/opendata/search"
)

// An index is within its limit with most of the words of bodies, and says how
// large it is.
func TestSizeForAWholeSite(t *testing.T) {
	for language, documents := range sites(t) {
		size := gzipped(t, indexed(language, documents))
		least := gzipped(t, search.New(documents, 0))
		t.Logf("%-18s %d pages: %5d bytes of gzip, %5d of them without words of bodies", language, len(documents), size, least)
		if size > search.DefaultLimit {
			t.Errorf("%s: the index is %d bytes, its limit %d", language, size, search.DefaultLimit)
		}
	}
}

// A limit that is too small for all is made use of, and what must be is kept.
func TestALimit(t *testing.T) {
	documents := site(t, "it")
	const limit = 9000
	index := search.New(documents, limit)
	if size := gzipped(t, index); size > limit || size < limit*97/100 {
		t.Errorf("a limit of %d bytes gives %d", limit, size)
	}
	for _, d := range documents {
		if hits := index.Search(d.Title, 1); len(hits) == 0 || hits[0].Title != d.Title {
			t.Errorf("%q finds %v", d.Title, hits)
		}
	}
}

func gzipped(t testing.TB, index *search.Index) int {
	t.Helper()
	var size bytes.Buffer
	w, _ := gzip.NewWriterLevel(&size, gzip.BestCompression)
	w.Write(encoded(t, index))
	w.Close()
	return size.Len()
}

func encoded(t testing.TB, index *search.Index) []byte {
	t.Helper()
	text, err := json.Marshal(index)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestTheSameSiteGivesTheSameBytes(t *testing.T) {
	documents := site(t, "ar")
	first := encoded(t, search.New(documents, 6000))
	for range 5 {
		if again := encoded(t, search.New(documents, 6000)); !bytes.Equal(first, again) {
			t.Fatal("two indexes of one site differ")
		}
	}
}

func BenchmarkNew(b *testing.B) {
	documents := site(b, "it")
	for b.Loop() {
		search.New(documents, 6000)
	}
}
