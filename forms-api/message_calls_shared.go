package formsapi

import "slices"

// SharedCall is what a row of the call list has to do with the row before it, where both
// are for one telephone or e-mail; empty where they are not. Families and hostels share
// a telephone: nobody is told of the matter of somebody else.
type SharedCall string

// What there is.
const (
	SharedByOne     SharedCall = "again"  // the same person: both can be told in one call
	SharedByTwo     SharedCall = "other"  // somebody with another name
	SharedByWhoever SharedCall = "unsure" // it cannot be known, or must not be said before one knows who answers
)

// together puts behind each row what else is for the same telephone or e-mail, one name
// after the other.
func together(rows []CallRow) (all []CallRow) {
	for _, one := range gathered(rows, func(a, b CallRow) bool { return a.To != "" && a.To == b.To }) {
		all = append(all, shared(slices.Concat(gathered(one, sameCalled)...))...)
	}
	return all
}

// gathered are rows by what is the same in them, in the order of the first of each.
func gathered(rows []CallRow, same func(a, b CallRow) bool) (groups [][]CallRow) {
	for _, r := range rows {
		n := slices.IndexFunc(groups, func(group []CallRow) bool { return same(group[0], r) })
		if n < 0 {
			groups = append(groups, []CallRow{r})
			continue
		}
		groups[n] = append(groups[n], r)
	}
	return groups
}

func sameCalled(a, b CallRow) bool { return sameName(a.Name, b.Name) }

// shared says of the rows for one telephone or e-mail how they stand to one another.
func shared(rows []CallRow) []CallRow {
	discreet := slices.ContainsFunc(rows, func(r CallRow) bool { return r.Discreet })
	for i := range rows {
		rows[i].BesideDiscreet = discreet && !rows[i].Discreet
		if i > 0 {
			rows[i].Shared = rows[i].sharedWith(rows[i-1], discreet)
		}
	}
	return rows
}

func (r CallRow) sharedWith(before CallRow, discreet bool) SharedCall {
	switch same := sameCalled(r, before); {
	case same && !discreet:
		return SharedByOne
	case same || len(NameWords(r.Name)) == 0 || len(NameWords(before.Name)) == 0:
		return SharedByWhoever
	}
	return SharedByTwo
}
