package translation

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/nyaruka/phonenumbers"

	formsapi "sportello/forms-api"
)

// A fact is something in a text that is the same in every language.
type fact struct {
	kind    factKind
	value   string // equal facts have equal values, however they are written
	shown   string // as it is written
	line    int
	passage int
	numbers []string // of a date with the month in words, and of an amount: what of it are digits
}

// facts finds those of all passages.
func (o *outline) facts(language string) []fact {
	dates := datesOf(language)
	var all []fact
	for n, p := range o.passages {
		s := &search{left: plainDigits(p.text), passage: n, line: p.line}
		s.addresses()
		if strings.ContainsAny(s.left, "0123456789") { // most passages have none
			s.amounts()
			s.dates(dates)
			s.times(language)
			s.telephones()
			s.numbers()
		}
		all = append(all, s.found...)
	}
	return all
}

// search takes the facts out of one passage, kind after kind.
type search struct {
	left    string
	passage int
	line    int
	found   []fact
}

// take notes a stretch of what is left as a fact, and leaves its lines behind.
func (s *search) take(start, end int, kind factKind, value string, numbers ...string) {
	text := s.left[start:end]
	s.found = append(s.found, fact{
		kind: kind, value: value, shown: strings.Join(strings.Fields(text), " "),
		line: s.line + strings.Count(s.left[:start], "\n"), passage: s.passage, numbers: numbers,
	})
	gap := bytes.Repeat([]byte{gapMark}, len(text))
	for n := range text {
		if text[n] == '\n' {
			gap[n] = '\n'
		}
	}
	s.left = s.left[:start] + string(gap) + s.left[end:]
}

// gapMark stands where a fact was: nothing is read across it, and what follows
// stays where it is.
const gapMark = '\x00'

var addressForm = regexp.MustCompile(`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|(?:https?://|www\.)[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+`)

func (s *search) addresses() {
	for at := addressForm.FindStringIndex(s.left); at != nil; at = addressForm.FindStringIndex(s.left) {
		text := strings.TrimRight(s.left[at[0]:at[1]], ".,;:!?)'")
		s.take(at[0], max(at[0]+len(text), at[0]+1), address, strings.TrimSuffix(strings.ToLower(text), "/"))
	}
}

// A run of digits that may hold telephone numbers, and one group of it.
var (
	runForm   = regexp.MustCompile(`\+?\(?\d+\)?(?:[ \x{2009}\n./()-]{1,3}\d+\)?)*`)
	groupForm = regexp.MustCompile(`\+?\d+`)
)

// mostGroups is how many groups of digits a telephone number is written in at most.
const mostGroups = 8

func (s *search) telephones() {
	from := 0
	for {
		run := runForm.FindStringIndex(s.left[from:])
		if run == nil {
			return
		}
		s.telephonesIn(from+run[0], from+run[1])
		from += run[1]
	}
}

// telephonesIn takes, from the left, the longest row of groups that is a number.
func (s *search) telephonesIn(start, end int) {
	groups := groupForm.FindAllStringIndex(s.left[start:end], -1)
	for n := 0; n < len(groups); n++ {
		for last := min(n+mostGroups, len(groups)) - 1; last >= n; last-- {
			if e164, ok := dialled(s.left[start+groups[n][0] : start+groups[last][1]]); ok {
				s.take(start+groups[n][0], start+groups[last][1], telephone, e164)
				n = last
				break
			}
		}
	}
}

// dialled reads a telephone number, or one of Italy's short ones (112, 1522).
func dialled(text string) (value string, ok bool) {
	if !strings.ContainsAny(text, " \u2009\n./()-+") && len(text) >= 3 && len(text) <= 6 {
		n, err := phonenumbers.Parse(text, formsapi.DefaultRegion)
		return text, err == nil && phonenumbers.IsValidShortNumberForRegion(n, formsapi.DefaultRegion)
	}
	return formsapi.ParsePhone(text)
}
