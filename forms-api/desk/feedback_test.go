package desk_test

import (
	"fmt"
	"net/http"
	"strconv"
	"testing"

	formsapi "sportello/forms-api"
)

func TestFeedbackSumsUpEveryPage(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Marco", operator))
	v.get("/desk/feedback").says(".empty", "No ratings yet")
	for _, rating := range []int{5, 4, 4} {
		h.givenRating(formsapi.PageRating{Page: "/it/", Language: "it", Rating: rating})
	}
	for _, rating := range []int{1, 2} {
		h.givenRating(formsapi.PageRating{Page: "/en/", Language: "en", Rating: rating})
	}
	h.givenRating(formsapi.PageRating{Page: "/en/", Language: "en", Rating: 5, Honeypot: "x"})

	p := v.get("/desk/feedback").says(".summary", "5 ratings, average 3.2").has(".pages tbody tr", 2)
	p.says(".pages tbody tr:first-child", "Di cosa hai bisogno? /it/ Italian 4.3 3").says(".pages tbody tr:last-child", "/en/ English current and reviewed 1.5 2")
	p.says(".pages tbody th bdi[lang=it]", "Di cosa hai bisogno?").says(".pages tbody tr:last-child th a", "/en/").has("tbody .path", 1)
	if got := p.attr(".pages tbody tr:first-child svg", "aria-label"); got != "0 people gave 1, 0 people gave 2, 0 people gave 3, 2 people gave 4, 1 person gave 5" {
		t.Errorf("the bars are read out as %q", got)
	}
	v.get("/desk/feedback?language=it").has(".pages tbody tr", 1).says(".summary", "3 ratings, average 4.3")
	v.get("/desk/feedback?language=ar").says(".empty", "No rating in this language")
	v.get("/desk/feedback?language=xx").has(".pages tbody tr", 2)
	v.post("/desk/language", "language", "it")
	v.get("/desk/feedback").says(".summary", "5 giudizi, media 3,2")
}

// Given pages with few and with enough ratings, those with enough lead, worst
// first; the others follow, most ratings first.
func TestFeedbackLedByPagesWithEnoughRatings(t *testing.T) {
	h := givenDesk(t)
	for _, c := range []struct {
		page          string
		rating, times int
	}{{"/it/good/", 4, 6}, {"/it/one-angry/", 1, 1}, {"/it/bad/", 2, 5}, {"/it/four-angry/", 1, 4}, {"/it/one-glad/", 5, 1}} {
		for range c.times {
			h.givenRating(formsapi.PageRating{Page: c.page, Language: "it", Rating: c.rating})
		}
	}
	p := h.signedIn(h.givenStaff("Marco", operator)).get("/desk/feedback").says(".screen > .hint", "at least five ratings first, lowest average first")
	if got, want := p.text(".pages tbody th"), "/it/bad/ /it/good/ /it/four-angry/ /it/one-angry/ /it/one-glad/"; got != want {
		t.Errorf("the pages are %s, not %s", got, want)
	}
}

// Given more rated pages than a list has rows, the rest is on the next page, in the same
// order; what is about all of them stands on the first.
func TestFeedbackHasPages(t *testing.T) {
	h := givenDesk(t)
	for i := range 60 {
		h.givenRating(formsapi.PageRating{Page: fmt.Sprintf("/it/p%02d/", i), Language: "it", Rating: 3})
		h.givenRating(formsapi.PageRating{Page: fmt.Sprintf("/it/p%02d/", i), Language: "it", Rating: 1 + i/20})
	}
	v := h.signedIn(h.givenStaff("Marco", operator))
	one := v.get("/desk/feedback?language=it").has(".pages tbody tr", 50).has("[rel=prev]", 0).says(".pager", "Page 1 of 2").has("#trend", 1).says(".summary", "120 ratings")
	two := v.get(one.attr("[rel=next]", "href")).has(".pages tbody tr", 10).has("[rel=next]", 0).says(".pager", "Page 2 of 2").has("#trend", 0).says(".summary", "120 ratings")
	if first, last := one.text(".pages tbody tr:first-child .number b"), two.text(".pages tbody tr:last-child .number b"); first != "2.0" || last != "3.0" {
		t.Errorf("the list goes from %s to %s", first, last)
	}
	v.get(two.attr("[rel=prev]", "href")).says(".pages tbody tr:first-child", one.text(".pages tbody tr:first-child th"))
	v.get("/desk/feedback?page=99").has(".pages tbody tr", 10).says(".pager", "Page 2 of 2")
	v.get("/desk/feedback?page=-1").has(".pages tbody tr", 50)
	v.get("/desk/feedback?page=x").has(".pages tbody tr", 50)
}

func TestPageFeedbackShowsEachRatingWithItsComment(t *testing.T) {
	h := givenDesk(t)
	h.givenRating(formsapi.PageRating{Page: "/ar/a/", Language: "ar", Rating: 2, Aspect: "lost", Comment: "لم أفهم <i>الساعات</i>"})
	h.givenRating(formsapi.PageRating{Page: "/ar/a/", Language: "ar", Rating: 5, Aspect: "clear"})
	h.givenRating(formsapi.PageRating{Page: "/ar/b/", Language: "ar", Rating: 1, Comment: "elsewhere"})
	v := h.signedIn(h.givenStaff("Marco", operator))
	p := v.get(v.get("/desk/feedback").attr(".pages tbody tr:first-child th a", "href")).is(http.StatusOK)
	p.says("h1 bdi[lang=ar]", "ساعات العمل").says("h1 + p", "/ar/a/").says("title", "\u2068ساعات العمل\u2069").says(".summary", "2 ratings, average 3.5").lacks("elsewhere")
	p.says(".history li:first-child", "5 · very clear · clear directions Today, 10:02")
	p.says(".history li:last-child", "2 · not very clear · could not tell whether they were on track")
	p.says(".note[lang=ar][dir=auto]", "لم أفهم <i>الساعات</i>").has(".note i", 0)
	p.says(".distribution tbody tr:nth-child(2)", "2 50 % 1")
	v.get("/desk/feedback/page?path=/ar/a/&language=it").is(http.StatusNotFound).says("main", "Nobody has rated")
}

// Given ratings of an office's pages and of others, the office's are read by its
// own colleagues and by who reads at every office, and counted for nobody else.
func TestFeedbackOfAnOfficeIsForThatOffice(t *testing.T) {
	h := givenDesk(t)
	pages := []string{"/it/offices/potenza/", "/en/offices/potenza/hours/", "/it/offices/montelucci/", "/it/offices/", "/it/news/offices/potenza/"}
	for _, page := range pages {
		h.givenRating(formsapi.PageRating{Page: page, Language: "it", Rating: 2, Comment: "about " + page})
	}
	for name, c := range map[string]struct {
		grant formsapi.Grant
		reads []bool // each of pages
	}{
		"here":       {operator, []bool{true, true, false, true, true}},
		"elsewhere":  {formsapi.Grant{Role: formsapi.RoleMediator, Office: "montelucci"}, []bool{false, false, true, true, true}},
		"everywhere": {formsapi.Grant{Role: formsapi.RoleCoordinator}, []bool{true, true, true, true, true}},
	} {
		who := h.givenStaff(name, c.grant)
		v, rows := h.signedIn(who), 0
		list := v.get("/desk/feedback")
		for i, page := range pages {
			single := v.get("/desk/feedback/page?language=it&path=" + page)
			ratings := &formsapi.ReadRatings{Store: h.store, Sealer: h.ring}
			_, err := ratings.Ratings(t.Context(), who, formsapi.RatingFilter{Page: page, Limit: 10})
			if c.reads[i] {
				rows++
				single.is(http.StatusOK).says(".note", "about "+page)
			} else {
				single.is(http.StatusNotFound).lacks("about " + page)
				list.lacks(page + "<")
			}
			if (err == nil) != c.reads[i] {
				t.Errorf("%s is answered %v for %s", name, err, page)
			}
		}
		list.has(".pages tbody tr", rows).says(".summary", strconv.Itoa(rows)+" ratings")
	}
}

func TestCommentsOfEveryPageAreForWhoReadsEverywhere(t *testing.T) {
	h := givenDesk(t)
	ratings := &formsapi.ReadRatings{Store: h.store, Sealer: h.ring}
	h.givenRating(formsapi.PageRating{Page: "/it/offices/potenza/", Language: "it", Rating: 2})
	for grant, want := range map[formsapi.Grant]formsapi.Code{
		{Role: formsapi.RoleCoordinator}: "", operator: formsapi.CodeForbidden, administrator: formsapi.CodeForbidden,
	} {
		got, err := ratings.Ratings(t.Context(), formsapi.Staff{Grants: []formsapi.Grant{grant}}, formsapi.RatingFilter{Limit: 10})
		if formsapi.CodeOf(err) != want || len(got) == 1 != (want == "") {
			t.Errorf("%v reads %d ratings, and is answered %v", grant, len(got), err)
		}
	}
}

func TestPageFeedbackPagesBackAndForth(t *testing.T) {
	h := givenDesk(t)
	for range 70 {
		h.givenRating(formsapi.PageRating{Page: "/it/", Language: "it", Rating: 3})
	}
	v := h.signedIn(h.givenStaff("Marco", operator))
	one := v.get("/desk/feedback/page?path=/it/&language=it").has(".history li", 50)
	two := v.get(one.says("[rel=next]", "Older").attr("[rel=next]", "href")).has(".history li", 20).has("[rel=next]", 0).says("[rel=prev]", "Newer")
	v.get(two.attr("[rel=prev]", "href")).has(".history li", 50).has("[rel=prev]", 0)
}
