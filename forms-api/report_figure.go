package formsapi

import "strconv"

// A Figure is a number as it may be told.
type Figure struct {
	N  int // 0 where it is not told
	As Disclosure
}

// A Disclosure is what is told of a number.
type Disclosure int

// What can be told.
const (
	Told  Disclosure = iota // the number
	Few                     // that fewer than FewPeople people are known to be behind it
	Aside                   // that it is FewPeople or more: with it, one that is Few could be computed
)

// String writes the figure as reports show it.
func (f Figure) String() string {
	switch f.As {
	case Few:
		return "<" + strconv.Itoa(FewPeople)
	case Aside:
		return "≥" + strconv.Itoa(FewPeople)
	}
	return strconv.Itoa(f.N)
}

// A crowd counts contacts and who is behind them.
type crowd struct {
	contacts int
	persons  map[string]struct{} // by their keyed hash
	nameless int                 // contacts of which nobody can say whose they were
}

func (c *crowd) add(person []byte) {
	c.contacts++
	if len(person) == 0 {
		c.nameless++
		return
	}
	if c.persons == nil {
		c.persons = map[string]struct{}{}
	}
	c.persons[string(person)] = struct{}{}
}

// addNameless counts contacts of which only the number is left.
func (c *crowd) addNameless(n int) { c.contacts, c.nameless = c.contacts+n, c.nameless+n }

// people is how many there are at most: each nameless contact may be somebody else's.
func (c *crowd) people() int { return len(c.persons) + c.nameless }

// few says whether there are people, and fewer than may be told of.
func (c *crowd) few() bool { return c.contacts > 0 && c.people() < FewPeople }

// group is the crowd as figures, of which those are Few that have to be.
func (c *crowd) group(key string) Group {
	g := Group{Key: key, Contacts: Figure{N: c.contacts}, Persons: fewOrTold(len(c.persons))}
	if c.few() {
		g.Contacts.As, g.Persons.As = Few, Few
	}
	return g
}

// fewOrTold is a number of people by itself.
func fewOrTold(n int) Figure {
	if n > 0 && n < FewPeople {
		return Figure{n, Few}
	}
	return Figure{N: n}
}
