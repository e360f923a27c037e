package sqlite

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"sportello/forms-api"
)

// Given ratings of two pages over months, each page's months are summed up from an
// instant on, and narrowed by page and language; what was set aside is not counted.
func TestRatingsAreSummedUpByMonth(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	march := time.Date(2026, time.March, 1, 0, 0, 0, 0, time.UTC)
	for _, r := range []struct {
		page, language string
		stars          int
		at             time.Time
		aside          bool
	}{
		{"/it/", "it", 5, march, false},
		{"/it/", "it", 2, march.Add(time.Hour), false},
		{"/it/", "it", 2, march.AddDate(0, 1, 0), false},
		{"/it/", "it", 1, march.Add(time.Hour), true},
		{"/it/", "it", 1, march.Add(-time.Millisecond), false},
		{"/ar/", "ar", 4, march.AddDate(0, 1, 3), false},
	} {
		n := givenRating(t, ring, r.page, r.language, r.stars)
		n.Rating.CreatedAt, n.Rating.SetAside = r.at, r.aside
		if _, err := s.InsertRating(t.Context(), n); err != nil {
			t.Fatal(err)
		}
	}
	italian := []formsapi.MonthFeedback{
		{Page: "/it/", Language: "it", Month: "2026-03", ByRating: [5]int{0, 1, 0, 0, 1}},
		{Page: "/it/", Language: "it", Month: "2026-04", ByRating: [5]int{0, 1, 0, 0, 0}},
	}
	arabic := []formsapi.MonthFeedback{{Page: "/ar/", Language: "ar", Month: "2026-04", ByRating: [5]int{0, 0, 0, 1, 0}}}
	for _, c := range []struct {
		page, language string
		want           []formsapi.MonthFeedback
	}{{"/it/", "it", italian}, {"", "ar", arabic}, {"", "", append(arabic, italian...)}, {"/ar/", "it", nil}} {
		got, err := s.MonthlyFeedback(t.Context(), march, c.page, c.language)
		if diff := cmp.Diff(c.want, got); err != nil || diff != "" {
			t.Errorf("%s in %q: %v (-want +got):\n%s", c.page, c.language, err, diff)
		}
	}
}

// Given a comment that somebody marks, and a colleague after them, it stays marked by
// who was first, with one entry in the log; one that is not there is left alone.
func TestACommentIsMarkedOnce(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	n := givenRating(t, ring, "/it/", "it", 2)
	if _, err := s.InsertRating(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	mark := formsapi.RatingMark{Rating: n.Rating.ID, By: "first", At: noon}
	later := formsapi.RatingMark{Rating: n.Rating.ID, By: "second", At: noon.Add(time.Hour)}
	for _, m := range []formsapi.RatingMark{mark, later, {Rating: uuid.Must(uuid.NewV7()), By: "first", At: noon}} {
		if err := s.MarkRatings(t.Context(), []formsapi.RatingMark{m}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Rating(t.Context(), n.Rating.ID)
	if err != nil || got.ReadBy != "first" || !got.ReadAt.Equal(noon) {
		t.Errorf("read by %q at %v (%v)", got.ReadBy, got.ReadAt, err)
	}
	entries, err := s.AuditEntries(t.Context(), 0, 10)
	if err != nil || len(entries) != 1 || entries[0].Action != formsapi.ActionComment {
		t.Errorf("%d entries (%v): %+v", len(entries), err, entries)
	}
}

// Given the feedback of a page and of all pages, SQLite counts months from an index
// alone, that page's by going straight to it; marks are found by their key.
func TestFeedbackIsCountedFromAnIndex(t *testing.T) {
	s := givenStore(t, givenRing(t))
	for page, way := range map[string]string{
		"/it/": "SEARCH rating USING COVERING INDEX rating_by_value (set_aside=? AND page=? AND language=?",
		"":     "SEARCH rating USING COVERING INDEX rating_by_value (set_aside=?",
	} {
		query, args := monthlyQuery(noon, page, "it")
		if plan := explained(t, s, query, args); !strings.HasPrefix(plan[0], way) {
			t.Errorf("%q: %v", page, plan)
		}
	}
	query, args := ratingsQuery(formsapi.RatingFilter{Page: "/it/", Limit: 50})
	plan := explained(t, s, query, args)
	for _, step := range plan {
		if !goesStraight(step) {
			t.Errorf("a page's ratings: %v", plan)
		}
	}
	if !goesBy(plan, "rating_by_page") {
		t.Errorf("a page's ratings: %v", plan)
	}
}
