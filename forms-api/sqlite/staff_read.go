package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"sportello/forms-api"
)

// A row of selectStaff is an account, its roles a line each, as Grant.String writes them.
const (
	grantLines  = `(SELECT group_concat(r.role || ':' || r.office, char(10)) FROM staff_role r WHERE r.staff = s.id)`
	selectStaff = `
SELECT s.id, s.email, s.name, s.language, s.created_at, s.disabled_at IS NOT NULL, ` + grantLines + `, ` + languageList + `,
       s.password_hash, s.password_mac, s.grants_mac, s.factor_mac, s.email_mac, f.confirmed_at, f.sealed
  FROM staff s
  LEFT JOIN second_factor f ON f.staff = s.id`
	staffOrder = ` ORDER BY s.email`
)

// A storedStaff is an account as its rows have it, with the keyed hashes that show
// whether the program wrote them.
type storedStaff struct {
	formsapi.Staff
	passwordMAC, grantsMAC, factorMAC, emailMAC []byte
	secret                                      []byte // of the second factor, as it is sealed; nil without one
}

func scanStaff(row scanner) (s storedStaff, err error) {
	var createdAt int64
	var factorSince sql.NullInt64
	var grants, speaks sql.NullString
	err = row.Scan(&s.ID, &s.Email, &s.Name, &s.Language, &createdAt, &s.Disabled, &grants, &speaks,
		&s.PasswordHash, &s.passwordMAC, &s.grantsMAC, &s.factorMAC, &s.emailMAC, &factorSince, &s.secret)
	s.CreatedAt, s.FactorSince = time.UnixMilli(createdAt).UTC(), instant(factorSince)
	s.Grants, s.Speaks = grantsOf(grants), languagesOf(speaks)
	return s, err
}

// grantsOf are the roles of grantLines, by role and office.
func grantsOf(lines sql.NullString) (grants []formsapi.Grant) {
	if !lines.Valid {
		return nil
	}
	for line := range strings.SplitSeq(lines.String, "\n") {
		grants = append(grants, formsapi.ParseGrant(line))
	}
	slices.SortFunc(grants, func(a, b formsapi.Grant) int {
		return cmp.Or(cmp.Compare(a.Role, b.Role), cmp.Compare(a.Office, b.Office))
	})
	return grants
}

// staff reads accounts with all their roles.
func (s *Store) staff(ctx context.Context, condition string, args ...any) ([]formsapi.Staff, error) {
	return s.chain.staff(ctx, s.read, condition, args...)
}

// staff reads accounts, and takes of each what fits its keyed hashes.
func (c Chain) staff(ctx context.Context, db querier, condition string, args ...any) (all []formsapi.Staff, err error) {
	stored, err := list(ctx, db, scanStaff, selectStaff+condition+staffOrder, args...)
	for _, s := range stored {
		all = append(all, c.genuine(s))
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
