package sqlite

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sportello/forms-api"
)

// Given ratings of several pages, the list is newest first and narrows by page
// and language; what was set aside is listed apart and not counted.
func TestRatingsAreListedAndSummedUp(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	var ids []string
	for i, r := range []struct {
		page, language string
		stars          int
		aside          bool
	}{
		{"/it/", "it", 5, false},
		{"/it/", "it", 4, false},
		{"/ar/", "ar", 1, false},
		{"/it/", "it", 1, true},
		{"/ar/", "ar", 2, false},
	} {
		n := givenRating(t, ring, r.page, r.language, r.stars)
		n.Rating.SetAside, n.Rating.CreatedAt = r.aside, noon.Add(time.Duration(i)*time.Minute)
		if _, err := s.InsertRating(t.Context(), n); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, n.Rating.ID.String())
	}
	for name, c := range map[string]struct {
		filter formsapi.RatingFilter
		want   []string
	}{
		"all":           {formsapi.RatingFilter{Limit: 500}, []string{ids[4], ids[2], ids[1], ids[0]}},
		"page":          {formsapi.RatingFilter{Page: "/it/", Limit: 500}, []string{ids[1], ids[0]}},
		"language":      {formsapi.RatingFilter{Language: "ar", Limit: 1}, []string{ids[4]}},
		"after":         {formsapi.RatingFilter{After: formsapi.Cursor{CreatedAt: noon.Add(4 * time.Minute), ID: mustID(ids[4])}, Limit: 2}, []string{ids[2], ids[1]}},
		"set aside":     {formsapi.RatingFilter{SetAside: true, Limit: 5}, []string{ids[3]}},
		"page in other": {formsapi.RatingFilter{Page: "/it/", Language: "ar", Limit: 5}, nil},
	} {
		got, err := s.Ratings(t.Context(), c.filter)
		if diff := cmp.Diff(c.want, ratingIDs(got)); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, diff)
		}
	}
	feedback, err := s.PageFeedback(t.Context())
	want := []formsapi.PageFeedback{
		{Page: "/ar/", Language: "ar", Count: 2, Average: 1.5, ByRating: [5]int{1, 1, 0, 0, 0}, Latest: noon.Add(4 * time.Minute)},
		{Page: "/it/", Language: "it", Count: 2, Average: 4.5, ByRating: [5]int{0, 0, 0, 1, 1}, Latest: noon.Add(time.Minute)},
	}
	if diff := cmp.Diff(want, feedback); err != nil || diff != "" {
		t.Errorf("feedback: %v (-want +got):\n%s", err, diff)
	}
}

// Given a stored rating, it reads back as it was, with its comment sealed.
func TestStoredRatingReadsBack(t *testing.T) {
	ring := givenRing(t)
	s := givenStore(t, ring)
	n := givenRating(t, ring, "/it/", "it", 2)
	if _, err := s.InsertRating(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	got, err := s.Rating(t.Context(), n.Rating.ID)
	if diff := cmp.Diff(n.Rating, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if d, err := formsapi.OpenRating(ring, got); err != nil || d.Comment != "Non trovo gli orari" {
		t.Errorf("unsealed %q (%v)", d.Comment, err)
	}
}

func ratingIDs(all []formsapi.Rating) (ids []string) {
	for _, r := range all {
		ids = append(ids, r.ID.String())
	}
	return ids
}
