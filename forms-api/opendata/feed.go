package opendata

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"

	formsapi "sportello/forms-api"
)

// language is that of the HSDS records.
const language = "it"

// Words say what HSDS wants as free text; the keys are those of the office pages.
type Words interface {
	Message(lang, key string, args map[string]any) string
	Date(lang string, at time.Time, zone *time.Location) string
	Time(lang string, at time.Time, zone *time.Location) string
	Weekday(lang string, day time.Weekday) string
	LanguageName(lang, code string) string
}

// Feed is what the open data are made of.
type Feed struct {
	Catalogue formsapi.Catalogue
	Words     Words
	Site      string    // the site's address, such as https://example.org/; ends with a slash
	Now       time.Time // decides which hours and closures are still of interest
}

// Files are the open data by their path under the site's root, with slashes and
// without a leading one: catalogue.json, hsds/index.json, hsds/services.json,
// hsds/services/{id}.json and so on. Each is one JSON value and a line end.
func (f Feed) Files() (map[string][]byte, error) {
	site, err := url.Parse(f.Site)
	if err != nil || site.Host == "" || !strings.HasSuffix(f.Site, "/") {
		return nil, fmt.Errorf("the open data need the site's address, with a slash at its end: %q is none", f.Site)
	}
	files := map[string][]byte{}
	for path, value := range f.values() {
		if files[path], err = encode(value); err != nil {
			return nil, fmt.Errorf("writing %s: %w", path, err)
		}
	}
	return files, nil
}

func (f Feed) values() map[string]any {
	values := f.hsds()
	values["catalogue.json"] = f.catalogue()
	return values
}

// encode keeps & and < as they are: nothing here is read as HTML.
func encode(value any) ([]byte, error) {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	err := e.Encode(value)
	return text.Bytes(), err
}
