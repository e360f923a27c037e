package desk_test

import (
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"github.com/google/go-cmp/cmp"

	formsapi "sportello/forms-api"
)

// What a visitor leaves who changes nothing: that they were there, and what they read.
var (
	tracesIn = []string{"session", "audit"}
	tracesOf = []formsapi.Action{
		formsapi.ActionRead, formsapi.ActionList, formsapi.ActionAccount, formsapi.ActionPerson, formsapi.ActionSignOut,
	}
)

// A standing is what the store has: the rows of each table, but for traces, and what
// the log has of changes.
type standing map[string][]string

func (h *help) standing() standing {
	h.t.Helper()
	db, err := sql.Open("sqlite", "file:"+h.path)
	if err != nil {
		h.t.Fatal(err)
	}
	defer db.Close()
	stands := standing{}
	for _, row := range h.rowsOf(db, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`) {
		if table := row[0].(string); !slices.Contains(tracesIn, table) {
			for _, cells := range h.rowsOf(db, `SELECT * FROM "`+table+`"`) {
				stands[table] = append(stands[table], fmt.Sprintf("%x", cells))
			}
			slices.Sort(stands[table])
		}
	}
	for _, e := range h.log() {
		if !slices.Contains(tracesOf, e.Action) {
			stands["changes"] = append(stands["changes"], fmt.Sprint(e.Action, " ", e.Subject, " ", e.Detail))
		}
	}
	return stands
}

func (h *help) rowsOf(db *sql.DB, query string) (all [][]any) {
	h.t.Helper()
	rows, err := db.QueryContext(h.t.Context(), query)
	if err != nil {
		h.t.Fatal(err)
	}
	defer rows.Close()
	names, _ := rows.Columns()
	for rows.Next() {
		cells, into := make([]any, len(names)), make([]any, len(names))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			h.t.Fatal(err)
		}
		all = append(all, cells)
	}
	if err := rows.Err(); err != nil {
		h.t.Fatal(err)
	}
	return all
}

// unchanged fails where something was stored, removed or noted as done since.
func (h *help) unchanged(after string, before standing) {
	h.t.Helper()
	now := h.standing()
	for _, table := range slices.Sorted(maps.Keys(now)) {
		if diff := cmp.Diff(before[table], now[table]); diff != "" {
			h.t.Errorf("%s has changed what %s holds: %s", after, table, brief(diff))
		}
	}
	for table := range before {
		if _, stands := now[table]; !stands {
			h.t.Errorf("%s has emptied %s", after, table)
		}
	}
}
