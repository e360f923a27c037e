package formsapi

import "slices"

// A protection decides what of a report is not told.
type protection struct {
	cells   []*figureCell
	rules   []figureRule
	divided []division
	of      map[*Figure]*figureCell
}

// A division is what groups are the parts of.
type division struct {
	whole groupCells
	parts []groupCells
}

// groupCells are the two figures of a group.
type groupCells struct{ contacts, persons *figureCell }

// group adds a group's figures. Of a group of few people nothing is known but that
// there are some; of persons who are few within a larger group, that there is one.
func (p *protection) group(g *Group, total bool) groupCells {
	fewest := 1
	if g.Contacts.As == Few {
		fewest = 0
	}
	cells := groupCells{
		contacts: p.figure(&g.Contacts, 1, unbounded, total),
		persons:  p.figure(&g.Persons, fewest, FewPeople-1, total),
	}
	cells.contacts.twin, cells.persons.twin = cells.persons, cells.contacts
	p.atMost(cells.persons, cells.contacts)
	return cells
}

func (p *protection) figure(f *Figure, fewest, most int, total bool) *figureCell {
	if c, there := p.of[f]; there {
		return c
	}
	c := &figureCell{Figure: f, fewest: fewest, most: most, total: total}
	p.cells, p.of[f] = append(p.cells, c), c
	return c
}

// unseen is a sum that the report does not show, and that can be worked with.
func unseen() *figureCell {
	return &figureCell{Figure: &Figure{As: Few}, most: unbounded, sum: true}
}

// sum notes that some figures are together as much as others.
func (p *protection) sum(parts, whole []*figureCell) {
	p.rules = append(p.rules, figureRule{append(terms(1, parts), terms(-1, whole)...), 0, 0})
}

// atMost notes that one figure is no more than some others together.
func (p *protection) atMost(one *figureCell, others ...*figureCell) {
	p.rules = append(p.rules, figureRule{append(terms(1, others), figureTerm{-1, one}), 0, unbounded})
}

func terms(sign int, cells []*figureCell) []figureTerm {
	var all []figureTerm
	for _, c := range cells {
		all = append(all, figureTerm{sign, c})
	}
	return all
}

// divide notes that groups are the parts of a whole: their contacts add up to its
// contacts; a person can be in several, but in no more groups than there are.
func (p *protection) divide(whole groupCells, parts []groupCells) {
	var contacts, persons []*figureCell
	for _, part := range parts {
		contacts, persons = append(contacts, part.contacts), append(persons, part.persons)
		p.atMost(part.persons, whole.persons)
	}
	p.divided = append(p.divided, division{whole, parts})
	p.sum(contacts, []*figureCell{whole.contacts})
	p.atMost(whole.persons, persons...)
}

// protect hides figures beside those that are Few, until nobody can compute one that
// is not told; what is not told is then forgotten.
func (p *protection) protect() {
	for {
		sums, rules := p.hiddenTogether()
		all := infer(append(sums, p.cells...), append(rules, p.rules...))
		given := slices.DeleteFunc(slices.Clone(p.cells), func(c *figureCell) bool { return c.sum || c.As == Told || !all[c].exact() })
		if len(given) == 0 || !p.hideBeside(given) {
			break
		}
	}
	for _, c := range p.cells {
		if c.As != Told {
			c.N = 0
		}
	}
}

// hiddenTogether notes of each division that the persons of all groups whose contacts
// are not told are together no more than those contacts, which can be computed.
func (p *protection) hiddenTogether() (sums []*figureCell, rules []figureRule) {
	for _, d := range p.divided {
		both := unseen()
		sums = append(sums, both)
		hidden, rest, all := []figureTerm{{-1, both}}, []figureTerm{{1, d.whole.contacts}, {-1, both}}, []figureTerm{{1, both}, {-1, d.whole.persons}}
		for _, part := range d.parts {
			if part.contacts.As == Told {
				rest, all = append(rest, figureTerm{-1, part.contacts}), append(all, figureTerm{1, part.persons})
			} else {
				hidden = append(hidden, figureTerm{1, part.persons})
			}
		}
		rules = append(rules, figureRule{hidden, 0, 0}, figureRule{rest, 0, unbounded}, figureRule{all, 0, unbounded})
	}
	return sums, rules
}
