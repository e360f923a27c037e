package catalogue

import (
	"path"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	formsapi "sportello/forms-api"
)

// checkFront refuses what would make another page than the folder's, at another
// address: links, the forms and what is saved off line go by the folder. Dates must
// be some, and likely.
func (d *document) checkFront(w words, name string, today formsapi.Date) {
	for key, value := range map[string]any{"url": w.URL, "slug": w.Slug, "aliases": w.Aliases, "outputs": w.Outputs} {
		if value != nil {
			d.error(key, "%q would give the page another address or another form than its folder has: take this line out, and name the folder as the address should be", key)
		}
	}
	if folder, id := path.Split(path.Dir(name)); w.Layout != nil && (folder != formPages || w.Layout != id) {
		d.error("layout", "only the program's own form pages have a layout: take this line out")
	}
	if day, said := d.dateOf("lastmod", w.LastMod); said {
		d.checkLastMod(day, today)
	}
	if day, said := d.dateOf("date", w.Date); said && day > today {
		d.warn("date", "the page is not shown before %s: correct the date if that is not meant", day)
	}
}

// formPages is the section of the pages whose layout is their folder's name.
const formPages = "appointments/"

// firstDay is one before which nobody has changed a page of this program.
const firstDay formsapi.Date = "2000-01-01"

func (d *document) checkLastMod(day, today formsapi.Date) {
	switch {
	case day < firstDay:
		d.warn("lastmod", "readers are told that the page was last changed on %s: correct the date", day)
	case day > today:
		d.warn("lastmod", "readers are told that the page was last changed on %s, which is still to come: correct the date", day)
	}
}

// dateOf is the date of a front matter, if it says one; what is none is refused.
func (d *document) dateOf(key string, value any) (day formsapi.Date, said bool) {
	if value == nil {
		return "", false
	}
	if day, ok := dateIn(value); ok {
		return day, true
	}
	d.error(key, "%q is no date: write it such as 2026-12-31, without quotes", key)
	return "", false
}

// dateIn is the date that a value of a front matter is, if it is one.
func dateIn(value any) (day formsapi.Date, ok bool) {
	switch v := value.(type) {
	case toml.LocalDate:
		return formsapi.Date(v.String()), true
	case toml.LocalDateTime:
		return formsapi.Date(v.LocalDate.String()), true
	case time.Time:
		return formsapi.DateOf(v), true
	case string:
		first, _, _ := strings.Cut(v, "T")
		if at, err := time.Parse(time.DateOnly, first); err == nil {
			return formsapi.DateOf(at), true
		}
	}
	return "", false
}
