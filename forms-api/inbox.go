package formsapi

import (
	"slices"
	"time"

	"github.com/google/uuid"
)

// A Tab is one list of the inbox.
type Tab string

// The tabs.
const (
	TabNew     Tab = "new"     // waits for the desk, nobody has it, and nobody has answered
	TabMine    Tab = "mine"    // the reader's, or flagged for them
	TabWaiting Tab = "waiting" // it is the person's turn
	TabToday   Tab = "today"   // due by the end of the office's day
	TabOverdue Tab = "overdue" // due before now
	TabClosed  Tab = "closed"  // finished
	TabAll     Tab = "all"
	TabAside   Tab = "aside" // what was set aside, since it looks like a machine's; in no other tab
)

// Tabs lists the tabs in the order in which the desk shows them.
var Tabs = []Tab{TabNew, TabMine, TabWaiting, TabToday, TabOverdue, TabClosed, TabAll, TabAside}

// A Sort is the order of a tab.
type Sort string

// The orders. Of what is finished, newest and oldest are by when it was.
const (
	SortNewest  Sort = "newest"
	SortOldest  Sort = "oldest"
	SortDue     Sort = "due"     // what is due first, first; what is due by no time comes last
	SortUrgency Sort = "urgency" // the most urgent first, among equals as SortDue
)

// Sorts are the orders that a tab has, its own first.
func (t Tab) Sorts() []Sort {
	switch t {
	case TabClosed, TabAll, TabAside: // nothing is due of what is done with
		return []Sort{SortNewest, SortOldest}
	case TabNew:
		return []Sort{SortOldest, SortNewest, SortDue, SortUrgency}
	}
	return []Sort{SortDue, SortUrgency, SortNewest, SortOldest}
}

// An InboxQuery is what the inbox is asked for. Empty fields do not narrow.
type InboxQuery struct {
	Tab        Tab  // TabAll if it is none
	Sort       Sort // the tab's own if it is none of its
	Office     string
	Service    string
	Language   string // of the person's pages
	State      State
	Urgency    string // a name of Urgencies
	Assignee   uuid.UUID
	Unassigned bool
	OfClosed   bool // what is not finished, and stands in the name of an account that is closed
	From       Date // the day on which it came in, or in TabClosed was finished, at the earliest
	Until      Date // at the latest; both on the office's calendar
	After      TabPlace
	Before     TabPlace // the page that ends before a place; not with After
	Limit      int      // rows of a page, 1 to 100; 50 if it is 0
}

// A TabPlace is the place of a request in a sorted tab; the zero one is before its
// first row.
type TabPlace struct {
	ID      uuid.UUID
	Urgency Urgency
	At      int64 // what the tab is sorted by, among the equally urgent for SortUrgency, in milliseconds since 1970
}

// An InboxPage is a page of a tab.
type InboxPage struct {
	Tab   Tab
	Sort  Sort
	Rows  []InboxRow
	First TabPlace // of the first row, for Before; zero if nothing is before it
	Last  TabPlace // of the last row, for After; zero if nothing comes after it
}

// A TabFilter is what the store is asked for: an InboxQuery in its terms.
type TabFilter struct {
	Tab           Tab
	Sort          Sort
	Offices       []TabOffice // of which requests are listed, each once
	Reader        uuid.UUID   // for TabMine
	Service       string
	Language      string
	State         State
	Urgency       *Urgency
	Assignee      uuid.UUID
	Unassigned    bool
	OfClosed      bool // unfinished, and assigned to a closed account; nothing of TabClosed and TabAside
	After, Before TabPlace
	Limit         int // 1 to 500
}

// A TabOffice is an office of a TabFilter with the bounds that its clock gives;
// zero ones do not bound.
type TabOffice struct {
	ID          string
	DueFrom     time.Time
	DueBefore   time.Time
	From, Until time.Time // of when it came in, or was finished; Until is not included
}

// tabOf is the tab and the order that are meant, whatever was typed into an address.
func (q InboxQuery) tabOf() (Tab, Sort) {
	t := q.Tab
	if !slices.Contains(Tabs, t) {
		t = TabAll
	}
	if sorts := t.Sorts(); !slices.Contains(sorts, q.Sort) {
		return t, sorts[0]
	}
	return t, q.Sort
}
