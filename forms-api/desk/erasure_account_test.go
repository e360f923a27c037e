package desk_test

import (
	"net/http"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// listed counts the entries that somebody opened a list.
func (h *help) listed(by formsapi.Staff, list string) (n int) {
	for _, e := range h.log() {
		if e.Action == formsapi.ActionList && e.Detail == list && e.By == by.ID.String() {
			n++
		}
	}
	return n
}

// Given requests of one telephone, one at an office where the reader erases nobody,
// each page that shows the others' names has one entry in the log for that, and none
// where there are no others.
func TestOtherNamesOnAPageAreInTheLog(t *testing.T) {
	h := givenDesk(t)
	ada := h.givenStaff("Ada",
		formsapi.Grant{Role: formsapi.RoleCoordinator, Office: "potenza"}, formsapi.Grant{Role: formsapi.RoleOperator, Office: "montelucci"})
	v := h.signedIn(ada)
	alone := h.givenRequest(reached("Omar Haddad", "333 765 4321")).String()
	id := h.givenRequest(reached("Amina Benali", "333 123 4567")).String()
	h.givenRequest(reached("Karim Benali", "333 123 4567"), of("montelucci", "it"))
	for _, page := range []struct {
		path, list string
		want       int
	}{
		{alone, "others", 0}, {alone + "/person", "elsewhere", 0}, {alone + "/erasure", "elsewhere", 0},
		{id, "others", 1}, {id + "/person", "elsewhere", 1}, {id + "/erasure", "elsewhere", 2},
	} {
		v.get("/desk/appointments/" + page.path).is(http.StatusOK)
		if n := h.listed(ada, page.list); n != page.want {
			t.Errorf("after %s: %d entries for %q, want %d", page.path, n, page.list, page.want)
		}
	}
}

// Given a request of the person that cannot be opened, who hands out or erases what is
// kept of them is told that there is one more.
func TestWhatCannotBeOpenedIsSaid(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Ada", coordinator))
	amina := reached("Amina Benali", "333 123 4567")
	path := "/desk/appointments/" + h.givenRequest(amina).String()
	other := h.givenRequest(amina)
	for _, page := range []string{"/person", "/erasure"} {
		v.get(path + page).is(http.StatusOK).lacks("more request")
	}
	h.spoil(`UPDATE appointment SET sealed = zeroblob(200) WHERE id = ?`, other[:])
	for _, page := range []string{"/person", "/erasure"} {
		v.get(path+page).says("main", "1 more request")
	}
}

// Given days on which nobody used the program, and a clock that may therefore be wrong,
// the list of erasures says that nothing is erased by itself.
func TestAClockInDoubtIsSaid(t *testing.T) {
	h := givenDesk(t)
	ada := h.givenStaff("Ada", coordinator)
	h.givenRequest()
	h.signedIn(ada).get("/desk/erasures").has(".warning", 0)
	h.clock.pass(30 * 24 * time.Hour)
	h.signedIn(ada).get("/desk/erasures").says(".warning", "clock may be wrong")
	h.clock.pass(13 * time.Hour)
	h.signedIn(ada).get("/desk/erasures").has(".warning", 0)
}
