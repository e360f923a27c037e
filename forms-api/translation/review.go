package translation

import (
	"bytes"
	"slices"

	"github.com/pelletier/go-toml/v2"

	formsapi "sportello/forms-api"
	"sportello/forms-api/tomltext"
)

// MadeFrom reads from which Italian text a page's file was made, and by whom; empty
// where it does not say.
func MadeFrom(file []byte) (of string, by By, err error) {
	front, err := frontOf(file)
	if err != nil {
		return "", "", err
	}
	var said struct {
		Translation struct {
			Of string `toml:"of"`
			By By     `toml:"by"`
		} `toml:"translation"`
	}
	err = toml.Unmarshal(file[front.Start:front.End], &said)
	return said.Translation.Of, said.Translation.By, err
}

// Review writes into a translated page's file who has read it against the Italian
// text, and when. The file says already from which text it was made (Stamp).
func Review(file []byte, by string, on formsapi.Date) ([]byte, error) {
	return remark(file, func(e *editor, table tomltext.Place) {
		e.set("translation", table, []pair{{"reviewed_by", basicString(by)}, {"reviewed", string(on)}})
	})
}

// Unreview takes a review out of a translated page's file: its words are others now.
// A file without one stays as it is.
func Unreview(file []byte) ([]byte, error) {
	return remark(file, func(e *editor, _ tomltext.Place) {
		for _, key := range []string{"reviewed_by", "reviewed"} {
			if place, ok := e.places["translation."+key]; ok {
				start := bytes.LastIndexByte(e.text[:place.Key.Start], '\n') + 1
				e.edits = append(e.edits, edit{tomltext.Span{Start: start, End: e.lineEnd(place.Value.End)}, ""})
			}
		}
	})
}

// remark edits the table [translation] of a file, if it has one.
func remark(file []byte, change func(*editor, tomltext.Place)) ([]byte, error) {
	front, err := frontOf(file)
	if err != nil {
		return nil, err
	}
	text := file[front.Start:front.End]
	e := editor{text: text, places: tomltext.Read(text)}
	table, marked := e.places["translation"]
	switch {
	case !marked:
		return file, nil
	case !e.isHeader(table):
		return nil, ErrForm
	}
	change(&e, table)
	return slices.Concat(file[:front.Start], e.result(), file[front.End:]), nil
}
