package search_test

import (
	"encoding/json"
	"testing"

	"sportello/forms-api/opendata/search"
)

// Given a site whose indexes are made a second time, after one of its pages has
// changed, they are those that are made from nothing.
func TestRememberedTermsMakeTheSameIndex(t *testing.T) {
	var known search.Terms
	for range 3 {
		known.Begin()
		for language, documents := range sites(t) {
			again := written(t, known.New(documents, search.DefaultLimit, "il la"))
			if anew := written(t, search.New(documents, search.DefaultLimit, "il la")); again != anew {
				t.Fatalf("%s: the index is another: %.200s, want %.200s", language, again, anew)
			}
			documents[0].Body = "parole del tutto nuove " + documents[0].Body
			changed := known.New(documents, search.DefaultLimit)
			if hits := changed.Search("nuove parole", 1); len(hits) != 1 || hits[0].URL != documents[0].URL {
				t.Errorf("%s: the new words find %v", language, hits)
			}
		}
	}
}

func written(t *testing.T, x *search.Index) string {
	t.Helper()
	text, err := json.Marshal(x)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
