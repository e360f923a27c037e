package desk_test

import (
	"net/http"
	"testing"

	formsapi "sportello/forms-api"
	"sportello/forms-api/desk"
)

// Given the languages of the site and those of one's offices' mediators, they can be
// chosen first, each by the code that people ask for it by; the others stand folded,
// and one that was chosen is among the first. What is no language is refused.
func TestLanguagesThatOneSpeaksAreChosen(t *testing.T) {
	h := givenDesk(t, func(c *desk.Config) { c.Languages = []string{"it", "en", "zh-hans"} })
	mira := h.givenStaff("Mira", formsapi.Grant{Role: formsapi.RoleMediator, Office: "montelucci"})
	v := h.signedIn(mira)
	p := v.get("/desk/account").has("#speaks > .choices input", 4).has("#speaks :checked, #speaks [checked]", 0).has("#speaks details[open]", 0)
	p.says("#speaks > .choices", "Arabic Chinese English Italian").has("#speaks-zh-hans", 0).has("#speaks details #speaks-wo", 1)

	p = v.follow(v.post("/desk/account/languages", "speaks", "zh", "speaks", "wo", "speaks", "zh").leadsTo("/desk/account")).says(".notice", "Saved")
	p.has("#speaks [checked]", 2).has("#speaks-zh[checked]", 1).has("#speaks > .choices #speaks-wo[checked]", 1)
	h.signedIn(mira).get("/desk/account").has("#speaks [checked]", 2)
	h.signedIn(h.givenStaff("Ivo", operator)).get("/desk/account").has("#speaks [checked]", 0)

	v.post("/desk/account/languages", "speaks", "ar", "speaks", "no language").is(http.StatusUnprocessableEntity).
		says("#error-speaks", "is no language").has(`.errors a[href="#speaks"]`, 1).has("#speaks-zh[checked]", 1)
	v.follow(v.post("/desk/account/languages")).has("#speaks [checked]", 0)
	if n := h.audited(formsapi.ActionProfile); n != 2 {
		t.Errorf("the audit log has %d of the two changes", n)
	}
}
