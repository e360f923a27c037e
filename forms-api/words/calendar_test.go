package words_test

import (
	"regexp"
	"strings"
	"testing"
	"time"
)

// foreignDigit is one of any script but Latin.
var foreignDigit = regexp.MustCompile(`[^\P{Nd}0-9]`)

func TestDatesInEveryLanguage(t *testing.T) {
	w := site(t)
	sunday := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for lang, want := range map[string]string{
		"it":      "domenica 22 novembre 2026",
		"en":      "Sunday, 22 November 2026",
		"fr":      "dimanche 22 novembre 2026",
		"es":      "domingo, 22 de noviembre de 2026",
		"ro":      "duminică, 22 noiembrie 2026",
		"sq":      "e diel, 22 nëntor 2026",
		"ar":      "الأحد، 22 نوفمبر 2026",
		"uk":      "неділя, 22 листопада 2026\u202fр.",
		"ru":      "воскресенье, 22 ноября 2026\u202fг.",
		"zh-hans": "2026年11月22日星期日",
		"bn":      "রবিবার, 22 নভেম্বর, 2026",
		"pa":      "ਐਤਵਾਰ, 22 ਨਵੰਬਰ 2026",
		"ur":      "اتوار، 22 نومبر، 2026",
		"fa":      "یکشنبه 22 نوامبر 2026",
		"ps":      "يونۍ د 2026 د نومبر 22",
		"ti":      "ሰንበት፣ 22 ሕዳር 2026",
		"si":      "2026 නොවැම්බර් 22, ඉරිදා",
		"fil":     "Linggo, Nobyembre 22, 2026",
	} {
		if got := w.Date(lang, sunday, time.UTC); got != want {
			t.Errorf("in %s the date is %q, want %q", lang, got, want)
		}
	}
}

// Every day of a year can be told from every other, in Latin digits, and nothing
// of a pattern is left.
func TestEveryDayIsWrittenWhole(t *testing.T) {
	w := site(t)
	for lang := range pageLanguages {
		seen := map[string]time.Time{}
		for day := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC); day.Year() == 2026; day = day.AddDate(0, 0, 1) {
			said := w.Date(lang, day, time.UTC)
			if before, twice := seen[said]; twice {
				t.Errorf("in %s %s and %s are both %q", lang, before.Format(time.DateOnly), day.Format(time.DateOnly), said)
			}
			seen[said] = day
			if strings.ContainsAny(said, "{}") || !strings.Contains(said, "2026") || foreignDigit.MatchString(said) || !strings.Contains(said, w.Weekday(lang, day.Weekday())) {
				t.Errorf("in %s a day is %q", lang, said)
			}
		}
	}
}

// The pattern for templates and browsers has all that a day is told by.
func TestCalendarsAreWhole(t *testing.T) {
	w := site(t)
	for lang := range pageLanguages {
		c := w.Calendar(lang)
		for _, pattern := range []string{c.Full, c.Long} {
			month := strings.Contains(pattern, "{month}") != strings.Contains(pattern, "{number}")
			if !month || !strings.Contains(pattern, "{day}") || !strings.Contains(pattern, "{year}") || strings.Contains(pattern, "{weekday}") != (pattern == c.Full) {
				t.Errorf("in %s a day is written as %q", lang, pattern)
			}
		}
		if len(c.Weekdays) != 7 || len(c.Months) != 12 {
			t.Errorf("in %s a year has the days %v and the months %v", lang, c.Weekdays, c.Months)
		}
	}
}

// A day that is written shortly is not taken for one of another month: who reads
// Chinese reads the month first.
func TestAShortDateIsOfItsMonth(t *testing.T) {
	w := site(t)
	day := time.Date(2026, 11, 6, 12, 0, 0, 0, time.UTC)
	for lang, want := range map[string]string{"it": "venerdì 6/11", "ar": "الجمعة 6/11", "zh-hans": "星期五 11月6日"} {
		if got := w.ShortDate(lang, day, time.UTC); got != want {
			t.Errorf("in %s it is %q, want %q", lang, got, want)
		}
	}
}
