package formsapi

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"
)

// Rename changes somebody's own name and language of the desk.
func (u *Accounts) Rename(ctx context.Context, s Staff, name, language string) error {
	wrong := validateName(&name)
	if !slices.Contains(DeskLanguages, language) {
		wrong = append(wrong, FieldError{Field: "language", Key: "language-unknown"})
	}
	if err := Invalid(wrong); err != nil {
		return err
	}
	s.Name, s.Language = name, language
	return u.Store.RenameStaff(ctx, s, u.entry(s, ActionProfile, ""))
}

// ChangePassword gives somebody another password, who knows the one they have, and
// ends their sessions but the one here. It returns the account as it is then, and as
// it was with an error. A wrong password is CodeForbidden.
func (u *Accounts) ChangePassword(ctx context.Context, s Staff, here uuid.UUID, current, password, repeated string) (Staff, error) {
	match, err := matches(current, s.PasswordHash)
	if err != nil {
		return s, fmt.Errorf("comparing a password: %w", err)
	}
	if !match {
		return s, &Problem{Code: CodeForbidden, Key: "password-wrong"}
	}
	if err := Invalid(validatePassword(password, repeated)); err != nil {
		return s, err
	}
	changed := s
	if changed.PasswordHash, err = hashPassword(password); err != nil {
		return s, err
	}
	if err := u.Store.ChangePassword(ctx, changed, s.PasswordHash, here, u.entry(s, ActionPassword, "changed")); err != nil {
		return s, err
	}
	return changed, nil
}
