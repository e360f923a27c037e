package search

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// file is an index as JSON: small, and read by a few lines of script.
type file struct {
	Folding    Folding `json:"folding"`
	Weights    []int   `json:"weights"` // by part
	TitleBonus int     `json:"titleBonus"`
	Pages      []Page  `json:"pages"`
	Common     string  `json:"common"` // terms, with spaces between
	Terms      string  `json:"terms"`  // the same
	// For each term its places, with spaces between terms and commas between
	// places; a place is page × number of parts + part, in base 36.
	Places string `json:"places"`
}

// ErrOtherFolding says that an index was made by another version of the
// program, which folded words another way: build the site again.
var ErrOtherFolding = errors.New("the search index was made by another version of the program")

// MarshalJSON writes the index for the browser.
func (x *Index) MarshalJSON() ([]byte, error) {
	places := make([]string, len(x.places))
	for n, of := range x.places {
		places[n] = writePlaces(of)
	}
	return json.Marshal(file{
		Folding:    TheFolding,
		Weights:    weights[:],
		TitleBonus: titleBonus,
		Pages:      append([]Page{}, x.pages...),
		Common:     strings.Join(slices.Sorted(maps.Keys(x.common)), " "),
		Terms:      strings.Join(x.terms, " "),
		Places:     strings.Join(places, " "),
	})
}

// UnmarshalJSON reads what MarshalJSON wrote, so that a server can search what
// it serves.
func (x *Index) UnmarshalJSON(text []byte) error {
	var f file
	if err := json.Unmarshal(text, &f); err != nil {
		return err
	}
	if !reflect.DeepEqual(f.Folding, TheFolding) || !slices.Equal(f.Weights, weights[:]) {
		return ErrOtherFolding
	}
	read := Index{pages: f.Pages, terms: strings.Fields(f.Terms), common: map[string]bool{}}
	for _, p := range f.Pages {
		read.titles = append(read.titles, Fold(p.Title))
	}
	for _, term := range strings.Fields(f.Common) {
		read.common[term] = true
	}
	if err := read.readPlaces(strings.Fields(f.Places)); err != nil {
		return err
	}
	*x = read
	return nil
}

func writePlaces(places []place) string {
	written := make([]string, len(places))
	for n, p := range places {
		written[n] = strconv.FormatInt(int64(p.page*parts+int(p.part)), 36)
	}
	return strings.Join(written, ",")
}

func (x *Index) readPlaces(of []string) error {
	if len(of) != len(x.terms) {
		return fmt.Errorf("a search index with %d terms has places for %d", len(x.terms), len(of))
	}
	for _, written := range of {
		var places []place
		for _, number := range strings.Split(written, ",") {
			n, err := strconv.ParseUint(number, 36, 31)
			if err != nil || int(n)/parts >= len(x.pages) {
				return fmt.Errorf("a search index has a place %q, which is none", number)
			}
			places = append(places, place{int(n) / parts, part(n % parts)})
		}
		x.places = append(x.places, places)
	}
	return nil
}

// gzipped is the size of the JSON, in bytes.
func (x *Index) gzipped() int {
	var size bytes.Buffer
	w, err := gzip.NewWriterLevel(&size, gzip.BestCompression)
	if err != nil {
		panic(err) // the level is a constant
	}
	// Neither a buffer nor text of our own can fail.
	_ = json.NewEncoder(w).Encode(x)
	_ = w.Close()
	return size.Len()
}
