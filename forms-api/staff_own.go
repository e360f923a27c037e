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

// Speak stores which languages somebody speaks with people, by code, in place of those
// that they spoke before (s.Speaks); also none. Each is one that people can
// ask for, that the site is in, that a mediator of an office speaks, or that the account
// has already; another is CodeInvalid, of the field speaks, and nothing is stored.
func (u *Accounts) Speak(ctx context.Context, s Staff, languages []string) error {
	there := slices.Clone(s.Speaks)
	for _, o := range u.Catalogue.Offices() {
		there = append(there, o.SpokenLanguages()...)
	}
	unknown := func(l string) bool {
		return !u.Languages.Spoken(l) && !u.Languages.Site(l) && !slices.Contains(there, l)
	}
	if slices.ContainsFunc(languages, unknown) {
		return Invalid([]FieldError{{Field: "speaks", Key: "speaks-unknown"}})
	}
	s.Speaks = slices.Compact(slices.Sorted(slices.Values(languages)))
	return u.Store.ReplaceLanguages(ctx, s, u.entry(s, ActionProfile, "languages"))
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
