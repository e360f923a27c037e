package sqlite

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// A row of selectStaff is an account with one of its roles.
const (
	selectStaff = `
SELECT s.id, s.email, s.name, s.password_hash, s.password_mac, s.language, s.created_at, s.disabled_at IS NOT NULL, f.confirmed_at, r.role, r.office
  FROM staff s
  LEFT JOIN second_factor f ON f.staff = s.id
  LEFT JOIN staff_role r ON r.staff = s.id`
	staffOrder = ` ORDER BY s.email, r.role, r.office`
)

// scanStaff reads a row of selectStaff; see Chain.genuine about its password.
func (c Chain) scanStaff(row scanner) (s formsapi.Staff, err error) {
	var createdAt int64
	var mac []byte
	var factorSince sql.NullInt64
	var role, office sql.NullString
	err = row.Scan(&s.ID, &s.Email, &s.Name, &s.PasswordHash, &mac, &s.Language, &createdAt, &s.Disabled, &factorSince, &role, &office)
	s.PasswordHash = c.genuine(s.ID, s.PasswordHash, mac)
	s.CreatedAt, s.FactorSince = time.UnixMilli(createdAt).UTC(), instant(factorSince)
	s.Grants = grantOf(role, office)
	return s, err
}

// grantOf is the role in a row, or none.
func grantOf(role, office sql.NullString) []formsapi.Grant {
	if !role.Valid {
		return nil
	}
	return []formsapi.Grant{{Role: formsapi.Role(role.String), Office: office.String}}
}

// staff reads accounts with all their roles.
func (s *Store) staff(ctx context.Context, condition string, args ...any) ([]formsapi.Staff, error) {
	return merged(list(ctx, s.read, s.chain.scanStaff, selectStaff+condition+staffOrder, args...))
}

// merged makes one account of the rows of each.
func merged(rows []formsapi.Staff, err error) ([]formsapi.Staff, error) {
	var all []formsapi.Staff
	for _, row := range rows {
		if last := len(all) - 1; last >= 0 && all[last].ID == row.ID {
			all[last].Grants = append(all[last].Grants, row.Grants...)
			continue
		}
		all = append(all, row)
	}
	return all, err
}

func (s *Store) oneStaff(ctx context.Context, condition string, args ...any) (formsapi.Staff, error) {
	all, err := s.staff(ctx, condition, args...)
	if err == nil && len(all) == 0 {
		err = errNotFound
	}
	if err != nil {
		return formsapi.Staff{}, err
	}
	return all[0], nil
}

// CountStaff counts accounts, closed ones too.
func (s *Store) CountStaff(ctx context.Context) (int, error) {
	return first(ctx, s.read, scanNumber, `SELECT count(*) FROM staff`)
}

// StaffList lists accounts by e-mail, closed ones too.
func (s *Store) StaffList(ctx context.Context) ([]formsapi.Staff, error) { return s.staff(ctx, "") }

// StaffByID reads an account, or answers CodeNotFound.
func (s *Store) StaffByID(ctx context.Context, id uuid.UUID) (formsapi.Staff, error) {
	return s.oneStaff(ctx, ` WHERE s.id = ?`, id[:])
}

// StaffByEmail reads an account by its e-mail in any case, or answers CodeNotFound.
func (s *Store) StaffByEmail(ctx context.Context, email string) (formsapi.Staff, error) {
	return s.oneStaff(ctx, ` WHERE s.email = ?`, strings.ToLower(email))
}

// Invited reads the open account that an invitation is for, or answers CodeNotFound.
func (s *Store) Invited(ctx context.Context, tokenHash []byte, now time.Time) (formsapi.Staff, error) {
	id, err := s.chain.invited(ctx, s.read, tokenHash, now)
	if err != nil {
		return formsapi.Staff{}, err
	}
	return s.StaffByID(ctx, id)
}
