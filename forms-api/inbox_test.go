package formsapi_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

// tab lists the names in a tab, as the coordinator reads it.
func (s *service) tab(t *testing.T, q formsapi.InboxQuery) (names []string) {
	t.Helper()
	for _, r := range must(s.work.Tab(t.Context(), coordinator, q)).Rows {
		names = append(names, r.Name)
	}
	return names
}

// named asks for somebody, each with a telephone of their own.
func (s *service) named(t *testing.T, name string) formsapi.Appointment {
	t.Helper()
	r := asking("")
	r.Name, r.Phone = name, fmt.Sprintf("333%07d", uuid.New().ID()%10_000_000)
	return s.asked(t, r)
}

// Given requests at all stages of a day, each is in the tabs where a colleague looks
// for it, and the tabs count them.
func TestEachRequestIsInTheTabsWhereItIsLookedFor(t *testing.T) {
	s := begin(t)
	s.named(t, "nuova")
	hers := s.named(t, "sua")
	offered := s.named(t, "offerta")
	late := s.named(t, "in ritardo")
	done := s.named(t, "finita")
	today := s.named(t, "oggi")
	s.decided(t, hers.ID, formsapi.Decision{Event: formsapi.EventAssign, To: s.me(t)})
	s.decided(t, offered.ID, formsapi.Decision{Event: formsapi.EventPropose, Start: "2026-03-09T10:00"})
	s.decided(t, late.ID, formsapi.Decision{Event: formsapi.EventDue, Due: s.now.Add(time.Hour).Format(formsapi.LocalMinute)})
	s.decided(t, today.ID, formsapi.Decision{Event: formsapi.EventConfirm, Start: s.now.Add(3 * time.Hour).Format(formsapi.LocalMinute)})
	s.decided(t, done.ID, formsapi.Decision{Event: formsapi.EventDecline, Reason: "no-capacity"})
	s.now = s.now.Add(2 * time.Hour)
	for tab, want := range map[formsapi.Tab][]string{
		formsapi.TabNew: {"nuova", "in ritardo"}, formsapi.TabMine: {"sua"}, formsapi.TabWaiting: {"offerta"},
		formsapi.TabToday: {"oggi"}, formsapi.TabOverdue: {"in ritardo"}, formsapi.TabClosed: {"finita"},
		formsapi.TabAll: {"oggi", "finita", "in ritardo", "offerta", "sua", "nuova"},
	} {
		got := s.tab(t, formsapi.InboxQuery{Tab: tab})
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s has %q, want %q", tab, got, want)
		}
		for _, r := range must(s.work.Tab(t.Context(), coordinator, formsapi.InboxQuery{Tab: tab})).Rows {
			if r.New() != slices.Contains([]string{"nuova", "in ritardo"}, r.Name) || r.Late(s.now) != (r.Name == "in ritardo") {
				t.Errorf("of %s it is said that it is new %t and late %t", r.Name, r.New(), r.Late(s.now))
			}
		}
		if n := must(s.work.CountTab(t.Context(), coordinator, formsapi.InboxQuery{Tab: tab})); n != len(want) {
			t.Errorf("%s counts %d, want %d", tab, n, len(want))
		}
	}
	if n := must(s.work.Arrived(t.Context(), coordinator, s.now.Add(-time.Hour))); n != 0 {
		t.Errorf("%d came in within the hour", n)
	}
	s.named(t, "appena arrivata")
	if n := must(s.work.Arrived(t.Context(), coordinator, s.now.Add(-time.Hour))); n != 1 {
		t.Errorf("%d came in within the hour, want one", n)
	}
}

// me is the coordinator, with an account in the store.
func (s *service) me(t *testing.T) uuid.UUID {
	t.Helper()
	a := coordinator
	a.Email, a.Name, a.Language = "coordinator@example.org", "Coordinatrice", "it"
	i := formsapi.Invitation{TokenHash: formsapi.HashToken("me"), Staff: a.ID, ExpiresAt: s.now.Add(time.Hour)}
	if err := s.store.AddStaff(t.Context(), a, i, formsapi.NewAuditEntry(s.now, formsapi.ByCommand, formsapi.ActionInvite, a.ID, "")); err != nil {
		t.Fatal(err)
	}
	s.atWork(t, a, i)
	return a.ID
}

// Given more than a page in each order, going on and back shows each row once, in
// that order.
func TestATabIsReadPageByPageBothWays(t *testing.T) {
	s := begin(t)
	const rows = 11
	for n := range rows {
		a := s.named(t, fmt.Sprintf("persona %02d", n))
		if n%3 == 0 {
			s.decided(t, a.ID, formsapi.Decision{Event: formsapi.EventUrgency, Urgency: formsapi.Urgencies[n%2*2]})
		}
		if n%4 == 0 {
			s.decided(t, a.ID, formsapi.Decision{Event: formsapi.EventDue}) // by no time
		}
		if n%2 == 0 {
			s.now = s.now.Add(time.Minute)
		}
	}
	for _, sort := range formsapi.TabNew.Sorts() {
		var all []string
		var pages []formsapi.InboxPage
		q := formsapi.InboxQuery{Tab: formsapi.TabNew, Sort: sort, Limit: 4}
		for {
			page := must(s.work.Tab(t.Context(), coordinator, q))
			pages = append(pages, page)
			for _, r := range page.Rows {
				all = append(all, r.Name)
			}
			if page.Last == (formsapi.TabPlace{}) {
				break
			}
			q.After = page.Last
		}
		if whole := s.tab(t, formsapi.InboxQuery{Tab: formsapi.TabNew, Sort: sort}); len(all) != rows || !slices.Equal(all, whole) {
			t.Errorf("by %s the pages have %q, and the whole %q", sort, all, whole)
		}
		if pages[0].First != (formsapi.TabPlace{}) {
			t.Errorf("by %s something is before the first page", sort)
		}
		back := must(s.work.Tab(t.Context(), coordinator, formsapi.InboxQuery{Tab: formsapi.TabNew, Sort: sort, Limit: 4, Before: pages[2].First}))
		if len(back.Rows) != 4 || back.Rows[0].ID != pages[1].Rows[0].ID || back.First == (formsapi.TabPlace{}) {
			t.Errorf("by %s the page before the third is not the second", sort)
		}
	}
}

// Given filters, a tab lists what suits all of them.
func TestATabIsNarrowed(t *testing.T) {
	s := begin(t)
	yesterday := formsapi.DateOf(s.now)
	s.named(t, "ieri")
	s.now = s.now.Add(24 * time.Hour)
	urgent := s.named(t, "urgente")
	s.decided(t, urgent.ID, formsapi.Decision{Event: formsapi.EventUrgency, Urgency: "urgent"})
	for want, q := range map[string]formsapi.InboxQuery{
		"[ieri]":         {Until: yesterday},
		"[urgente]":      {Urgency: "urgent"},
		"[ieri urgente]": {State: formsapi.Waiting, Service: "advice", Language: "it", Unassigned: true, Sort: formsapi.SortOldest},
		"[]":             {From: yesterday, Language: "ar"},
	} {
		q.Tab = formsapi.TabAll
		if got := fmt.Sprint(s.tab(t, q)); got != want {
			t.Errorf("%+v lists %s, want %s", q, got, want)
		}
	}
}

// Given what a program seems to have sent, it is in a tab of its own and in no other.
func TestWhatIsSetAsideIsApart(t *testing.T) {
	s := begin(t)
	r := asking("")
	r.Name, r.Honeypot = "robot", "x"
	s.asked(t, r)
	for _, tab := range formsapi.Tabs {
		if got := len(s.tab(t, formsapi.InboxQuery{Tab: tab})); (got == 1) != (tab == formsapi.TabAside) {
			t.Errorf("%s lists %d", tab, got)
		}
	}
}

// Given a colleague of another office, no tab, search or count tells them of a request.
func TestOtherOfficesSeeNothing(t *testing.T) {
	s := begin(t)
	a := s.asked(t, asking(""))
	stranger := formsapi.Staff{ID: uuid.New(), Grants: []formsapi.Grant{{Role: formsapi.RoleCoordinator, Office: "other"}}}
	administrator := formsapi.Staff{ID: uuid.New(), Grants: []formsapi.Grant{{Role: formsapi.RoleAdministrator}}}
	for _, by := range []formsapi.Staff{stranger, administrator} {
		for _, tab := range formsapi.Tabs {
			for _, office := range []string{"", "desk"} {
				q := formsapi.InboxQuery{Tab: tab, Office: office}
				if page := must(s.work.Tab(t.Context(), by, q)); len(page.Rows) > 0 || must(s.work.CountTab(t.Context(), by, q)) > 0 {
					t.Errorf("%s shows them a request", tab)
				}
			}
		}
		for _, typed := range []string{"Amina", "3331234567", must(formsapi.OpenDetails(s.ring, a)).Reference.String()} {
			if found := must(s.work.Search(t.Context(), by, typed)); len(found.Rows)+len(found.Alike) > 0 {
				t.Errorf("%s shows them a request", typed)
			}
		}
	}
}
