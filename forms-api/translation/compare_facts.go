package translation

import "slices"

// facts compares telephone numbers, times, dates, amounts and addresses, whose
// differing does harm, and the other numbers.
func (c *comparison) facts(source, language string) {
	key := func(f fact) string { return f.kind.String() + " " + f.value }
	lacking, extra := unpaired(c.source.facts(source), c.translated.facts(language), key, key)
	italian, translated := lacking, extra
	lacking, extra = inDigits(lacking, extra, func(f fact) {
		if isSure(f.kind, language) && !namesMonthOf(translated, f) {
			c.tell(Difference{Line: c.placeOf(f), Severity: Warning, Kind: "fact-unchecked", Of: f.kind.id(), There: f.shown}, "the Italian page says %s, of which only the numbers are understood here: look whether the rest is the same", f.shown)
		}
	})
	extra, lacking = inDigits(extra, lacking, func(f fact) {
		if isSure(f.kind, source) && !namesMonthOf(italian, f) {
			c.tell(Difference{Line: f.line, Severity: Warning, Kind: "fact-unchecked", Of: f.kind.id(), Here: f.shown}, "here it says %s, of which only the numbers are understood on the Italian page: look whether the rest is the same", f.shown)
		}
	})
	for kind := address; kind <= number; kind++ {
		c.ofKind(kind, lacking, extra)
	}
}

// inDigits leaves out the dates and amounts of one side that the other says with
// its numbers: "il 21 settembre" where the other language's word for September, or
// for the euro, is not understood. That word is then nobody's to check.
func inDigits(facts, others []fact, unchecked func(fact)) (left, rest []fact) {
	rest = others
	for _, f := range facts {
		without, all := takeNumbers(rest, f.numbers)
		if !all {
			left = append(left, f)
			continue
		}
		rest = without
		unchecked(f)
	}
	return left, rest
}

// namesMonthOf says that a date's month stands beside another day: in "September 21
// and 22" it is beside the 21, in "21 e 22 settembre" beside the 22.
func namesMonthOf(facts []fact, date fact) bool {
	return date.kind == day && slices.ContainsFunc(facts, func(f fact) bool {
		return f.kind == day && f.value[4:8] == date.value[4:8] // 2022-09-21: the 09
	})
}

// plainMonths are the languages in which a month is always called what CLDR calls it.
var plainMonths = []string{"it", "en", "fr", "es", "ro", "fil", "zh-hans"}

// isSure says that a date or an amount of a language would be understood.
func isSure(kind factKind, language string) bool {
	return slices.Contains(map[factKind][]string{day: plainMonths, amount: euroKnown}[kind], language)
}

// takeNumbers takes each of the numbers out of facts, if all of them are there.
func takeNumbers(facts []fact, numbers []string) (without []fact, all bool) {
	if len(numbers) == 0 {
		return facts, false
	}
	without = slices.Clone(facts)
	for _, value := range numbers {
		n := slices.IndexFunc(without, func(f fact) bool { return f.kind == number && f.value == value })
		if n < 0 {
			return facts, false
		}
		without = slices.Delete(without, n, n+1)
	}
	return without, true
}

// ofKind tells what is left over of a kind; what stands in the place of something
// else is told once.
func (c *comparison) ofKind(kind factKind, lacking, extra []fact) {
	other := func(f fact) bool { return f.kind != kind }
	lacking = slices.DeleteFunc(slices.Clone(lacking), other)
	extra = slices.DeleteFunc(slices.Clone(extra), other)
	both := min(len(lacking), len(extra))
	for n := range both {
		c.tell(Difference{Line: extra[n].line, Severity: kind.severity(), Kind: "fact-differs", Of: kind.id(), Here: extra[n].shown, There: lacking[n].shown}, "the %s here is %s, on the Italian page it is %s: correct it", kind, extra[n].shown, lacking[n].shown)
	}
	for _, f := range lacking[both:] {
		c.tell(Difference{Line: c.placeOf(f), Severity: kind.severity(), Kind: "fact-missing", Of: kind.id(), There: f.shown}, "the Italian page has the %s %s, which is missing here: write it as it stands there", kind, f.shown)
	}
	for _, f := range extra[both:] {
		c.tell(Difference{Line: f.line, Severity: kind.severity(), Kind: "fact-extra", Of: kind.id(), Here: f.shown}, "the %s %s is not on the Italian page: take it out, or correct it", kind, f.shown)
	}
}

// placeOf is the line of the translation where a fact of the Italian page would
// stand: in the same passage if both texts have as many, else under the same heading.
func (c *comparison) placeOf(f fact) int {
	if len(c.source.passages) == len(c.translated.passages) {
		return c.translated.passages[f.passage].line
	}
	section := c.source.passages[f.passage].section
	for _, h := range c.translated.headings {
		if section != "" && h.id == section {
			return h.line
		}
	}
	return c.firstLine()
}
