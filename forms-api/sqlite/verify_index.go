package sqlite

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"sportello/forms-api"
)

// indexes holds what a request can be found by against what its details say: a
// person whose entry was taken away, or given to somebody else's request, would be
// told that there is none, or be shown another's.
func (v *verification) indexes(ctx context.Context, a formsapi.Appointment, d formsapi.Details) error {
	wanted := formsapi.DetailIndexesBy(v.sealer, d, a.Indexed)
	var query []string
	var args []any
	for _, i := range wanted {
		query = append(query, `SELECT kind || hex(value) FROM blind_index WHERE kind = ? AND value = ? AND record = ?`)
		args = append(args, string(i.Kind), i.Value, a.ID[:])
	}
	found, err := list(ctx, v.tx, scanText, strings.Join(query, " UNION ALL "), args...)
	for _, i := range wanted {
		if !slices.Contains(found, fmt.Sprintf("%s%X", i.Kind, i.Value)) && err == nil {
			v.find("The appointment %s cannot be found by its %s.", a.ID, i.Kind)
		}
	}
	v.indexed += len(found)
	if a.Indexed > 0 && !bytes.Equal(a.Person, formsapi.PersonOf(v.sealer, d)) {
		v.find("The appointment %s is counted under somebody else.", a.ID)
	}
	return err
}

// A record's indexes have no order of their own: what is there beyond what was
// looked for is counted.
const countIndexes = `
SELECT count(*) FROM blind_index WHERE record IN (SELECT record FROM record_key)`

// strangers finds entries that lead to a request by what it does not say. One that
// does not open was not asked what it says, and is a finding already.
func (v *verification) strangers(ctx context.Context) error {
	n, err := first(ctx, v.tx, scanNumber, countIndexes)
	if n > v.indexed && !v.unread {
		v.find("%d entries lead to requests by what these do not say.", n-v.indexed)
	}
	return err
}
