package sqlite

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// Given what a night looks for, and what a coordinator asks of the log, SQLite reads
// it from an index: a million requests do not make them wait who store something.
func TestTheNightAndTheTrailHaveTheirIndexes(t *testing.T) {
	s := givenStore(t, givenRing(t))
	for index, q := range map[string]struct {
		query string
		args  []any
	}{
		"retention_finished":  {overdue[formsapi.KindFinished], []any{noon.UnixMilli(), 10}},
		"appointment_by_time": {overdue[formsapi.KindSetAside], []any{noon.UnixMilli(), 10}},
		"retention_rating":    {overdue[formsapi.KindComments], []any{noon.UnixMilli(), 10}},
		"retention_message":   {forgets[formsapi.KindMessages][0], []any{noon.UnixMilli(), 10}},
		"draft_by_time":       {forgets[formsapi.KindDrafts][0], []any{noon.UnixMilli(), 10}},
		"audit_by_subject":    {selectAbout, []any{uuid.NewString(), 9, 10}},
		"erasure_by_record":   {selectErasureOf, []any{[]byte("id")}},
		"erasure_open":        {selectOpenErasures, nil},
	} {
		steps := explained(t, s, q.query, q.args)
		if !goesBy(steps, index) {
			t.Errorf("%s is not used: %q", index, steps)
		}
		if slices.ContainsFunc(steps, func(step string) bool {
			return strings.HasPrefix(step, "SCAN") && !strings.Contains(step, "INDEX") && !strings.Contains(step, "subquery")
		}) {
			t.Errorf("%s: a whole table is read: %q", index, steps)
		}
	}
}

// Given records that are erased, what is left of them is found by an index in each
// table: the one writer waits for it, and with it everybody who sends a request.
func TestErasingReadsNoWholeTable(t *testing.T) {
	s := givenStore(t, givenRing(t))
	for _, of := range ofErased {
		query := `DELETE FROM ` + of.table + ` WHERE ` + of.column + ` IN (SELECT id FROM rating)` // as gone: a list of ids
		for _, step := range explained(t, s, query, nil) {
			if strings.HasPrefix(step, "SCAN "+of.table) {
				t.Errorf("%s: %s", of.table, step)
			}
		}
	}
}
