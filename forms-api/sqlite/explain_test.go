package sqlite

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// Given a list or a look-up, SQLite reads it from an index in order: it neither
// goes through a whole table nor sorts.
func TestQueriesHaveTheIndexTheyNeed(t *testing.T) {
	s := givenStore(t, givenRing(t))
	after := formsapi.Cursor{CreatedAt: noon, ID: uuid.Must(uuid.NewV7())}
	colleague := uuid.Must(uuid.NewV7())
	for name, q := range map[string]func() (string, []any){
		"inbox":             inbox(formsapi.AppointmentFilter{}, ""),
		"inbox, next page":  inbox(formsapi.AppointmentFilter{After: after}, ""),
		"office":            inbox(formsapi.AppointmentFilter{}, "potenza"),
		"office, next page": inbox(formsapi.AppointmentFilter{After: after}, "potenza"),
		"state":             inbox(formsapi.AppointmentFilter{State: formsapi.Requested, After: after}, ""),
		"office and state":  inbox(formsapi.AppointmentFilter{State: formsapi.Requested, After: after}, "potenza"),
		"language":          inbox(formsapi.AppointmentFilter{Language: "ar", After: after}, ""),
		"assignee":          inbox(formsapi.AppointmentFilter{Assignee: colleague, After: after}, ""),
		"nobody":            inbox(formsapi.AppointmentFilter{Unassigned: true, After: after}, ""),
		"nobody, office":    inbox(formsapi.AppointmentFilter{Unassigned: true, After: after}, "potenza"),
		"newer":             inbox(formsapi.AppointmentFilter{Before: after}, ""),
		"nobody, newer":     inbox(formsapi.AppointmentFilter{Unassigned: true, Before: after}, ""),
		"office, newer":     inbox(formsapi.AppointmentFilter{Before: after}, "potenza"),
		"ratings, newer":    ratings(formsapi.RatingFilter{Page: "/it/", Before: after}),
		"ratings aside":     ratings(formsapi.RatingFilter{SetAside: true, After: after}),
		"all filters":       inbox(formsapi.AppointmentFilter{State: formsapi.Requested, Language: "ar", Assignee: colleague, After: after}, "potenza"),
		"set aside":         inbox(formsapi.AppointmentFilter{SetAside: true, After: after}, ""),
		"ratings":           ratings(formsapi.RatingFilter{After: after}),
		"ratings of a page": ratings(formsapi.RatingFilter{Page: "/it/", After: after}),
		"ratings in Arabic": ratings(formsapi.RatingFilter{Language: "ar", After: after}),
		"ratings of both":   ratings(formsapi.RatingFilter{Page: "/it/", Language: "ar"}),
		"feedback":          plain(selectFeedback),
		"by id":             plain(selectAppointmentByID, []byte("id")),
		"by index":          plain(selectAppointmentByIndex, "phone", []byte("index")),
		"history":           plain(selectHistory, []byte("id")),
		"rating":            plain(selectRatingByID, []byte("id")),
		"idempotency":       plain(selectIdempotency, []byte("key")),
		"staff by id":       plain(selectStaff+` WHERE s.id = ?`+staffOrder, []byte("id")),
		"staff by e-mail":   plain(selectStaff+` WHERE s.email = ?`+staffOrder, "anna@example.org"),
		"invited":           plain(selectStaff+whereInvited+staffOrder, []byte("hash"), noon.UnixMilli()),
		"session":           plain(selectSession, []byte("hash"), noon.UnixMilli()),
		"audit":             plain(selectAudit, 0, 10),
		"last reset":        plain(selectLastReset, uuid.NewString()),
		"every appointment": plain(nextAppointments, []byte("id"), 10),
		"every rating":      plain(nextRatings, []byte("id"), 10),
		"end sessions":      plain(endStaffSessions, noon.UnixMilli(), []byte("id")),
		"places":            plain(selectPlaces, "potenza", 1, 2),
		"of a contact":      plain(countOfContact, "phone", []byte("index"), "potenza", []byte("id"), 1),
		"due":               plain(selectDue, 1, 1, 10),
		"message":           plain(selectMessage+` WHERE o.id = ?`, []byte("id")),
		"new since":         plain(countNew, "potenza", 1),
		"feed":              plain(selectFeed+` WHERE hash = ? AND revoked_at IS NULL`, []byte("hash")),
		"free places":       plain(`DELETE FROM place WHERE appointment = ?`, []byte("id")),
		"hurried":           plain(hurry, []byte("id")),
		"untried":           plain(untried, []byte("id")),
		"old sessions":      plain(`DELETE FROM session WHERE expires_at <= ?`, 1),
		"every message":     plain(nextMessages, []byte("id"), 10),
		"places of":         plain(selectPlacesOf, []byte("id")),
		"forget an index":   plain(deleteIndex, "phone", []byte("index"), []byte("id")),
		"queue":             inbox(formsapi.AppointmentFilter{State: formsapi.Waiting, Before: after}, "potenza"),
		"last digest":       plain(selectDigests, "potenza"),
		"dead digests":      plain(deleteDigests, "potenza", []byte("id")),
		"who closed":        plain(selectLastAudit, string(formsapi.ActionClose), "potenza", "2026-11-22T09:00/2026-11-22T12:00"),
		"messages of":       plain(selectMessage+` WHERE o.appointment = ? ORDER BY o.id DESC`, []byte("id")),
		"take back":         plain(takeBack, []byte("id"), string(formsapi.EventMove)),
		"holds over":        plain(selectHoldsOver, 1, 0, 0, []byte("id"), 10),
		"starting":          starting,
		"feeds of":          plain(selectFeed+` WHERE office = ? ORDER BY id DESC`, "potenza"),
		"end invitations":   plain(deleteInvitations, []byte("id")),
	} {
		query, args := q()
		for _, step := range explained(t, s, query, args) {
			if !goesStraight(step) {
				t.Errorf("%s: %s", name, step)
			}
		}
	}
}

// goesStraight allows to go through what was given as one argument, and to sort
// what begins at the same minute.
func goesStraight(step string) bool {
	switch {
	case step == "SCAN CONSTANT ROW", strings.HasPrefix(step, "SCAN json_each "), strings.HasSuffix(step, "FOR LAST TERM OF ORDER BY"):
		return true
	}
	return !strings.HasPrefix(step, "SCAN") && !strings.Contains(step, "TEMP B-TREE")
}

// goesBy says whether a step uses an index, by its whole name.
func goesBy(plan []string, index string) bool {
	return slices.ContainsFunc(plan, func(step string) bool { return slices.Contains(strings.Fields(step), index) })
}

// Given an inbox that is narrowed by one thing, the index of that thing serves it.
func TestEachFilterUsesItsIndex(t *testing.T) {
	s := givenStore(t, givenRing(t))
	for index, q := range map[string]func() (string, []any){
		"appointment_by_time":     inbox(formsapi.AppointmentFilter{}, ""),
		"appointment_by_office":   inbox(formsapi.AppointmentFilter{}, "potenza"),
		"appointment_by_state":    inbox(formsapi.AppointmentFilter{State: formsapi.Requested}, ""),
		"appointment_by_language": inbox(formsapi.AppointmentFilter{Language: "ar"}, ""),
		"appointment_by_assignee": inbox(formsapi.AppointmentFilter{Assignee: uuid.Must(uuid.NewV7())}, ""),
		"appointment_by_nobody":   inbox(formsapi.AppointmentFilter{Unassigned: true}, ""),
		"appointment_by_queue":    inbox(formsapi.AppointmentFilter{State: formsapi.Waiting}, "potenza"),
		"outbox_by_concern":       plain(selectCalls, nil, 0, 0, 0, []byte("id"), 10),
		"outbox_digest":           plain(selectDigests, "potenza"),
		"audit_by_detail":         plain(selectLastAudit, string(formsapi.ActionClose), "potenza", "a closure"),
		"rating_by_page":          ratings(formsapi.RatingFilter{Page: "/it/"}),
		"rating_by_language":      ratings(formsapi.RatingFilter{Language: "ar"}),
	} {
		query, args := q()
		if plan := explained(t, s, query, args); !goesBy(plan, index) {
			t.Errorf("%s: not in %v", index, plan)
		}
	}
}

// Given the offices where somebody waits, they are found office by office: the
// steps that scan go through the offices, and none through the appointments.
func TestLiveOfficesAreFoundOneByOne(t *testing.T) {
	s := givenStore(t, givenRing(t))
	looks := 0
	for _, step := range explained(t, s, selectLiveOffices, nil) {
		if strings.HasPrefix(step, "SCAN a") || strings.Contains(step, "SCAN k") {
			t.Error(step)
		}
		if strings.HasPrefix(step, "SEARCH a USING") {
			looks++
		}
	}
	if looks != 3 {
		t.Errorf("the appointments are searched in %d steps, want 3", looks)
	}
}

func inbox(f formsapi.AppointmentFilter, office string) func() (string, []any) {
	return func() (string, []any) { return appointmentsQuery(f, office) }
}

func ratings(f formsapi.RatingFilter) func() (string, []any) {
	return func() (string, []any) { return ratingsQuery(f) }
}

func starting() (string, []any) {
	return startingQuery("potenza", noon, noon, []formsapi.State{formsapi.Confirmed})
}

func plain(query string, args ...any) func() (string, []any) {
	return func() (string, []any) { return query, args }
}

func explained(t *testing.T, s *Store, query string, args []any) []string {
	t.Helper()
	steps, err := list(t.Context(), s.read, func(row scanner) (step string, err error) {
		var id, parent, unused int
		err = row.Scan(&id, &parent, &unused, &step)
		return step, err
	}, "EXPLAIN QUERY PLAN "+query, args...)
	if err != nil {
		t.Fatal(err)
	}
	return steps
}
