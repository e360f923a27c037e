package translation

import (
	"maps"
	"slices"
	"strings"

	"sportello/forms-api/tomltext"
)

// StampWords writes into a file of interface words from which Italian message each
// was made, in go-i18n's own field. hashes are those of the Italian messages by key;
// keys that the file has not are passed over. Words, comments and columns stay as
// they are: home = "Home" becomes home = { hash = "sha1-…", other = "Home" }.
func StampWords(file []byte, hashes map[string]string) []byte {
	e := editor{text: file, places: tomltext.Read(file)}
	for _, key := range slices.Sorted(maps.Keys(hashes)) {
		if place, ok := e.places[key]; ok {
			e.stampWord(key, place, hashes[key])
		}
	}
	return e.result()
}

func (e *editor) stampWord(key string, place tomltext.Place, hash string) {
	inside := tomltext.Span{Start: place.Value.Start + 1, End: place.Value.Start + 1}
	switch said, hashed := e.places[key+".hash"]; {
	case hashed:
		e.replace(said.Value, quoted(hash))
	case place.Kind == "String":
		value := string(e.text[place.Value.Start:place.Value.End])
		e.replace(place.Value, "{ hash = "+quoted(hash)+", other = "+value+" }")
	case place.Kind == "InlineTable" && strings.TrimSpace(string(e.text[inside.Start:place.Value.End-1])) != "":
		e.replace(inside, " hash = "+quoted(hash)+",")
	case place.Kind == "Table" && e.isHeader(place):
		e.set(key, place, []pair{{"hash", quoted(hash)}})
	}
}
