package search_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"sportello/forms-api/opendata/search"
)

func TestAServerSearchesTheBrowsersFile(t *testing.T) {
	for language, documents := range sites(t) {
		made := indexed(language, documents)
		var read search.Index
		if err := json.Unmarshal(encoded(t, made), &read); err != nil {
			t.Fatalf("%s: %v", language, err)
		}
		for _, query := range queries(documents) {
			if a, b := made.Search(query, 0), read.Search(query, 0); !reflect.DeepEqual(a, b) {
				t.Errorf("%s: %q finds %v, and read back %v", language, query, a, b)
			}
		}
	}
}

func TestAnIndexOfAnotherVersionIsRefused(t *testing.T) {
	text := encoded(t, search.New(site(t, "it"), search.DefaultLimit))
	for name, change := range map[string]func(map[string]any){
		"folding": func(f map[string]any) { f["folding"].(map[string]any)["drop"] = "" },
		"weights": func(f map[string]any) { f["weights"] = []int{1} },
		"pages":   func(f map[string]any) { f["pages"] = []any{} },
		"places":  func(f map[string]any) { f["places"] = "0" },
		"numbers": func(f map[string]any) { f["places"] = strings.ReplaceAll(f["places"].(string), ",", ",-") },
	} {
		var f map[string]any
		if err := json.Unmarshal(text, &f); err != nil {
			t.Fatal(err)
		}
		change(f)
		changed, _ := json.Marshal(f)
		var index search.Index
		err := json.Unmarshal(changed, &index)
		if err == nil {
			t.Errorf("an index with other %s is read", name)
		}
		if name == "folding" && !errors.Is(err, search.ErrOtherFolding) {
			t.Errorf("got %v, want ErrOtherFolding", err)
		}
	}
}
