package web_test

import (
	"net/url"
	"strings"
	"testing"

	formsapi "sportello/forms-api"
)

const ratedPage = "/it/offices/potenza/"

func ratingForm() url.Values {
	return url.Values{"page": {ratedPage}, "language": {"it"}, "rating": {"3"}, "aspect": {"lost"}, "comment": {"Non trovo l’ora"}, "website": {""}}
}

func TestAFormBecomesARating(t *testing.T) {
	s := begin(t)
	a := s.postForm(t, "/api/feedback", ratingForm())
	a.must(t, 303)
	if to := a.Header.Get("Location"); to != "/it/feedback/thanks/" {
		t.Errorf("it leads to %s", to)
	}
	kept := s.ratings(t)
	if len(kept) != 1 || kept[0].Page != ratedPage || kept[0].Rating != 3 || kept[0].Aspect != "lost" || kept[0].Language != "it" {
		t.Fatalf("kept is %+v", kept)
	}
	d, err := formsapi.OpenRating(s.ring, kept[0])
	if err != nil || d.Comment != "Non trovo l’ora" {
		t.Errorf("the comment is %q, %v", d.Comment, err)
	}
}

func TestJSONBecomesARating(t *testing.T) {
	s := begin(t)
	a := s.postJSON(t, "/api/feedback", `{"page": "/ar/", "rating": 5, "aspect": "clear", "language": "ar"}`)
	a.must(t, 201)
	if kept := s.ratings(t); len(kept) != 1 || !strings.Contains(a.body, `"reference"`) {
		t.Errorf("the answer is %s, kept is %+v", a.body, kept)
	}
}

func TestAMistakeIsShownOnTheRatedPage(t *testing.T) {
	s := begin(t)
	for name, c := range map[string]struct {
		field, value, target, key string
		args                      map[string]any
		kept                      check
	}{
		"a rating of 6":             {"rating", "6", "#rating-1", "error-rating-range", map[string]any{"Max": 5}, in("#comment", hasText("Non trovo l’ora"))},
		"a rating in words":         {"rating", "x", "#rating-1", "error-rating-range", map[string]any{"Max": 5}, in("#comment", hasText("Non trovo l’ora"))},
		"no rating":                 {"rating", "", "#rating-1", "error-rating-missing", nil, in("#aspect-negative-lost[checked]")},
		"a comment of 201":          {"comment", strings.Repeat("ب", 201), "#comment", "error-comment-too-long", map[string]any{"Max": 200}, in("#comment", hasText(strings.Repeat("ب", 201)))},
		"a comment that is no text": {"comment", "\xc3\x28", "#comment", "error-text-invalid", nil, in("#rating-3[checked]")},
	} {
		t.Run(name, func(t *testing.T) {
			form := ratingForm()
			form.Set(c.field, c.value)
			message := s.config.Words.Message("it", c.key, c.args)
			s.postForm(t, "/api/feedback", form).must(t, 422,
				in("h1", hasText("it "+ratedPage)),
				in("title", hasText("Errore: it page")),
				in(`.error-summary a[href="`+c.target+`"]`, hasText(message)),
				in("#error-"+c.field+" [data-message]", hasText(message)),
				in("details[open] form"),
				c.kept)
		})
	}
	if kept := s.ratings(t); len(kept) != 0 {
		t.Errorf("%d wrong ratings were kept", len(kept))
	}
}

func TestOtherIsTickedUnderTheQuestionThatWasAsked(t *testing.T) {
	s := begin(t)
	form := ratingForm()
	form.Set("aspect", "other")
	form.Set("comment", strings.Repeat("x", 201))
	s.postForm(t, "/api/feedback", form).must(t, 422, in("#aspect-negative-other[checked]"), no("#aspect-positive-other[checked]"))
	form.Set("rating", "5")
	s.postForm(t, "/api/feedback", form).must(t, 422, in("#aspect-positive-other[checked]"), no("#aspect-negative-other[checked]"))
}

func TestARatingOfNoPageIsShownOnThePageAboutFeedback(t *testing.T) {
	s := begin(t)
	for _, page := range []string{"/it/nowhere/", "", "/it/offices/potenza", "../../etc/passwd", "//evil.example/", "/it/appointments/request/", "/it/offices/../"} {
		form := ratingForm()
		form.Set("page", page)
		s.postForm(t, "/api/feedback", form).must(t, 422,
			in("h1", hasText("it /it/feedback/")),
			in(".error-summary li", hasText(s.config.Words.Message("it", "error-page-unknown", nil))),
			no(".error-summary li a"),
			in("#comment", hasText("Non trovo l’ora")), in("#rating-3[checked]"))
	}
}

func TestAForeignAspectIsDroppedFromAFormAndRefusedInJSON(t *testing.T) {
	s := begin(t)
	form := ratingForm()
	form.Set("aspect", "clear")
	s.postForm(t, "/api/feedback", form).must(t, 303)
	if kept := s.ratings(t); len(kept) != 1 || kept[0].Aspect != "" {
		t.Errorf("kept is %+v", kept)
	}
	s.postJSON(t, "/api/feedback", `{"page": "/it/", "rating": 2, "aspect": "clear", "language": "it"}`).
		mustRefuse(t, 422, "aspect: error-aspect-foreign")
}

func TestWrongRatingsInJSON(t *testing.T) {
	s := begin(t)
	for body, want := range map[string]string{
		`{"page": "/it/", "rating": 6, "language": "it"}`:                                                "rating: error-rating-range",
		`{"page": "/it/", "rating": "5", "language": "it"}`:                                              "rating: error-type-wrong",
		`{"page": "/it/", "rating": 5, "comment": 12, "language": "it"}`:                                 "comment: error-type-wrong",
		`{"page": "/it/x/", "rating": 5, "language": "it"}`:                                              "page: error-page-unknown",
		`{"page": "/it/", "rating": 5, "language": "it", "stars": 5}`:                                    "stars: error-field-unknown",
		`{"page": "/it/", "rating": 5, "language": "it", "comment": "` + strings.Repeat("é", 201) + `"}`: "comment: error-comment-too-long",
	} {
		s.postJSON(t, "/api/feedback", body).mustRefuse(t, 422, want)
	}
}
