package desk_test

import (
	"net/http"
	"testing"

	formsapi "sportello/forms-api"
)

// mediator reads and translates, at one office.
var mediator = formsapi.Grant{Role: formsapi.RoleMediator, Office: "potenza"}

// The status page opens on the language that somebody looked at last, or on one of
// their browser's.
func TestTranslationsOpenOnOnesOwnLanguage(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Zahra", mediator))
	v.header.Set("Accept-Language", "it-IT,it;q=0.9,ar-MA;q=0.8,en;q=0.7")
	p := v.get("/desk/translations").is(http.StatusOK)
	p.says("#all", "Arabic").has(".matrix", 0).has("table tbody tr", 3)
	p.has(`a[href="/desk/translations/ar/offices/potenza"]`, 2).has(`a[href="/desk/translations/ar/"]`, 2)
	p.says("table", "not reviewed").says("table", "a machine").says("table", "For 10 days").says("table", "1 March 2026")

	v.get("/desk/translations?language=en").says("#all", "English")
	v.get("/desk/translations").says("#all", "English")
	v.get("/desk/translations?language=xx").says("#all", "English")
	v.get("/desk/translations?language=all").has(".matrix", 1)
	v.get("/desk/translations").has(".matrix", 1)

	h.pages.more = []string{"zh-hans"}
	for wished, name := range map[string]string{"de": "English", "zh-CN,zh;q=0.9": "Chinese"} {
		other := h.signedIn(h.givenStaff("Marco "+name, coordinator))
		other.header.Set("Accept-Language", wished)
		other.get("/desk/translations").says("#all", name)
	}
}

// What to do first: what is behind or missing, then what nobody has read.
func TestTranslationsSayWhatToDoFirst(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Zahra", mediator))
	p := v.get("/desk/translations?language=ar")
	p.says("section[aria-labelledby=next] li:nth-child(1)", "Potenza /offices/potenza behind · For 10 days · Opened 3 times")
	p.says("section[aria-labelledby=next] li:nth-child(2)", "Salute /services/health missing")
	p.says("section[aria-labelledby=review] li", "Sportello / Opened 7 times")
	p.says(".legend", "missing: 1").says(".legend", "behind: 1").says(".legend", "not reviewed: 1")
	together := v.get("/desk/translations?language=all")
	together.has(`section[aria-labelledby=next] a[href="/desk/translations/en/offices/potenza"]`, 1).has("section[aria-labelledby=review]", 0)
	together.says("section[aria-labelledby=next] li:nth-child(1)", "Behind: English · Arabic")
}

func TestTranslationsAreNarrowedToAState(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Zahra", mediator))
	p := v.get("/desk/translations?language=ar&state=behind")
	p.has("table tbody tr", 1).says("table tbody", "Potenza").has("#next", 0)
	if clear := p.attr(".filter .actions a", "href"); clear != "/desk/translations?language=ar" {
		t.Errorf("the way back is %s", clear)
	}
	v.get("/desk/translations?language=ar&state=unmarked").has("table", 0).says(".empty", "No page is in this state")
	v.get("/desk/translations?language=ar&state=nonsense").has("table tbody tr", 3)
	v.get("/desk/translations?language=en&state=orphan").has("table tbody tr", 1).has("table tbody a", 0)
	v.get("/desk/translations?language=all&state=missing").has("table.matrix tbody tr", 1).has("table.matrix tbody td", 2)
}

// Given more pages than a list has rows, in one language and side by side, narrowed or not,
// the rest is on the next page; what to do first stands on the first.
func TestTranslationsHavePages(t *testing.T) {
	h := givenDesk(t)
	h.pages.many = 120
	v := h.signedIn(h.givenStaff("Zahra", mediator))
	for _, c := range []struct {
		address string
		last    int
	}{{"/desk/translations?language=ar", 23}, {"/desk/translations?language=all", 24}, {"/desk/translations?language=ar&state=missing", 21}} {
		one := v.get(c.address).has("table tbody tr", 50).has("[rel=prev]", 0)
		two := v.get(one.attr("[rel=next]", "href")).has("table tbody tr", 50).has("#next", 0).says(".pager", "Page 2 of 3")
		v.get(two.attr("[rel=next]", "href")).has("table tbody tr", c.last).has("[rel=next]", 0)
		if back := two.attr("[rel=prev]", "href"); back != c.address {
			t.Errorf("the way back is %s, not %s", back, c.address)
		}
	}
}

// Every cell of the matrix says in words what its sign stands for.
func TestEveryCellOfTheMatrixSaysItsState(t *testing.T) {
	h := givenDesk(t)
	p := h.signedIn(h.givenStaff("Zahra", mediator)).get("/desk/translations?language=all")
	p.has("table.matrix tbody td", 8).has("table.matrix tbody td a", 6).says("table.matrix tbody tr:nth-child(1)", "Arabic: not reviewed")
	p.has(`th[scope=col] abbr[title="Arabic"]`, 1)
}

func TestContentThatCannotBeReadIsSaid(t *testing.T) {
	h := givenDesk(t)
	h.pages.broken = true
	h.signedIn(h.givenStaff("Zahra", mediator)).get("/desk/translations").is(http.StatusServiceUnavailable).says("main", "sportello check")
}
