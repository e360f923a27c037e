package translation

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/bep/golocales"
)

// Dates in digits are read day first, as everybody who writes for Italy does, or as
// ISO 8601; Chinese has its own signs.
var numericDates = []dateForm{
	{form: regexp.MustCompile(`\b(\d{4})-(\d{1,2})-(\d{1,2})\b`), year: 1, month: 2, day: 3},
	{form: regexp.MustCompile(`\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b`), day: 1, month: 2, year: 3},
	{form: regexp.MustCompile(`(\d{4})年\s*(\d{1,2})月(?:\s*(\d{1,2})日)?`), year: 1, month: 2, day: 3},
	{form: regexp.MustCompile(`(\d{1,2})月\s*(\d{1,2})日`), month: 1, day: 2},
}

// A dateForm is a way to write dates; its fields are the groups of the expression.
type dateForm struct {
	form             *regexp.Regexp
	day, month, year int
	names            []string // of months, if they are written in words
}

var knownDates sync.Map // of []dateForm by language

// datesOf are the ways of a language: in digits, and with the month by the name
// that CLDR has for it. A month in other words (another case, another calendar's
// name) is not understood; the day and the year are then compared as numbers.
func datesOf(language string) []dateForm {
	if known, ok := knownDates.Load(language); ok {
		return known.([]dateForm)
	}
	forms := slices.Clone(numericDates)
	if l := golocales.New(locale(language)); l != nil {
		forms = append(forms, namedDates(l.MonthsWide(), language)...)
	}
	knownDates.Store(language, forms)
	return forms
}

// locale is a tag as golocales has it: zh-Hans.
func locale(tag string) string {
	if lang, script, ok := strings.Cut(tag, "-"); ok && len(script) == 4 {
		return lang + "-" + strings.ToUpper(script[:1]) + script[1:]
	}
	return tag
}

// monthFirst are the languages that may write the day behind the month.
var monthFirst = []string{"en", "fil", "ti", "si", "ps"}

func namedDates(months []string, language string) []dateForm {
	if len(months) != 12 || slices.Contains(months, "") {
		return nil
	}
	var quoted []string
	for _, m := range months {
		quoted = append(quoted, regexp.QuoteMeta(m), regexp.QuoteMeta(capital(m)))
	}
	slices.SortFunc(quoted, func(a, b string) int { return len(b) - len(a) })
	name := `(` + strings.Join(quoted, "|") + `)`
	const joint, year = `[.º°]?[\p{L}-]{0,3}[\s\x{2009}]*(?:de\s+|d[’']|من\s+)?`, `(?:[\s\x{2009}]*[,،]?[\s\x{2009}]*(?:del?\s+|of\s+)?(\d{4})\b)`
	forms := []dateForm{
		{form: regexp.MustCompile(`\b(\d{1,2})` + joint + name + year + `?`), day: 1, month: 2, year: 3, names: months},
		{form: regexp.MustCompile(name + year), month: 1, year: 2, names: months},
	}
	if slices.Contains(monthFirst, language) {
		behind := dateForm{form: regexp.MustCompile(name + `\s+(\d{1,2})(?:st|nd|rd|th)?\b` + year + `?`), month: 1, day: 2, year: 3, names: months}
		before := dateForm{form: regexp.MustCompile(`\b(\d{4})\s+` + name + `\s+(\d{1,2})\b`), year: 1, month: 2, day: 3, names: months}
		forms = slices.Insert(forms, 1, before, behind)
	}
	return forms
}

// capital is a name as it begins a sentence.
func capital(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + name[size:]
}

func (s *search) dates(forms []dateForm) {
	for _, f := range forms {
		from := 0
		for {
			at := f.form.FindStringSubmatchIndex(s.left[from:])
			if at == nil {
				break
			}
			for n := range at {
				if at[n] >= 0 {
					at[n] += from
				}
			}
			from = at[1]
			if d, ok := f.read(s.left, at); ok {
				s.take(at[0], at[1], day, d.String(), d.digits(f.names)...)
			}
		}
	}
}

// A calendarDay is a date with what is said of it; 0 is not said.
type calendarDay struct{ year, month, day int }

func (f dateForm) read(text string, at []int) (d calendarDay, ok bool) {
	group := func(n int) string {
		if n == 0 || at[2*n] < 0 {
			return ""
		}
		return text[at[2*n]:at[2*n+1]]
	}
	d.day, _ = strconv.Atoi(group(f.day))
	d.year, _ = strconv.Atoi(group(f.year))
	if f.names == nil {
		d.month, _ = strconv.Atoi(group(f.month))
	} else {
		d.month = 1 + slices.IndexFunc(f.names, func(m string) bool { return strings.EqualFold(m, group(f.month)) })
		if next, _ := utf8.DecodeRuneInString(text[at[2*f.month+1]:]); unicode.IsLetter(next) {
			return d, false // a longer word
		}
	}
	return d, d.month >= 1 && d.month <= 12 && d.day <= 31
}

func (d calendarDay) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day) }

// digits are the numbers of a date whose month is in words.
func (d calendarDay) digits(names []string) []string {
	if names == nil {
		return nil
	}
	var all []string
	for _, n := range []int{d.day, d.year} {
		if n != 0 {
			all = append(all, strconv.Itoa(n))
		}
	}
	return all
}
