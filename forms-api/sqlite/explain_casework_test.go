package sqlite

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// Given each tab in each of its orders, at its beginning and from a place on, both
// ways, SQLite goes along one index of that office: it neither goes through a table
// nor sorts. Only what one colleague has is sorted, unless it is by due.
func TestEachTabHasTheIndexItNeeds(t *testing.T) {
	s := givenStore(t, givenRing(t))
	there := formsapi.TabPlace{Urgency: formsapi.UrgencyNormal, At: noon.UnixMilli(), ID: uuid.Must(uuid.NewV7())}
	for _, tab := range formsapi.Tabs {
		for _, sort := range tab.Sorts() {
			for _, place := range []formsapi.TabFilter{{}, {After: there}, {Before: there}} {
				f := formsapi.TabFilter{Tab: tab, Sort: sort, Reader: uuid.Must(uuid.NewV7()), After: place.After, Before: place.Before, Limit: 51}
				query, args := tabQuery(f, officeOf(tab))
				plan := explained(t, s, query, args)
				if index := orderOf(f).index; !goesBy(plan, index) {
					t.Errorf("%s by %s: not by %s: %v", tab, sort, index, plan)
				}
				sorts := slices.ContainsFunc(plan, func(step string) bool { return strings.Contains(step, "TEMP B-TREE") })
				if may := tab == formsapi.TabMine && sort != formsapi.SortDue; sorts && !may {
					t.Errorf("%s by %s is sorted: %v", tab, sort, plan)
				}
				if slices.ContainsFunc(plan, func(step string) bool { return strings.HasPrefix(step, "SCAN") }) {
					t.Errorf("%s by %s goes through a table: %v", tab, sort, plan)
				}
			}
		}
	}
}

// Given each tab whose number stands beside its name, SQLite counts it in its index
// alone: it opens no row.
func TestTabsAreCountedInTheirIndexes(t *testing.T) {
	s := givenStore(t, givenRing(t))
	for _, tab := range formsapi.Tabs {
		if tab == formsapi.TabMine {
			continue // what one colleague has is listed
		}
		query, args := countTabQuery(formsapi.TabFilter{Tab: tab, Sort: tab.Sorts()[0], Limit: 101}, officeOf(tab))
		plan := explained(t, s, query, args)
		if !slices.ContainsFunc(plan, func(step string) bool { return strings.HasPrefix(step, "SEARCH a USING COVERING INDEX") }) {
			t.Errorf("%s is not counted in an index alone: %v", tab, plan)
		}
	}
}

// Given what is in the name of closed accounts, each tab lists it, and counts it, by what each of
// them has: accounts are gone through, requests are not. It is counted in the index alone,
// and so is what one colleague has not finished.
func TestWhatIsOfClosedAccountsIsFoundByThem(t *testing.T) {
	s := givenStore(t, givenRing(t))
	straight := func(name string, plan []string) {
		t.Helper()
		if !slices.ContainsFunc(plan, func(step string) bool {
			return strings.HasPrefix(step, "SEARCH a USING") && strings.Contains(step, "INDEX casework_mine (assignee=?")
		}) {
			t.Errorf("%s: %v", name, plan)
		}
		for _, step := range plan {
			if strings.HasPrefix(step, "SCAN") && step != "SCAN s" && !strings.Contains(step, "subquery") {
				t.Errorf("%s goes through a table: %s", name, step)
			}
		}
	}
	for _, tab := range formsapi.Tabs {
		for _, sort := range tab.Sorts() {
			f := formsapi.TabFilter{Tab: tab, Sort: sort, OfClosed: true, Reader: uuid.Must(uuid.NewV7()), Limit: 51}
			query, args := tabQuery(f, officeOf(tab))
			straight(string(tab)+" by "+string(sort), explained(t, s, query, args))
		}
	}
	query, args := countTabQuery(formsapi.TabFilter{Tab: formsapi.TabAll, Sort: formsapi.SortNewest, OfClosed: true, Limit: 101}, officeOf(formsapi.TabAll))
	counted := explained(t, s, query, args)
	own := explained(t, s, countUnfinished, []any{[]byte("id"), 101})
	for name, plan := range map[string][]string{"the count": counted, "a colleague's count": own} {
		straight(name, plan)
		if !slices.ContainsFunc(plan, func(step string) bool { return strings.HasPrefix(step, "SEARCH a USING COVERING INDEX") }) {
			t.Errorf("%s is not made in an index alone: %v", name, plan)
		}
	}
}

// officeOf is an office with the bounds that a tab has.
func officeOf(tab formsapi.Tab) formsapi.TabOffice {
	o := formsapi.TabOffice{ID: "potenza"}
	switch tab {
	case formsapi.TabToday:
		o.DueFrom, o.DueBefore = noon, noon.Add(12*time.Hour)
	case formsapi.TabOverdue:
		o.DueBefore = noon
	}
	return o
}

// Given a list of everything that is narrowed, the index of the rarest thing serves it.
func TestEverythingGoesByWhatItIsNarrowedBy(t *testing.T) {
	s := givenStore(t, givenRing(t))
	for index, f := range map[string]formsapi.TabFilter{
		"appointment_by_office":   {},
		"appointment_by_queue":    {State: formsapi.Declined, Language: "si"},
		"appointment_by_language": {Language: "si"},
		"appointment_by_assignee": {Assignee: uuid.Must(uuid.NewV7()), Language: "si"},
	} {
		f.Tab, f.Sort, f.Limit = formsapi.TabAll, formsapi.SortNewest, 51
		query, args := tabQuery(f, formsapi.TabOffice{ID: "potenza"})
		plan := explained(t, s, query, args)
		if !goesBy(plan, index) {
			t.Errorf("%s: not in %q", index, plan)
		}
		for _, step := range plan {
			if !goesStraight(step) {
				t.Errorf("%s: %s", index, step)
			}
		}
	}
}

// Given what else the desk asks for, it is found by an index.
func TestCaseworkIsFoundByIndexes(t *testing.T) {
	s := givenStore(t, givenRing(t))
	id := []byte("id")
	phone := formsapi.BlindIndex{Kind: formsapi.IndexPhone, Value: []byte("0123456789abcdef")}
	word := formsapi.BlindIndex{Kind: formsapi.IndexNameWord, Value: []byte("0123456789abcdef")}
	for name, q := range map[string]func() (string, []any){
		"offices":     plain(selectRequestOffices, false),
		"flags":       plain(flagsOf, id),
		"notes":       plain(notesOf, id),
		"draft":       plain(selectDraft, id, id, "note"),
		"kept places": plain(forgetKept[0], 1),
		"kept told":   plain(forgetKept[1], 1),
		"undo":        plain(countTold, id, 1, 1),
		"to index":    plain(selectToIndex, 10),
		"hold back":   plain(postpone, 1, id, 1),
		"telephone":   found(phone, nil, nil),
		"two words":   found(word, [][]formsapi.BlindIndex{{word, phone}}, []string{"potenza"}),
		"flagged": func() (string, []any) {
			f := formsapi.TabFilter{Tab: formsapi.TabMine, Sort: formsapi.SortDue, Reader: uuid.Must(uuid.NewV7()), Limit: 51}
			return flaggedQuery(f, formsapi.TabOffice{ID: "potenza"})
		},
	} {
		query, args := q()
		for _, step := range explained(t, s, query, args) {
			if strings.Contains(step, "TEMP B-TREE") && !strings.HasPrefix(name, "flag") {
				t.Errorf("%s: %s", name, step)
			}
			of, ok := strings.CutPrefix(step, "SCAN ")
			if through := ok && !slices.Contains([]string{"offices", "CONSTANT ROW", "a USING INDEX appointment_to_index"}, of) &&
				!strings.HasPrefix(of, "json_each ") && !strings.Contains(of, "subquery"); through {
				t.Errorf("%s: %s", name, step)
			}
		}
	}
}

func found(by formsapi.BlindIndex, groups [][]formsapi.BlindIndex, offices []string) func() (string, []any) {
	return func() (string, []any) { return foundQuery(by, groups, offices, 51) }
}
