package translation

// A factKind is what a fact is, as a row of factKinds.
type factKind int

// The kinds, in the order in which a text is searched for them: what one has taken
// is no other's.
const (
	address factKind = iota
	amount
	day
	clock
	telephone
	number
)

// factKinds are all that is known of each: its name for programs, what findings call
// it, and whether it can do harm that it differs.
var factKinds = [number + 1]struct {
	id       string
	name     string
	severity Severity
}{
	address:   {"address", "e-mail or web address", Error},
	amount:    {"amount", "amount", Error},
	day:       {"date", "date", Error},
	clock:     {"time", "time", Error},
	telephone: {"telephone", "telephone number", Error},
	number:    {"number", "number", Warning},
}

// FactKinds are what a fact may be.
var FactKinds = idsOfKinds()

func idsOfKinds() (ids []string) {
	for _, k := range factKinds {
		ids = append(ids, k.id)
	}
	return ids
}

func (k factKind) String() string     { return factKinds[k].name }
func (k factKind) id() string         { return factKinds[k].id }
func (k factKind) severity() Severity { return factKinds[k].severity }
