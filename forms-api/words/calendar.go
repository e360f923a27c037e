package words

import (
	"strconv"
	"strings"
	"time"

	"github.com/bep/golocales"
)

// A Calendar is how a language writes a day, for whoever has no CLDR at hand: the
// templates, and browsers, many of which know no Albanian, Pashto, Sinhala or
// Tigrinya and would write English. Digits are Latin in every language.
type Calendar struct {
	Weekdays []string `json:"weekdays"` // Sunday first
	Months   []string `json:"months"`   // January first, as they stand beside a day
	Full     string   `json:"full"`     // CLDR's full pattern: {weekday}, {day}, {month} or its {number}, {year}
	Long     string   `json:"long"`     // the same without the weekday
}

// locales are the regions whose habits a language follows here, where they are
// not those of its largest country; hugo.toml says the same to the pages.
var locales = map[string]string{"en": "en-GB"}

// months are those of languages in which golocales has the months of another
// calendar: readers would take Il, the month of a full moon, for no November.
var months = map[string][]string{
	"si": {"ජනවාරි", "පෙබරවාරි", "මාර්තු", "අප්\u200dරේල්", "මැයි", "ජූනි", "ජූලි", "අගෝස්තු", "සැප්තැම්බර්", "ඔක්තෝබර්", "නොවැම්බර්", "දෙසැම්බර්"},
}

// Calendar is how a language writes a day; in one that CLDR does not know, as in
// Italian, as all its other words.
func (w *Words) Calendar(lang string) Calendar { return calendarOf(lang) }

// Date writes a day with its weekday, by CLDR's full pattern, as it falls in zone.
func (w *Words) Date(lang string, at time.Time, zone *time.Location) string {
	c, day := calendarOf(lang), at.In(zone)
	return strings.NewReplacer(
		"{weekday}", c.Weekdays[day.Weekday()], "{day}", strconv.Itoa(day.Day()),
		"{month}", c.Months[day.Month()-1], "{number}", strconv.Itoa(int(day.Month())), "{year}", strconv.Itoa(day.Year()),
	).Replace(c.Full)
}

// ShortDate writes a day with its weekday, and its number and month in digits: as
// 25/11, but in a language in which 5/11 would be in May.
func (w *Words) ShortDate(lang string, at time.Time, zone *time.Location) string {
	at = at.In(zone)
	layout, ok := shortDates[lang]
	if !ok {
		layout = "2/1"
	}
	return w.Weekday(lang, at.Weekday()) + " " + at.Format(layout)
}

// shortDates are layouts of languages that put the month first.
var shortDates = map[string]string{"zh-hans": "1月2日"}

// Time writes a time of day as it falls in zone: 24 hours and Latin digits in
// every language, as on the door of the office.
func (w *Words) Time(_ string, at time.Time, zone *time.Location) string {
	return at.In(zone).Format("15:04")
}

// Weekday names a day of the week.
func (w *Words) Weekday(lang string, day time.Weekday) string {
	return calendarOf(lang).Weekdays[day]
}

// sample is a day whose parts are all different, so that a pattern can be read
// from the way it is written.
var sample = time.Date(2029, time.October, 14, 0, 0, 0, 0, time.UTC)

func calendarOf(lang string) Calendar {
	known := localeOf(lang)
	c := Calendar{Weekdays: known.WeekdaysWide(), Months: known.MonthsWide()}
	parts := strings.NewReplacer(
		c.Weekdays[sample.Weekday()], "{weekday}", c.Months[sample.Month()-1], "{month}",
		"2029", "{year}", "14", "{day}", "10", "{number}",
	)
	c.Full, c.Long = parts.Replace(known.FormatDateFull(sample)), parts.Replace(known.FormatDateLong(sample))
	if own, ok := months[lang]; ok {
		c.Months = own
	}
	return c
}

// localeOf knows the names and patterns of a language.
func localeOf(lang string) golocales.Translator {
	locale, ok := locales[lang]
	if !ok {
		locale = lang
	}
	if known := golocales.New(locale); known != nil {
		return known
	}
	return golocales.New(Source)
}
