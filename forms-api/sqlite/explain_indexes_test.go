package sqlite

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// Given all indexes of the schema, each has a query of the program that goes by it:
// what nobody asks for would only make it slower to store something.
func TestEachIndexServesAQuery(t *testing.T) {
	s := givenStore(t, givenRing(t))
	serves := indexesServe()
	made, err := list(t.Context(), s.read, scanText, `SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name`)
	if err != nil {
		t.Fatal(err)
	}
	for _, index := range made {
		if serves[index] == nil {
			t.Errorf("no query is known to go by %s", index)
		}
	}
	for _, index := range slices.Sorted(maps.Keys(serves)) {
		query, args := serves[index]()
		if plan := explained(t, s, query, args); !goesBy(plan, index) {
			t.Errorf("%s: not in %q", index, plan)
		}
	}
}

// indexesServe has one query for each index.
func indexesServe() map[string]func() (string, []any) {
	id := uuid.Must(uuid.NewV7())
	tab := func(t formsapi.Tab, s formsapi.Sort) func() (string, []any) {
		return tabbed(formsapi.TabFilter{Tab: t, Sort: s, Reader: id})
	}
	whole := func(f formsapi.TabFilter) func() (string, []any) {
		f.Tab, f.Sort = formsapi.TabAll, formsapi.SortNewest
		return tabbed(f)
	}
	serves := map[string]func() (string, []any){
		"appointment_by_assignee": whole(formsapi.TabFilter{Assignee: id}),
		"appointment_by_hold":     plain(selectHoldsOver, 1, 0, 0, id[:], 10),
		"appointment_by_language": whole(formsapi.TabFilter{Language: "ar"}),
		"appointment_by_office":   whole(formsapi.TabFilter{}),
		"appointment_by_queue":    whole(formsapi.TabFilter{State: formsapi.Declined}),
		"appointment_by_start":    starting,
		"appointment_by_time":     all(formsapi.AppointmentFilter{}),
		"appointment_to_answer": func() (string, []any) {
			return queueQuery("potenza", formsapi.Requested, false, formsapi.QueuePlace{}, 50)
		},
		"appointment_to_index": plain(selectToIndex, 10),
		"casework_due":         tab(formsapi.TabToday, formsapi.SortDue),
		"casework_finished":    tab(formsapi.TabClosed, formsapi.SortNewest),
		"casework_mine":        tab(formsapi.TabMine, formsapi.SortDue),
		"casework_new":         tab(formsapi.TabNew, formsapi.SortOldest),
		"casework_open":        tab(formsapi.TabWaiting, formsapi.SortNewest),
		"casework_urgent":      tab(formsapi.TabToday, formsapi.SortUrgency),
		"casework_waiting":     tab(formsapi.TabWaiting, formsapi.SortDue),
		"flag_by_staff": func() (string, []any) {
			return flaggedQuery(formsapi.TabFilter{Tab: formsapi.TabMine, Sort: formsapi.SortDue, Reader: id}, formsapi.TabOffice{ID: "potenza"})
		},
		"report_contacts": plain(selectReported, "potenza", 1, 2),
	}
	maps.Copy(serves, indexesBesideServe(id))
	return serves
}

// indexesBesideServe has one query for each index of what is kept beside requests.
func indexesBesideServe(id uuid.UUID) map[string]func() (string, []any) {
	return map[string]func() (string, []any){
		"audit_by_detail":        plain(selectLastAudit, string(formsapi.ActionClose), "potenza", "a closure"),
		"audit_by_reset":         plain(selectLastReset, id.String()),
		"audit_by_second_factor": plain(selectLastFactorTaken, id.String()),
		"audit_of_accounts":      plain(selectOfAccounts, 1, 10),
		"audit_by_subject":       plain(selectAbout, id.String(), 9, 10),
		"blind_index_by_record":  plain(`DELETE FROM blind_index WHERE record = ?`, id[:]),
		"draft_by_appointment":   plain(`DELETE FROM draft WHERE appointment = ?`, id[:]),
		"draft_by_time":          plain(forgets[formsapi.KindDrafts][0], noon.UnixMilli(), 10),
		"erasure_by_record":      plain(selectErasureOf, id[:]),
		"erasure_open":           plain(selectOpenErasures),
		"experience_by_office":   plain(countExperiences, "potenza", "2026-01-01", "2026-01-31"),
		"idempotency_by_record":  plain(`DELETE FROM idempotency WHERE record = ?`, id[:]),
		"feed_by_office":         plain(selectFeed+` WHERE office = ? ORDER BY id DESC`, "potenza"),
		"invitation_by_staff":    plain(deleteInvitations, id[:]),
		"kept_message_until":     plain(forgetKept[1], 1),
		"kept_place_until":       plain(forgetKept[0], 1),
		"note_by_appointment":    plain(notesOf, id[:]),
		"outbox_by_appointment":  plain(selectMessage+` WHERE o.appointment = ? ORDER BY o.id DESC`, id[:]),
		"outbox_by_concern":      plain(selectCalls, nil, 0, 0, 0, id[:], 10),
		"outbox_digest":          plain(selectDigests, "potenza"),
		"outbox_due":             plain(selectDue, 1, 1, 10),
		"outbox_pending":         plain(countCalls, nil, 0),
		"outbox_undelivered":     plain(selectUndelivered, 10),
		"place_by_appointment":   plain(selectPlacesOf, id[:]),
		"place_by_unit":          plain(selectPlaces, "potenza", 1, 2),
		"rating_by_language":     ratings(formsapi.RatingFilter{Language: "ar"}),
		"rating_by_page":         ratings(formsapi.RatingFilter{Page: "/it/"}),
		"rating_by_time":         ratings(formsapi.RatingFilter{}),
		"rating_by_value":        plain(selectFeedback),
		"retention_finished":     plain(overdue[formsapi.KindFinished], noon.UnixMilli(), 10),
		"retention_message":      plain(forgets[formsapi.KindMessages][0], noon.UnixMilli(), 10),
		"retention_rating":       plain(overdue[formsapi.KindComments], noon.UnixMilli(), 10),
		"session_by_expiry":      plain(`DELETE FROM session WHERE expires_at <= ?`, 1),
		"session_by_staff":       plain(endOtherSessions, noon.UnixMilli(), id[:], id[:]),
	}
}

// tabbed lists a tab at an office.
func tabbed(f formsapi.TabFilter) func() (string, []any) {
	f.Limit = 51
	return func() (string, []any) { return tabQuery(f, officeOf(f.Tab)) }
}
