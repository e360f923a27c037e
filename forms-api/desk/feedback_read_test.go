package desk_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given comments on a page, one is marked as read, then the rest with one press; who
// read each is shown, and what has no words is not to be read.
func TestCommentsAreMarkedAsRead(t *testing.T) {
	h := givenDesk(t)
	page := formsapi.PageRating{Page: "/it/", Language: "it", Rating: 2}
	for _, words := range []string{"one", "two", "three", ""} {
		page.Comment = words
		h.givenRating(page)
	}
	marco := h.givenStaff("Marco", operator)
	v := h.signedIn(marco)
	const path = "/desk/feedback/page?path=/it/&language=it"
	p := v.get(path).has(".unread", 3).has("[name=shown]", 3).has("[name=rating]", 3).says("[name=all]", "Mark the 3 comments")
	next := p.attr("form[action='/desk/feedback/read'] [name=next]", "value")
	v.post("/desk/feedback/read", "next", next, "rating", attrOf(p.all("[name=rating]")[0], "value")).leadsTo(next)
	p = v.get(path).has(".unread", 2).says(".notice", "Marked").says("li:nth-child(2)", "read: you, Today")
	var form []string
	for _, shown := range p.all("[name=shown]") {
		form = append(form, "shown", attrOf(shown, "value"))
	}
	v.post("/desk/feedback/read", append(form, "next", next, "all", "yes")...).leadsTo(next)
	v.get(path).has(".unread", 0).has("button[name]:not([name=language])", 0)
	h.signedIn(h.givenStaff("Nadia", operator)).get(path).says(".history", "read: Marco")
	marks := 0
	for _, e := range h.log() {
		if e.Action == formsapi.ActionComment && e.By == marco.ID.String() {
			marks++
		}
	}
	if marks != 3 {
		t.Errorf("%d entries in the log, want one for each comment", marks)
	}
	v.post("/desk/feedback/read", "rating", "nonsense").is(http.StatusUnprocessableEntity)
	v.post("/desk/feedback/read", "rating", marco.ID.String()).is(http.StatusNotFound)
}

// Given ratings of this winter, list and page draw the average of each month with its
// table beneath; a month without any is told as such, and one of years ago is not in it.
func TestFeedbackHasATrendByMonth(t *testing.T) {
	h := givenDesk(t)
	for _, c := range []struct {
		ago     int // days before the tests begin
		ratings []int
	}{{500, []int{1}}, {62, []int{2, 3}}, {0, []int{5, 4, 4}}} {
		h.clock.pass(monday.AddDate(0, 0, -c.ago).Sub(h.clock.now()))
		for _, rating := range c.ratings {
			h.givenRating(formsapi.PageRating{Page: "/it/", Language: "it", Rating: rating})
		}
	}
	h.clock.pass(-1000 * 24 * time.Hour)
	h.givenRating(formsapi.PageRating{Page: "/ar/", Language: "ar", Rating: 1})
	h.clock.pass(1000 * 24 * time.Hour)
	v := h.signedIn(h.givenStaff("Marco", operator))
	for _, path := range []string{"/desk/feedback", "/desk/feedback?language=it", "/desk/feedback/page?path=/it/&language=it"} {
		p := v.get(path).says(".trend tbody", "12/2025 2.5 2 01/2026 – 0 02/2026 – 0 03/2026 4.3 3").has(".trend tbody tr", 4)
		p.says("#trend + figure svg title", "Average month by month").has("#trend + figure svg .chart-mark", 2)
	}
	v.get("/desk/feedback?language=ar").has("#trend", 0).has(".pages tbody tr", 1)
	v.get("/desk/feedback?language=en").has("#trend", 0)
}

// Given pages in three languages, the languages are compared, worst first, with the
// page that does worst in each; those with few ratings come last and name none.
func TestFeedbackComparesLanguages(t *testing.T) {
	h := givenDesk(t)
	for _, c := range []struct {
		page, language string
		rating, times  int
	}{{"/it/", "it", 5, 6}, {"/it/bad/", "it", 2, 5}, {"/ar/a/", "ar", 1, 5}, {"/en/", "en", 1, 4}} {
		for range c.times {
			h.givenRating(formsapi.PageRating{Page: c.page, Language: c.language, Rating: c.rating})
		}
	}
	v := h.signedIn(h.givenStaff("Marco", operator))
	p := v.get("/desk/feedback").has(".languages tbody tr", 3)
	p.says(".languages tbody tr:nth-child(1)", "Arabic 1.0 5 ساعات العمل").says(".languages tbody tr:nth-child(2)", "Italian 3.6 11 /it/bad/")
	p.says(".languages tbody tr:nth-child(3)", "English 1.0 4 no page has five ratings")
	v.get("/desk/feedback?language=it").has(".languages", 0)
}

// Given a page of an office that is behind, and content that nobody can read later on,
// the rating stands beside the translation's state, and without one all the same.
func TestFeedbackStandsBesideTheTranslation(t *testing.T) {
	h := givenDesk(t)
	h.givenRating(formsapi.PageRating{Page: "/ar/offices/potenza/", Language: "ar", Rating: 2})
	h.givenRating(formsapi.PageRating{Page: "/it/offices/potenza/", Language: "it", Rating: 2})
	v := h.signedIn(h.givenStaff("Marco", operator))
	v.get("/desk/feedback?language=ar").says(".pages tbody", "Arabic behind 2.0")
	v.get("/desk/feedback?language=it").says(".pages tbody", "Italian 2.0")
	v.get("/desk/feedback/page?path=/ar/offices/potenza/&language=ar").says(".summary", "Translation: behind")
	h.pages.broken = true
	v.get("/desk/feedback?language=ar").says(".pages tbody", "Arabic 2.0")
}

// Given pages of two offices, the list narrows to those of one; an office that is not
// the reader's narrows nothing.
func TestFeedbackNarrowsToAnOffice(t *testing.T) {
	h := givenDesk(t)
	for _, page := range []string{"/it/offices/potenza/", "/it/offices/montelucci/", "/it/"} {
		h.givenRating(formsapi.PageRating{Page: page, Language: "it", Rating: 2})
	}
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	p := v.get("/desk/feedback?office=potenza").has(".pages tbody tr", 1).says(".pages", "/it/offices/potenza/").says(".trend tbody", "2.0 1")
	p.has("option[value=potenza][selected]", 1)
	h.signedIn(h.givenStaff("Nadia", formsapi.Grant{Role: formsapi.RoleMediator, Office: "potenza"})).get("/desk/feedback?office=montelucci").has(".pages tbody tr", 2)
}

// Given pages with few and with enough ratings, what is printed and exported tells
// nothing of few people, has no totals, and is in the log; the screen says not to print it.
func TestFeedbackOnPaperTellsNothingOfFewPeople(t *testing.T) {
	h := givenDesk(t)
	for _, c := range []struct {
		page   string
		rating int
		times  int
	}{{"/it/few/", 1, 4}, {"/it/clear/", 5, 5}, {"/it/split/", 2, 5}, {"/it/split/", 4, 3}} {
		for range c.times {
			h.givenRating(formsapi.PageRating{Page: c.page, Language: "it", Rating: c.rating})
		}
	}
	v := h.signedIn(h.givenStaff("Lucia", coordinator))
	list := v.get("/desk/feedback").says(".only-paper", "not for paper").has("main > .screen .pages", 1)
	p := v.get(list.attr("nav.actions .button", "href")).has("tbody tr", 3).has("tfoot", 0).has(".summary", 0)
	p.says("tbody tr:nth-child(1)", "/it/split/ Italian 8 2.8 Too few answers").says("tbody tr:nth-child(2)", "/it/clear/ Italian 5 5.0 0 0 0 0 5")
	p.says("tbody tr:nth-child(3)", "/it/few/ Italian <5 – Too few answers")
	file := v.get("/desk/feedback/files/csv").is(http.StatusOK)
	const want = "Page,Address,Language of the page,Translation,Ratings,Average,1,2,3,4,5"
	if file.body[3:3+len(want)] != want {
		t.Errorf("the file begins with %q", file.body[:3+len(want)])
	}
	for _, line := range []string{"/it/split/,/it/split/,Italian,,8,2.8,,,,,\n", "/it/clear/,/it/clear/,Italian,,5,5,0,0,0,0,5", "/it/few/,/it/few/,Italian,,<5,,,,,,\n"} {
		if !strings.Contains(file.body, line) {
			t.Errorf("the file lacks %q: %s", line, file.body)
		}
	}
	v.get("/desk/feedback/files/pdf").is(http.StatusNotFound)
	exports := map[string]int{}
	for _, e := range h.log() {
		if e.Action == formsapi.ActionExport {
			exports[e.Detail]++
		}
	}
	if exports["feedback paper"] != 1 || exports["feedback csv"] != 1 {
		t.Errorf("the log has %v", exports)
	}
	h.signedIn(h.givenStaff("Marco", operator)).get("/desk/feedback").has("nav.actions", 0)
}

// Given who coordinates one office and works at another, what they take out has the
// pages of the first and those of no office.
func TestFeedbackIsTakenOutOfOnesOwnOffices(t *testing.T) {
	h := givenDesk(t)
	for _, page := range []string{"/it/offices/potenza/", "/it/offices/montelucci/", "/it/"} {
		h.givenRating(formsapi.PageRating{Page: page, Language: "it", Rating: 2})
	}
	v := h.signedIn(h.givenStaff("Lucia", formsapi.Grant{Role: formsapi.RoleCoordinator, Office: "montelucci"}, formsapi.Grant{Role: formsapi.RoleOperator, Office: "potenza"}))
	v.get("/desk/feedback").has(".pages tbody tr", 3)
	v.get("/desk/feedback/paper").has("tbody tr", 2).lacks("/it/offices/potenza/")
}
