package desk_test

import (
	"net/http"
	"testing"
	"time"

	formsapi "sportello/forms-api"
)

// Given what an administrator did with accounts, the coordinator of an office sees who
// did what with those of the office in thirty days, with the roles before and after.
func TestCoordinatorsSeeWhatIsMadeOfAccounts(t *testing.T) {
	h := givenDesk(t)
	at := func(role formsapi.Role, office string) formsapi.Grant {
		return formsapi.Grant{Role: role, Office: office}
	}
	old := h.givenStaff("Olga", at(formsapi.RoleOperator, "potenza"))
	h.clock.pass(formsapi.AccountsShown + time.Hour)
	admin := h.givenStaff("Ada", administrator)
	lucia := h.givenStaff("Lucia", at(formsapi.RoleCoordinator, "potenza"))
	h.givenStaff("Remo", at(formsapi.RoleOperator, "montelucci"))
	grants := []formsapi.Grant{at(formsapi.RoleOperator, "potenza"), at(formsapi.RoleMediator, "potenza")}
	if err := h.accounts.ChangeGrants(t.Context(), admin, old.ID, grants); err != nil {
		t.Fatal(err)
	}
	page := h.signedIn(lucia).get("/desk/accounts-log").is(http.StatusOK).has("tbody tr", 3).lacks("Remo")
	page.says("tbody tr:nth-child(1)", "Ada").says("tbody tr:nth-child(1)", "Olga").says("tbody tr:nth-child(1)", "given these roles: Mediator").says("tbody tr:nth-child(1)", "before: Operator")
	page.says("tbody tr:nth-child(2)", "Lucia").says("tbody tr:nth-child(2)", "invited: Coordinator")
	h.signedIn(lucia).get("/desk/erasures").has(`a[href="/desk/accounts-log"]`, 1)
	h.signedIn(lucia).get("/desk/account").has(`a[href="/desk/accounts-log"]`, 1)
	h.signedIn(admin).get("/desk/account").has(`a[href="/desk/accounts-log"]`, 0)
}
