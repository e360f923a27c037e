package formsapi

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestRights(t *testing.T) {
	for _, role := range Roles {
		if len(Rights[role]) == 0 {
			t.Errorf("the role %s may do nothing", role)
		}
	}
	if len(Rights) != len(Roles) {
		t.Errorf("%d roles have rights, there are %d", len(Rights), len(Roles))
	}
	for _, p := range Permissions {
		if slices.Contains(Rights[RoleAdministrator], p) != (p == ManageStaff || p == ManageSettings) {
			t.Errorf("an administrator: %s", p)
		}
		if !slices.ContainsFunc(Roles, func(r Role) bool { return slices.Contains(Rights[r], p) }) {
			t.Errorf("nobody may %s", p)
		}
	}
}

// Given the table of docs/desk.md, the code has the same crosses.
func TestRightsAreAsDocumented(t *testing.T) {
	page, err := os.ReadFile("../docs/desk.md")
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile("(?m)^\\| (`[a-z-]+`[^|]*)\\|([^|]*)\\|([^|]*)\\|([^|]*)\\|([^|]*)\\|$")
	named := regexp.MustCompile("`([a-z-]+)`")
	var documented []Permission
	for _, found := range row.FindAllStringSubmatch(string(page), -1) {
		for _, name := range named.FindAllStringSubmatch(found[1], -1) {
			p := Permission(name[1])
			if !slices.Contains(Permissions, p) {
				continue // another table of the page
			}
			documented = append(documented, p)
			for i, role := range []Role{RoleOperator, RoleMediator, RoleCoordinator, RoleAdministrator} {
				if cross := strings.TrimSpace(found[i+2]) == "×"; cross != slices.Contains(Rights[role], p) {
					t.Errorf("%s of %s: the page says %t", p, role, cross)
				}
			}
		}
	}
	slices.Sort(documented)
	if want := slices.Sorted(slices.Values(Permissions)); !slices.Equal(documented, want) {
		t.Errorf("the page has %q, the code %q", documented, want)
	}
}

func TestWhoNeedsASecondFactor(t *testing.T) {
	for role, want := range map[Role]bool{RoleOperator: false, RoleMediator: false, RoleCoordinator: true, RoleAdministrator: true} {
		if got := (Staff{Grants: []Grant{{RoleMediator, "a"}, {role, "b"}}}).NeedsSecondFactor(); got != want {
			t.Errorf("%s: %t", role, got)
		}
	}
}

func TestMay(t *testing.T) {
	potenza := Staff{Grants: []Grant{{RoleOperator, "potenza"}, {RoleMediator, "montelucci"}}}
	everywhere := Staff{Grants: []Grant{{RoleCoordinator, AllOffices}}}
	tests := []struct {
		name   string
		who    Staff
		p      Permission
		office string
		want   bool
	}{
		{"an operator works on the own office's requests", potenza, WorkRequests, "potenza", true},
		{"a mediator reads", potenza, ReadRequests, "montelucci", true},
		{"a mediator does not decide", potenza, WorkRequests, "montelucci", false},
		{"another office's requests are not theirs", potenza, ReadRequests, "roma", false},
		{"a grant for one office does not hold for all", potenza, ReadRequests, AllOffices, false},
		{"a grant for all offices holds at each", everywhere, WorkRequests, "roma", true},
		{"nobody manages staff but the administrator", everywhere, ManageStaff, AllOffices, false},
		{"a closed account may do nothing", Staff{Disabled: true, Grants: everywhere.Grants}, ReadRequests, "roma", false},
	}
	for _, tt := range tests {
		if got := tt.who.May(tt.p, tt.office); got != tt.want {
			t.Errorf("%s: got %v", tt.name, got)
		}
	}
}

func TestOfficesFor(t *testing.T) {
	s := Staff{Grants: []Grant{{RoleOperator, "b"}, {RoleCoordinator, "a"}, {RoleMediator, "b"}, {RoleAdministrator, AllOffices}}}
	if all, offices := s.OfficesFor(ReadRequests); all || !slices.Equal(offices, []string{"a", "b"}) {
		t.Errorf("got all=%v %v", all, offices)
	}
	if all, offices := s.OfficesFor(ManageStaff); !all || offices != nil {
		t.Errorf("got all=%v %v", all, offices)
	}
}
