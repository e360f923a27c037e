package formsapi

import (
	"maps"
	"slices"
)

// protect hides what would tell of few people, also where it takes several figures
// of the report to work it out. The order of everything is fixed: two prints of one
// report that hide different figures would tell both.
func (c *reportCount) protect(r *Report) {
	p := &protection{of: map[*Figure]*figureCell{}}
	total := p.group(&r.Total, true)
	anonymous, erased := p.figure(&r.Anonymous, 1, FewPeople-1, false), p.figure(&r.Erased, 1, FewPeople-1, false)
	p.rules = append(p.rules, figureRule{
		append(terms(1, []*figureCell{total.contacts}), terms(-1, []*figureCell{anonymous, erased, total.persons})...), 0, unbounded,
	})
	groups := map[Dimension]map[string]groupCells{}
	for _, d := range Dimensions {
		if b := r.Breakdowns[d]; b != nil {
			groups[d] = p.breakdown(b, d, total, groups)
		}
	}
	if len(groups) == 0 {
		p.protect()
		return
	}
	var joint []*figureCell
	for _, both := range c.together() {
		joint = append(joint, p.same(cellsOf(groups[ByService], both.services), cellsOf(groups[ByActivity], both.activities)))
	}
	p.sum(joint, []*figureCell{total.contacts})
	p.protect()
	for _, d := range Dimensions {
		if b := r.Breakdowns[d]; b != nil {
			b.Total = b.wholeOf(r)
		}
	}
}

// breakdown adds the groups of a dimension, and of what they are the parts.
func (p *protection) breakdown(b *Breakdown, d Dimension, total groupCells, groups map[Dimension]map[string]groupCells) map[string]groupCells {
	all := map[string]groupCells{}
	var parts []groupCells
	for i := range b.Groups {
		g := p.group(&b.Groups[i], false)
		all[b.Groups[i].Key] = g
		parts = append(parts, g)
	}
	whole := total
	switch d {
	case ByUnmet:
		whole = groups[ByOutcome][string(OutcomeNothing)]
		for i, g := range b.Groups {
			p.within(parts[i], groups[ByService][g.Key])
		}
	case ByKept:
		whole = p.group(&b.Total, true)
		p.within(whole, total)
		p.missed(all[KeptMissed], groups[ByOutcome][string(OutcomeDidNotCome)])
	}
	if len(parts) > 0 {
		p.divide(whole, parts)
	}
	return all
}

// within notes that a group is a part of another.
func (p *protection) within(part, of groupCells) {
	p.atMost(part.contacts, of.contacts)
	p.atMost(part.persons, of.persons)
}

// missed notes that who missed an appointment is who did not come: with few
// exceptions that nobody who reads the report knows of.
func (p *protection) missed(a, b groupCells) {
	if a.contacts != nil && b.contacts != nil && a.contacts.N == b.contacts.N {
		p.same([]groupCells{a}, []groupCells{b})
	}
}

// same notes that some groups are together the same contacts as others, and says how
// many these are.
func (p *protection) same(some, others []groupCells) *figureCell {
	both := unseen()
	p.cells = append(p.cells, both)
	p.sum(contactsOf(some), []*figureCell{both})
	p.sum(contactsOf(others), []*figureCell{both})
	p.sum(contactsOf(some), contactsOf(others)) // follows, but says which to hide beside which
	if len(some) == 1 && len(others) == 1 && some[0].persons.N == others[0].persons.N {
		p.sum([]*figureCell{some[0].persons}, []*figureCell{others[0].persons})
	}
	return both
}

func contactsOf(groups []groupCells) (all []*figureCell) {
	for _, g := range groups {
		all = append(all, g.contacts)
	}
	return all
}

// wholeOf is what a breakdown's groups are the parts of, as it may be told.
func (b *Breakdown) wholeOf(r *Report) Group {
	switch b.By {
	case ByKept:
		return b.Total
	case ByUnmet:
		g, _ := r.Of(ByOutcome).Group(string(OutcomeNothing))
		return g
	}
	return r.Total
}

// jointly are services whose contacts are those of some activities, and of no others.
type jointly struct{ services, activities []string }

// together divides services and activities into such groups: a reader knows from the
// projects which service counts under which activity.
func (c *reportCount) together() (all []jointly) {
	met := map[string]bool{}
	for _, service := range ByService.sorted(slices.Collect(maps.Keys(c.groups[ByService]))) {
		if met[service] {
			continue
		}
		j := jointly{services: []string{service}}
		for n := 0; n < len(j.services); n++ {
			met[j.services[n]] = true
			c.spread(&j, j.services[n])
		}
		all = append(all, j)
	}
	return all
}

// spread adds the activities of a service, and the other services of those.
func (c *reportCount) spread(j *jointly, service string) {
	for _, activity := range ByActivity.sorted(slices.Collect(maps.Keys(c.groups[ByActivity]))) {
		if !c.beside[[2]string{service, activity}] || slices.Contains(j.activities, activity) {
			continue
		}
		j.activities = append(j.activities, activity)
		for _, other := range ByService.sorted(slices.Collect(maps.Keys(c.groups[ByService]))) {
			if c.beside[[2]string{other, activity}] && !slices.Contains(j.services, other) {
				j.services = append(j.services, other)
			}
		}
	}
}

func cellsOf(groups map[string]groupCells, keys []string) (all []groupCells) {
	for _, key := range keys {
		if g, there := groups[key]; there {
			all = append(all, g)
		}
	}
	return all
}
