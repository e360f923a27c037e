package formsapi

import (
	"cmp"
	"maps"
	"slices"
)

// report makes a report of what was counted.
func (c *reportCount) report() *Report {
	r := &Report{
		Period: c.period, Total: c.total.group(""), Anonymous: fewOrTold(c.anonymous), Erased: fewOrTold(c.erased),
		Breakdowns: map[Dimension]*Breakdown{}, TooFew: c.total.few(), PartMonths: c.partMonths,
	}
	if !r.TooFew { // otherwise every group is of few people, and their number says how many there are
		c.divide(r)
		r.Answer, r.Finish = c.answer.wait(), c.finish.wait()
	}
	c.protect(r)
	return r
}

func (c *reportCount) divide(r *Report) {
	for _, d := range Dimensions {
		b := &Breakdown{By: d}
		var all crowd
		for _, key := range d.sorted(slices.Collect(maps.Keys(c.groups[d]))) {
			b.Groups = append(b.Groups, c.groups[d][key].group(key))
			all.merge(c.groups[d][key])
		}
		b.Total = all.group("")
		r.Breakdowns[d] = b
	}
}

// merge adds who is in another crowd.
func (c *crowd) merge(other *crowd) {
	c.contacts += other.contacts
	c.nameless += other.nameless
	if c.persons == nil {
		c.persons = map[string]struct{}{}
	}
	maps.Copy(c.persons, other.persons)
}

// sorted puts keys in an order that says nothing of how many there are: that of the
// rules' own lists, otherwise that of the alphabet.
func (d Dimension) sorted(keys []string) []string {
	order := dimensionOrder[d]
	slices.SortFunc(keys, func(a, b string) int {
		return cmp.Or(cmp.Compare(placeIn(order, a), placeIn(order, b)), cmp.Compare(a, b))
	})
	return keys
}

var dimensionOrder = map[Dimension][]string{
	ByChannel: names(Intakes),
	ByOutcome: append(names(Outcomes), string(OutcomeUnrecorded), Unfinished),
}

func names[T ~string](of []T) []string {
	all := make([]string, len(of))
	for i, one := range of {
		all[i] = string(one)
	}
	return all
}

// placeIn is a key's place in a list; what is not in it comes after.
func placeIn(order []string, key string) int {
	if at := slices.Index(order, key); at >= 0 {
		return at
	}
	return len(order)
}
