package sqlite

import (
	"testing"

	"sportello/forms-api"
)

// BenchmarkSessionCheck is what the desk reads at each step of a session: whose account
// it is. The rows alone are beside it, without the keyed hashes that show whether the
// program wrote them.
func BenchmarkSessionCheck(b *testing.B) {
	s := givenStore(b, givenRing(b))
	a, hash := givenStaff(b, s, "anna@example.org",
		formsapi.Grant{Role: formsapi.RoleCoordinator}, formsapi.Grant{Role: formsapi.RoleAdministrator}, formsapi.Grant{Role: formsapi.RoleMediator, Office: "potenza"})
	givenPassword(b, s, a, hash)
	b.Run("rows", func(b *testing.B) {
		for b.Loop() {
			rows, err := list(b.Context(), s.read, scanStaff, selectStaff+` WHERE s.id = ?`+staffOrder, a.ID[:])
			if err != nil || len(rows) != 1 {
				b.Fatal(err)
			}
		}
	})
	b.Run("account", func(b *testing.B) {
		for b.Loop() {
			if now, err := s.StaffByID(b.Context(), a.ID); err != nil || now.Altered {
				b.Fatal(err)
			}
		}
	})
}
