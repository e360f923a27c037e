package formsapi

import (
	"context"
	"testing"
	"time"
)

// Given a colleague whose name shows nothing, or turns what stands beside it,
// the account is refused before anything is stored.
func TestAColleagueHasANameThatCanBeSeen(t *testing.T) {
	accounts := &Accounts{Catalogue: town{}, Now: time.Now}
	for _, name := range []string{"", "\u200f\u200d", "\u3164", "…", "Ada\u202e", "Ada\u2028Rossi"} {
		s := Staff{Name: name, Email: "ada@example.org", Grants: []Grant{{Role: RoleAdministrator}}}
		_, err := accounts.Invite(context.Background(), s, ByCommand)
		if CodeOf(err) != CodeInvalid {
			t.Errorf("the name %q: %v", name, err)
		}
	}
}
