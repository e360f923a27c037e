package formsapi

import (
	"slices"
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
	for _, p := range []Permission{ReadRequests, WorkRequests, ReadFeedback} {
		if slices.Contains(Rights[RoleAdministrator], p) {
			t.Errorf("an administrator may %s", p)
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
