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
SELECT s.id, s.email, s.name, s.password_hash, s.language, s.created_at, s.disabled_at IS NOT NULL, r.role, r.office
  FROM staff s
  LEFT JOIN staff_role r ON r.staff = s.id`
	staffOrder = ` ORDER BY s.email, r.role, r.office`
)

func scanStaff(row scanner) (s formsapi.Staff, err error) {
	var createdAt int64
	var role, office sql.NullString
	err = row.Scan(&s.ID, &s.Email, &s.Name, &s.PasswordHash, &s.Language, &createdAt, &s.Disabled, &role, &office)
	s.CreatedAt = time.UnixMilli(createdAt).UTC()
	if role.Valid {
		s.Grants = []formsapi.Grant{{Role: formsapi.Role(role.String), Office: office.String}}
	}
	return s, err
}

// staff reads accounts with all their roles.
func (s *Store) staff(ctx context.Context, condition string, args ...any) ([]formsapi.Staff, error) {
	rows, err := list(ctx, s.read, scanStaff, selectStaff+condition+staffOrder, args...)
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

const whereInvited = ` WHERE s.disabled_at IS NULL
   AND s.id = (SELECT staff FROM invitation WHERE token_hash = ? AND expires_at > ?)`

// Invited reads the open account that an invitation is for, or answers CodeNotFound.
func (s *Store) Invited(ctx context.Context, tokenHash []byte, now time.Time) (formsapi.Staff, error) {
	return s.oneStaff(ctx, whereInvited, tokenHash, now.UnixMilli())
}

const selectLastReset = `
SELECT seq, at, done_by, action, subject, office, detail, mac
  FROM audit
 WHERE action = 'staff.reset' AND subject = ?
 ORDER BY seq DESC
 LIMIT 1`

// LastReset reads who took an account's password back last, and when, or answers
// CodeNotFound.
func (s *Store) LastReset(ctx context.Context, id uuid.UUID) (formsapi.AuditEntry, error) {
	row, err := first(ctx, s.read, scanAudit, selectLastReset, id.String())
	return row.AuditEntry, err
}
