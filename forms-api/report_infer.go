package formsapi

// What a reader can work out of a report: which numbers add up to which, and which
// is no more than which. It is what protect has to reckon with.

// A figureCell is a figure, with what everybody knows of it where it is not told.
type figureCell struct {
	*Figure
	fewest, most int // where it is Few
	total        bool
	sum          bool        // of figures; not shown itself
	twin         *figureCell // the group's other figure: it bounds this one, and is hidden with it
}

// unbounded is more than any report counts.
const unbounded = 1 << 30

// bounds are between which numbers a reader knows a figure to be.
type bounds struct{ low, high int }

func (c *figureCell) bounds() bounds {
	switch c.As {
	case Few:
		return bounds{c.fewest, c.most}
	case Aside:
		return bounds{FewPeople, unbounded}
	}
	return bounds{c.N, c.N}
}

func (k bounds) exact() bool { return k.low == k.high }

// A figureRule holds between figures: the sum of its terms is from least to most.
type figureRule struct {
	terms       []figureTerm
	least, most int
}

// A figureTerm is a figure that is added (1) or taken away (-1).
type figureTerm struct {
	sign int
	of   *figureCell
}

// infer narrows what is known of each figure by the rules, until they say nothing
// new. The numbers are whole and small, so this ends; it stops early in any case.
func infer(cells []*figureCell, rules []figureRule) map[*figureCell]bounds {
	all := make(map[*figureCell]bounds, len(cells))
	for _, c := range cells {
		all[c] = c.bounds()
	}
	const enough = 1000
	for range enough {
		changed := false
		for _, r := range rules {
			changed = r.narrow(all) || changed
		}
		if !changed {
			break
		}
	}
	return all
}

// narrow applies a rule to each of its terms.
func (r figureRule) narrow(all map[*figureCell]bounds) (changed bool) {
	low, high := 0, 0
	for _, t := range r.terms {
		k := t.signed(all[t.of])
		low, high = low+k.low, high+k.high
	}
	for _, t := range r.terms {
		before := all[t.of]
		mine := t.signed(before)
		rest := bounds{low - mine.low, high - mine.high}
		after := mine
		if bounded(rest.low) && bounded(r.most) {
			after.high = min(after.high, r.most-rest.low)
		}
		if bounded(rest.high) && bounded(r.least) {
			after.low = max(after.low, r.least-rest.high)
		}
		if after == mine {
			continue
		}
		all[t.of], changed = t.signed(after), true
		low, high = rest.low+after.low, rest.high+after.high
	}
	return changed
}

// signed turns what is known of a term around if it is taken away; twice is as before.
func (t figureTerm) signed(k bounds) bounds {
	if t.sign < 0 {
		return bounds{-k.high, -k.low}
	}
	return k
}

// bounded says whether a sum has no part that could be anything.
func bounded(n int) bool { return -unbounded/2 < n && n < unbounded/2 }
