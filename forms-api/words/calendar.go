package words

import (
	"time"

	"github.com/bep/golocales"
)

// locales are the regions whose habits a language follows here, where they are
// not those of its largest country; hugo.toml says the same to the pages.
var locales = map[string]string{"en": "en-GB"}

// Date writes a day with its weekday, by CLDR's full pattern, as it falls in zone.
func (w *Words) Date(lang string, at time.Time, zone *time.Location) string {
	return calendar(lang).FormatDateFull(at.In(zone))
}

// ShortDate writes a day with its weekday, and its number and month in digits.
func (w *Words) ShortDate(lang string, at time.Time, zone *time.Location) string {
	at = at.In(zone)
	return w.Weekday(lang, at.Weekday()) + " " + at.Format("2/1")
}

// Time writes a time of day as it falls in zone: 24 hours and Latin digits in
// every language, as on the door of the office.
func (w *Words) Time(_ string, at time.Time, zone *time.Location) string {
	return at.In(zone).Format("15:04")
}

// Weekday names a day of the week.
func (w *Words) Weekday(lang string, day time.Weekday) string {
	return calendar(lang).WeekdaysWide()[day]
}

// calendar knows the names and patterns of a language; for one that CLDR does
// not know they are Italian, as all its other words.
func calendar(lang string) golocales.Translator {
	locale, ok := locales[lang]
	if !ok {
		locale = lang
	}
	if known := golocales.New(locale); known != nil {
		return known
	}
	return golocales.New(Source)
}
