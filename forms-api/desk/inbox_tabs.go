package desk

import (
	"slices"
	"strconv"

	formsapi "sportello/forms-api"
)

// An inboxTab is one of the inbox's lists, with how many are in it.
type inboxTab struct {
	Path, Label string
	Count       string // empty where nobody needs to know
	Some        bool   // there is something to look after
	Current     bool
}

// countedTabs are those whose number says what there is to do.
var countedTabs = []formsapi.Tab{
	formsapi.TabNew, formsapi.TabMine, formsapi.TabWaiting, formsapi.TabToday, formsapi.TabOverdue, formsapi.TabAside,
}

func tabKey(t formsapi.Tab) string          { return "tab-" + string(t) }
func tabExplainedKey(t formsapi.Tab) string { return "tab-explained-" + string(t) }
func emptyTabKey(t formsapi.Tab) string     { return "inbox-empty-" + string(t) }
func sortKey(s formsapi.Sort) string        { return "sort-" + string(s) }
func urgencyKey(u string) string            { return "urgency-" + u }

// tabs are all tabs with the same filter. What was set aside has one where there is
// some.
func (v *visit) tabs(f inboxFilter) ([]inboxTab, error) {
	var tabs []inboxTab
	for _, t := range formsapi.Tabs {
		tab := inboxTab{Path: f.on(t).address("", ""), Label: v.say(tabKey(t)), Current: t == f.Tab}
		if slices.Contains(countedTabs, t) {
			n, err := v.Appointments.CountTab(v.r.Context(), v.staff, f.on(t).query(v.staff))
			if err != nil {
				return nil, err
			}
			if t == formsapi.TabAside && n == 0 && !tab.Current {
				continue
			}
			tab.Count, tab.Some = shownCount(n), n > 0
		}
		tabs = append(tabs, tab)
	}
	return tabs, nil
}

// shownCount is a number that is counted up to MostCounted.
func shownCount(n int) string {
	if n > formsapi.MostCounted {
		return strconv.Itoa(formsapi.MostCounted) + "+"
	}
	return strconv.Itoa(n)
}
