package translation

import (
	"regexp"
	"strings"
)

// A time as docs/translations.md wants it: 24 hours, 8:30, 08:30 or 8.30. Of a
// longer row of digits and dots it is no part, for that is a telephone number.
var clockForm = regexp.MustCompile(`(?:^|[^\d.:,/+])((?:[01]?\d|2[0-4])[:.][0-5]\d)(?:$|[^\d.:,/]|[.:,/](?:\D|$))`)

// What makes a time one of the clock's two rounds. The letters do so at any hour,
// the words only under 12: 下午16:30 and 18:00 in the evening are still of 24 hours.
var (
	halfDay = regexp.MustCompile(`^(?i)[\s\x{2009}]*(?:` +
		`(am|a\.[\s\x{2009}]?m\.?|ص|ق[.\s]?ظ\.?|غ[.\s]?م\.?|дп|ਪੂ\.ਦੁ\.|පෙ\.ව\.?)|` +
		`(pm|p\.[\s\x{2009}]?m\.?|م|ب[.\s]?ظ\.?|غ[.\s]?و\.?|пп|ਬਾ\.ਦੁ\.|ප\.ව\.?))(?:[^\p{L}\p{M}]|$)`)
	lateBehind = regexp.MustCompile(`^(?i)[\s\x{2009}]*(di sera|della sera|del pomeriggio|in the (?:afternoon|evening)|at night|du soir|de l[’']après-midi|de la (?:tarde|noche)|` +
		`după-amiaza|seara|e pasdites|pasdite|вечера|вечора|مساءً?|مساء|بعد الظهر|بعد از ظهر|بعدازظهر|ng (?:hapon|gabi))(?:[^\p{L}\p{M}]|$)`)
	lateBefore = regexp.MustCompile(`(?:下午|晚上|傍晚)[\s\x{2009}]*$`)
	// wholeHour is an hour without minutes that only such letters make a time.
	wholeHour = regexp.MustCompile(`(?i)\b((\d{1,2})[\s\x{2009}]*([ap])(?:m|\.[\s\x{2009}]?m\.?))(?:[^\p{L}\p{M}]|$)`)
)

// times takes those of 24 hours, and with their letters those that are not: these
// are equal to none of 24 hours, although 8:30 and 8:30 pm have the same digits.
func (s *search) times(language string) {
	for at := clockForm.FindStringSubmatchIndex(s.left); at != nil; at = clockForm.FindStringSubmatchIndex(s.left) {
		start, end := at[2], at[3]
		hour, minute, _ := strings.Cut(strings.ReplaceAll(s.left[start:end], ".", ":"), ":")
		value := plainNumber(hour) + ":" + minute
		start, end, half := s.half(start, end, len(plainNumber(hour)) == 1 || hour < "12", language)
		s.take(start, end, clock, value+half)
	}
	if language == "ro" {
		return // 2 am … may be: I have two
	}
	for at := wholeHour.FindStringSubmatchIndex(s.left); at != nil; at = wholeHour.FindStringSubmatchIndex(s.left) {
		hour, half := s.left[at[4]:at[5]], strings.ToLower(s.left[at[6]:at[7]])
		s.take(at[2], at[3], clock, plainNumber(hour)+":00 "+half+"m")
	}
}

// half is which half of the day is written beside a time, and from where to where
// both stand.
func (s *search) half(start, end int, early bool, language string) (from, to int, half string) {
	behind := s.left[end:]
	if at := halfDay.FindStringSubmatchIndex(behind); at != nil {
		switch {
		case at[2] >= 0 && language == "ro" && strings.EqualFold(behind[at[2]:at[3]], "am"): // I have
		case at[2] >= 0:
			return start, end + at[3], " am"
		default:
			return start, end + at[5], " pm"
		}
	}
	if !early {
		return start, end, ""
	}
	if at := lateBehind.FindStringSubmatchIndex(behind); at != nil {
		return start, end + at[3], " pm"
	}
	if at := lateBefore.FindStringIndex(s.left[:start]); at != nil {
		return at[0], end, " pm"
	}
	return start, end, ""
}
