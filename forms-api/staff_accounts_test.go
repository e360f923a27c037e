package formsapi_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

const password = "correct horse battery"

func ada() formsapi.Staff {
	return formsapi.Staff{Email: "Ada@example.org", Name: "Ada", Language: "it", Grants: []formsapi.Grant{{Role: formsapi.RoleOperator}}}
}

// Given a language that the desk does not speak, no account is made.
func TestAnAccountHasALanguageOfTheDesk(t *testing.T) {
	for _, language := range []string{"de", "", "IT"} {
		s := begin(t)
		colleague := ada()
		colleague.Language = language
		_, err := s.accounts.Invite(t.Context(), colleague, formsapi.ByCommand)
		var p *formsapi.Problem
		if !errors.As(err, &p) || len(p.Fields) != 1 || p.Fields[0].Field != "language" || p.Fields[0].Key != "language-unknown" {
			t.Errorf("%q: %v, want that the language is refused", language, err)
		}
	}
	for _, language := range formsapi.DeskLanguages {
		colleague := ada()
		colleague.Language = language
		if _, err := begin(t).accounts.Invite(t.Context(), colleague, formsapi.ByCommand); err != nil {
			t.Errorf("%q: %v", language, err)
		}
	}
}

// cutOff is a store of a program that dies after its first write.
type cutOff struct {
	formsapi.StaffStore
	writes int
}

func (c *cutOff) write(do func() error) error {
	if c.writes++; c.writes > 1 {
		return errors.New("the program is gone")
	}
	return do()
}

func (c *cutOff) AddFirstStaff(ctx context.Context, s formsapi.Staff, e ...formsapi.AuditEntry) error {
	return c.write(func() error { return c.StaffStore.AddFirstStaff(ctx, s, e...) })
}

func (c *cutOff) AddStaff(ctx context.Context, s formsapi.Staff, i formsapi.Invitation, e formsapi.AuditEntry) error {
	return c.write(func() error { return c.StaffStore.AddStaff(ctx, s, i, e) })
}

func (c *cutOff) UseInvitation(ctx context.Context, hash []byte, s formsapi.Staff, e formsapi.AuditEntry) error {
	return c.write(func() error { return c.StaffStore.UseInvitation(ctx, hash, s, e) })
}

// Given a program that dies after its first write, the first account is there
// with its password: there is no moment at which it could not be signed in with.
func TestTheFirstAccountIsOneWrite(t *testing.T) {
	s := begin(t)
	s.accounts.Store = &cutOff{StaffStore: s.store}
	token, err := s.accounts.InviteFirst(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	made, err := s.accounts.AcceptFirst(t.Context(), token, ada(), password, password)
	if err != nil || made.ID == uuid.Nil {
		t.Fatalf("made %+v, %v", made, err)
	}
	s.accounts.Store = s.store
	if signedIn, err := s.accounts.SignIn(t.Context(), "ada@example.org", password); err != nil || !signedIn.May(formsapi.ManageStaff, formsapi.AllOffices) {
		t.Errorf("signed in %+v, %v", signedIn, err)
	}
	if _, err := s.accounts.AcceptFirst(t.Context(), token, ada(), password, password); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("the link a second time: %v, want not found", err)
	}
}
