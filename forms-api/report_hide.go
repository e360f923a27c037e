package formsapi

import "slices"

// hideBeside hides the smallest figure that one which can be computed adds up with,
// or is bounded by, or any; a total only where nothing else is left.
func (p *protection) hideBeside(given []*figureCell) bool {
	for _, near := range []func(figureRule) bool{
		func(r figureRule) bool { return r.hasOne(given) && r.least == r.most },
		func(r figureRule) bool { return r.hasOne(given) },
		func(figureRule) bool { return true },
	} {
		if least := p.smallest(near); least != nil {
			least.hide()
			return true
		}
	}
	return false
}

// smallest is the smallest figure that can be hidden, of some rules.
func (p *protection) smallest(of func(figureRule) bool) (least *figureCell) {
	for _, r := range p.rules {
		for _, t := range r.terms {
			if of(r) && t.of.hideable() && (least == nil || t.of.before(least)) {
				least = t.of
			}
		}
	}
	return least
}

func (r figureRule) hasOne(of []*figureCell) bool {
	return slices.ContainsFunc(r.terms, func(t figureTerm) bool { return slices.Contains(of, t.of) })
}

// hide sets a group aside. One whose persons are few is then not told at all: that it
// has five contacts or more would narrow them.
func (c *figureCell) hide() {
	c.As = Aside
	switch {
	case c.twin == nil:
	case c.twin.As == Few:
		c.As = Few
	case c.twin.hideable():
		c.twin.As = Aside
	}
}

// hideable says whether it is told, and large enough for Aside to be true.
func (c *figureCell) hideable() bool { return c.As == Told && c.N >= FewPeople }

func (c *figureCell) before(other *figureCell) bool {
	if c.total != other.total {
		return other.total
	}
	return c.N < other.N
}
