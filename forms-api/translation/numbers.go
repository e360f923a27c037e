package translation

import (
	"regexp"
	"strings"
)

// written is a number with its separators: 1.500, 16,50, 2.2.
const written = `\d+(?:[.,'’\x{2009}]\d+)*`

var (
	numberForm = regexp.MustCompile(written)
	// An amount has its currency before or behind it. The words are those that the
	// euro has in the site's languages, as they begin.
	amountForm = regexp.MustCompile(`(?i)(?:€|\bEUR)[\s\x{2009}]*(` + written + `)|(` + written + `)[\s\x{2009}]*(?:(?:d[ei]|na)\s+)?(?:€|(?:EUR|euro(?:[ist]|sh|ve)?|evro)\b|[еє]вро(?:\PL|$)|يورو|یورو|ইউরো|ਯੂਰੋ|ዩሮ|ኤውሮ|ය[ුූ]රෝ|欧元)`)
	// Some other currencies, of which is only said that they are not the euro.
	foreignForm = regexp.MustCompile(`(?i)(?:[$£¥]|\b(?:USD|GBP|CHF))[\s\x{2009}]*(` + written + `)|(` + written + `)[\s\x{2009}]*(?:(?:d[ei]|na)\s+)?(?:[$£¥]|(?:USD|GBP|CHF|RON|dollar[is]?|dolarë|birr|rupees|takas?|lekë)\b|d[oó]lar|д[оo]лл?ар|рубл|грив[еє]?н|دولار|ډالر|ڈالر|ডলার|ਡਾਲਰ|ዶላር|ඩොලර්|ብር|টাকা|ਰੁਪਏ|روپے|රුපියල්|افغان[ۍی]|تومان|ریال|درهم|美元|人民币|元)`)
)

// euroKnown are the languages whose word for the euro amountForm has.
var euroKnown = []string{"it", "en", "fr", "es", "ro", "sq", "ar", "uk", "ru", "zh-hans", "bn", "pa", "ur", "fa", "ps", "ti", "si", "fil"}

func (s *search) amounts() {
	s.amountsIn(amountForm, func(start, end int, value string) { s.take(start, end, amount, value, value) })
	s.amountsIn(foreignForm, func(start, end int, value string) { s.take(start, end, amount, value+" foreign") })
}

// amountsIn finds the amounts of a form, until each is taken.
func (s *search) amountsIn(form *regexp.Regexp, take func(start, end int, value string)) {
	for at := form.FindStringSubmatchIndex(s.left); at != nil; at = form.FindStringSubmatchIndex(s.left) {
		value := ""
		for n := 2; n < len(at); n += 2 {
			if at[n] >= 0 {
				value = decimal(s.left[at[n]:at[n+1]])
			}
		}
		take(at[0], at[1], value)
	}
}

func (s *search) numbers() {
	for at := numberForm.FindStringIndex(s.left); at != nil; at = numberForm.FindStringIndex(s.left) {
		s.take(at[0], at[1], number, decimal(s.left[at[0]:at[1]]))
	}
}

// decimal reads a number however a language parts it: groups of three digits are
// thousands, other digits behind the last sign are decimals. 16,00 is 16.
func decimal(text string) string {
	groups := separators.Split(text, -1)
	whole, last := groups[:1], ""
	for n, g := range groups[1:] {
		switch {
		case len(g) == 3 && len(groups[0]) <= 3 && last == "":
			whole = append(whole, g)
		case n == len(groups)-2:
			last = g
		default: // a row of numbers, such as a version: as it stands
			return strings.Join(groups, ".")
		}
	}
	value := plainNumber(strings.Join(whole, ""))
	if last = strings.TrimRight(last, "0"); last != "" {
		value += "." + last
	}
	return value
}

var separators = regexp.MustCompile(`[.,'’\x{2009}]`)

// plainNumber is a whole number without the zeros that hours and days begin with; a
// longer one with them is a code, such as 00185.
func plainNumber(digits string) string {
	if len(digits) == 2 {
		return strings.TrimPrefix(digits, "0")
	}
	return digits
}
