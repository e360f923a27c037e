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
	for name, q := range map[string]func() (string, []any){
		"all, newest first": all(formsapi.AppointmentFilter{}),
		"all, next page":    all(formsapi.AppointmentFilter{After: after}),
		"set aside":         all(formsapi.AppointmentFilter{SetAside: true, After: after}),
		"ratings, newer":    ratings(formsapi.RatingFilter{Page: "/it/", Before: after}),
		"ratings aside":     ratings(formsapi.RatingFilter{SetAside: true, After: after}),
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
		"invited":           plain(selectInvitation, []byte("hash"), noon.UnixMilli()),
		"session":           plain(selectSession, []byte("hash"), noon.UnixMilli()),
		"audit":             plain(selectAudit, 0, 10),
		"slowed since":      plain(selectSlowed, uuid.NewString()),
		"of accounts":       plain(selectOfAccounts, noon.UnixMilli(), 10),
		"stood":             plain(selectStood, uuid.NewString()),
		"last reset":        plain(selectLastReset, uuid.NewString()),
		"last factor taken": plain(selectLastFactorTaken, uuid.NewString()),
		"sessions of":       plain(selectSessions, []byte("id")),
		"other sessions":    plain(endOtherSessions, noon.UnixMilli(), []byte("id"), []byte("id")),
		"recovery codes":    plain(countCodes, []byte("id")),
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

func all(f formsapi.AppointmentFilter) func() (string, []any) {
	return func() (string, []any) { return appointmentsQuery(f) }
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
