package desk_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/desk"
)

// site is whether visitors read the newest content; the real one is a server that
// builds, which the program's own tests put behind the desk.
type site struct{ unbuilt *desk.Unbuilt }

func (s *site) Unbuilt() (desk.Unbuilt, bool) {
	if s.unbuilt == nil {
		return desk.Unbuilt{}, false
	}
	return *s.unbuilt, true
}

// Since ten in Rome a file of the town cannot be made into a page.
func brokenFile() *desk.Unbuilt {
	return &desk.Unbuilt{Since: monday, Shown: monday.Add(-24 * time.Hour), File: "content/offices/potenza/index.ar.md", Line: 7}
}

// Who can mend what keeps the newest content from visitors, or have it mended, is
// told where they change the site; the others are not troubled with it.
func TestWhoCanMendTheSiteIsToldThatItCannotBeBuilt(t *testing.T) {
	operator := formsapi.Grant{Role: formsapi.RoleOperator, Office: "potenza"}
	administrator := formsapi.Grant{Role: formsapi.RoleAdministrator}
	for who, c := range map[string]struct {
		grant        formsapi.Grant
		told, untold []string
	}{
		"Zahra": {mediator, []string{"/desk/translations", "/desk/translations/ar/offices/potenza"}, []string{"/desk/", "/desk/closures", "/desk/account"}},
		"Marco": {operator, []string{"/desk/closures?office=potenza"}, []string{"/desk/", "/desk/translations", "/desk/staff"}},
		"Anna":  {administrator, []string{"/desk/staff"}, []string{"/desk/account", "/desk/closures"}},
	} {
		h := givenDesk(t)
		v := h.signedIn(h.givenStaff(who, c.grant))
		for _, path := range c.told {
			v.get(path).is(http.StatusOK).has(".unbuilt", 0)
		}
		h.site.unbuilt = brokenFile()
		for _, path := range c.told {
			p := v.get(path).is(http.StatusOK).has(".unbuilt", 1)
			p.says(".unbuilt", "since Monday, 2 March 2026, 10:00").says(".unbuilt code", "content/offices/potenza/index.ar.md").says(".unbuilt", "line 7")
			p.says(".unbuilt", "Visitors read the pages of Sunday, 1 March 2026, 10:00").says(".unbuilt", "sportello check")
		}
		for _, path := range c.untold {
			v.get(path).has(".unbuilt", 0)
		}
		h.site.unbuilt = nil
		for _, path := range c.told {
			v.get(path).is(http.StatusOK).has(".unbuilt", 0)
		}
	}
}

// A full disk is no file's fault, and a build of which nobody knows the day is only
// the one from before.
func TestASiteThatCannotBeBuiltMayHaveNoFileToBlame(t *testing.T) {
	h := givenDesk(t)
	h.site.unbuilt = &desk.Unbuilt{Since: monday}
	p := h.signedIn(h.givenStaff("Zahra", mediator)).get("/desk/translations").is(http.StatusOK)
	p.says(".unbuilt", "cannot be made.").has(".unbuilt code", 0).says(".unbuilt", "Visitors read the pages from before.").says(".unbuilt", "Tell whoever looks after the site")
}

// The inbox has one line that leads to a page with the whole, for who may open one; who
// may change nothing of the site is told nothing.
func TestTheInboxLeadsToWhatKeepsTheNewestContentBack(t *testing.T) {
	for who, c := range map[string]struct {
		grant formsapi.Grant
		leads string
	}{
		"Zahra": {mediator, "/desk/translations"},
		"Marco": {operator, "/desk/closures"},
		"Anna":  {formsapi.Grant{Role: formsapi.RoleAdministrator}, "/desk/staff"},
	} {
		h := givenDesk(t)
		v := h.signedIn(h.givenStaff(who, c.grant))
		v.get("/desk/").is(http.StatusOK).has(".to-mend", 0)
		h.site.unbuilt = brokenFile()
		p := v.get("/desk/").says(".to-mend", "The newest changes are not on the site")
		v.get(p.attr(".to-mend a", "href")).is(http.StatusOK).says(".unbuilt code", "content/offices/potenza/index.ar.md")
		if leads := p.attr(".to-mend a", "href"); leads != c.leads {
			t.Errorf("%s is led to %s, not to %s", who, leads, c.leads)
		}
	}
}

// Where the file is named above, nobody is sent to the log for it.
func TestWhatIsNamedIsNotToBeLookedFor(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Zahra", mediator))
	h.pages.broken = true
	v.get("/desk/translations").is(http.StatusServiceUnavailable).says("h1 + p", "cannot be compared").says("h1 + p", "sees which one in the log")
	h.site.unbuilt = brokenFile()
	p := v.get("/desk/translations").is(http.StatusServiceUnavailable).has(".unbuilt", 1)
	if said := p.text("h1 + p"); !strings.HasSuffix(said, "cannot be compared.") {
		t.Errorf("below the line that names the file is said %q", said)
	}
}

// The form of a page that comes back to who was signed out tells nothing of the site.
func TestNobodyWhoIsSignedOutIsToldOfTheSite(t *testing.T) {
	h := givenDesk(t)
	h.site.unbuilt = brokenFile()
	h.visitor().get("/desk/translations").has(".unbuilt", 0)
}
