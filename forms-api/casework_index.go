package formsapi

import (
	"context"
	"fmt"
)

// renewRows is how many requests are indexed anew in one go.
const renewRows = 100

// RenewIndexes indexes some requests anew that are still found by older rules, and
// says how many: the program that brought new rules needs the key ring for that, and
// people can be served meanwhile. What cannot be read is noted as done: nobody finds it by
// its name in any case.
func (u *PassTime) RenewIndexes(ctx context.Context) (renewed int, err error) {
	old, err := u.Store.ToIndex(ctx, renewRows)
	if err != nil {
		return 0, fmt.Errorf("reading what is to be indexed: %w", err)
	}
	all := make([]Reindexed, len(old))
	for i, a := range old {
		all[i] = Reindexed{ID: a.ID, Version: a.Version, Rules: IndexRules}
		if d, err := OpenDetails(u.Sealer, a); err == nil {
			all[i].Forget, all[i].Indexes = DetailIndexesBy(u.Sealer, d, a.Indexed), DetailIndexes(u.Sealer, d)
			all[i].Person = PersonOf(u.Sealer, d)
		}
	}
	if len(all) == 0 {
		return 0, nil
	}
	return len(all), wrapped("indexing requests anew", u.Store.Index(ctx, all))
}
