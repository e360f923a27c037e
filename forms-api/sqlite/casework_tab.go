package sqlite

import (
	"github.com/google/uuid"

	"sportello/forms-api"
)

// dueKey is by when something is due; by no time is last. The indexes have it word
// by word.
const dueKey = `coalesce(a.due_at, 9223372036854775807)`

// A tabOrder is what a tab is sorted by, and the index that has it in that order.
// Which one is used is said, not left to SQLite: it knows nothing of how many rows a
// tab has, and would rather sort half the table.
type tabOrder struct {
	index string
	keys  string // besides the id
	down  bool   // the greatest first
}

// tabWhere is what a tab holds, as the partial indexes have it.
var tabWhere = map[formsapi.Tab]string{
	formsapi.TabNew:     `a.set_aside = 0 AND a.finished_at IS NULL AND a.assignee IS NULL AND a.answered_at IS NULL`,
	formsapi.TabMine:    tabMine,
	formsapi.TabWaiting: `a.set_aside = 0 AND a.finished_at IS NULL AND a.awaits_person = 1`,
	formsapi.TabToday:   `a.set_aside = 0 AND a.finished_at IS NULL AND a.awaits_person = 0`,
	formsapi.TabOverdue: `a.set_aside = 0 AND a.finished_at IS NULL AND a.awaits_person = 0`,
	formsapi.TabClosed:  `a.set_aside = 0 AND a.finished_at IS NOT NULL`,
	formsapi.TabAll:     `a.set_aside = 0`,
	formsapi.TabAside:   `a.set_aside = 1`,
}

// tabMine is what somebody works on, as casework_mine has it.
const tabMine = `a.set_aside = 0 AND a.finished_at IS NULL AND a.assignee IS NOT NULL`

// orderOf is the order of a tab that is narrowed by a filter.
func orderOf(f formsapi.TabFilter) (o tabOrder) {
	o = tabOrder{index: "casework_open", keys: `a.created_at`, down: f.Sort == formsapi.SortNewest}
	switch f.Sort {
	case formsapi.SortDue:
		o.index, o.keys = "casework_due", dueKey
	case formsapi.SortUrgency:
		o.index, o.keys = "casework_urgent", `2 - a.urgency, `+dueKey
	}
	switch {
	case f.Tab == formsapi.TabMine:
		o.index = "casework_mine"
	case f.Tab == formsapi.TabNew && o.index == "casework_open":
		o.index = "casework_new"
	case f.Tab == formsapi.TabWaiting && f.Sort == formsapi.SortDue:
		o.index = "casework_waiting"
	case f.Tab == formsapi.TabClosed:
		o.index, o.keys = "casework_finished", `a.finished_at`
	case f.Tab == formsapi.TabAll || f.Tab == formsapi.TabAside:
		o.index = wholeIndex(f)
	}
	if f.OfClosed {
		o.index = "casework_mine"
	}
	return o
}

// wholeIndex is the index of a list of everything: that of the rarest thing that it
// is narrowed by.
func wholeIndex(f formsapi.TabFilter) string {
	switch {
	case f.Assignee != uuid.Nil:
		return "appointment_by_assignee"
	case f.State != "":
		return "appointment_by_queue"
	case f.Language != "":
		return "appointment_by_language"
	}
	return "appointment_by_office"
}

// tabQuery lists a tab of one office, from a place on.
func tabQuery(f formsapi.TabFilter, o formsapi.TabOffice) (string, []any) {
	order := orderOf(f)
	q := narrowed{text: `SELECT a.id, a.urgency, ` + placeKey(f.Sort, order) + ` FROM appointment a INDEXED BY ` + order.index + ` WHERE ` + tabWhere[f.Tab]}
	q.tab(f, o)
	if f.Tab == formsapi.TabMine {
		q.and("a.assignee = ?", f.Reader[:])
	}
	q.and(hasKey)
	q.keyset(f, order)
	return q.text, q.args
}

// countTabQuery counts a tab of one office, and stops at the limit. Each page asks for
// all tabs, so that it reads no more than their indexes, and looks for no keys: what lost
// its key is counted, and not listed.
func countTabQuery(f formsapi.TabFilter, o formsapi.TabOffice) (string, []any) {
	q := narrowed{text: `SELECT count(*) FROM (SELECT 1 FROM appointment a INDEXED BY ` + orderOf(f).index + ` WHERE ` + tabWhere[f.Tab]}
	q.tab(f, o)
	q.text += ` LIMIT ?)`
	return q.text, append(q.args, pageSize(f.Limit))
}

// hasKey is true of what can be opened.
const hasKey = `EXISTS (SELECT 1 FROM record_key k WHERE k.record = a.id)`

// flaggedQuery lists what the reader is asked to look at, at one office. There are
// few of these, so that they are sorted.
func flaggedQuery(f formsapi.TabFilter, o formsapi.TabOffice) (string, []any) {
	order := orderOf(f)
	q := narrowed{
		text: `SELECT a.id, a.urgency, ` + placeKey(f.Sort, order) + ` FROM flag f INDEXED BY flag_by_staff CROSS JOIN appointment a ON a.id = f.appointment WHERE f.staff = ? AND a.set_aside = 0`,
		args: []any{f.Reader[:]},
	}
	q.tab(f, o)
	q.and(hasKey)
	q.keyset(f, order)
	return q.text, q.args
}

// placeKey is the instant that a row's place in a tab has.
func placeKey(s formsapi.Sort, o tabOrder) string {
	if s == formsapi.SortUrgency {
		return dueKey
	}
	return o.keys
}

// tab narrows a query by an office, its bounds, and what else is asked for.
func (q *narrowed) tab(f formsapi.TabFilter, o formsapi.TabOffice) {
	q.and("a.office = ?", o.ID)
	if !o.DueFrom.IsZero() {
		q.and(dueKey+" >= ?", o.DueFrom.UnixMilli())
	}
	if !o.DueBefore.IsZero() {
		q.and(dueKey+" < ?", o.DueBefore.UnixMilli())
	}
	came := "a.created_at"
	if f.Tab == formsapi.TabClosed {
		came = "a.finished_at"
	}
	if !o.From.IsZero() {
		q.and(came+" >= ?", o.From.UnixMilli())
	}
	if !o.Until.IsZero() {
		q.and(came+" < ?", o.Until.UnixMilli())
	}
	q.equal("a.service", f.Service)
	q.equal("a.language", f.Language)
	q.equal("a.state", string(f.State))
	if f.Urgency != nil {
		q.and("a.urgency = ?", int(*f.Urgency))
	}
	if f.Assignee != uuid.Nil {
		q.and("a.assignee = ?", f.Assignee[:])
	}
	if f.Unassigned {
		q.and("a.assignee IS NULL")
	}
	if f.OfClosed {
		q.and(isOfClosed)
	}
}

// keyset takes the rows from a place on, in order.
func (q *narrowed) keyset(f formsapi.TabFilter, o tabOrder) {
	place, down := f.After, o.down
	if f.Before != (formsapi.TabPlace{}) {
		place, down = f.Before, !down
	}
	compare, direction := ">", ""
	if down {
		compare, direction = "<", " DESC"
	}
	switch {
	case place == formsapi.TabPlace{}:
	case f.Sort == formsapi.SortUrgency:
		q.and("("+o.keys+", a.id) "+compare+" (?, ?, ?)", 2-int(place.Urgency), place.At, place.ID[:])
	default:
		q.and("("+o.keys+", a.id) "+compare+" (?, ?)", place.At, place.ID[:])
	}
	q.text += " ORDER BY "
	if f.Sort == formsapi.SortUrgency {
		q.text += `2 - a.urgency` + direction + ", "
	}
	q.text += placeKey(f.Sort, o) + direction + ", a.id" + direction + " LIMIT ?"
	q.args = append(q.args, pageSize(f.Limit))
}
