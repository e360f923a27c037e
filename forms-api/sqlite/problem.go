package sqlite

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"sportello/forms-api"
)

var (
	errNotFound    = &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "not-found"}
	errConflict    = &formsapi.Problem{Code: formsapi.CodeConflict, Key: "state-conflict"}
	errEmailTaken  = &formsapi.Problem{Code: formsapi.CodeConflict, Key: "email-taken"}
	errAccountOpen = &formsapi.Problem{Code: formsapi.CodeConflict, Key: "account-is-open"}
	errFactorThere = &formsapi.Problem{Code: formsapi.CodeConflict, Key: "second-factor-there"}
	errMisnamed    = &formsapi.Problem{Code: formsapi.CodeConflict, Key: "account-misnamed"}
	errCodeUsed    = &formsapi.Problem{Code: formsapi.CodeForbidden, Key: "code-used"}
	errCodeWrong   = &formsapi.Problem{Code: formsapi.CodeForbidden, Key: "code-wrong"}
	errReused      = &formsapi.Problem{Code: formsapi.CodeReused, Key: "error-idempotency-conflict"}
	errUnavailable = &formsapi.Problem{Code: formsapi.CodeUnavailable, Key: "error-unavailable"}
	// errLastAdministrator keeps somebody who can let people in.
	errLastAdministrator = &formsapi.Problem{Code: formsapi.CodeConflict, Key: "last-administrator"}
	// errNothingStored is what each submission of a failed commit is told; the writer has logged why.
	errNothingStored = &formsapi.Problem{Code: formsapi.CodeUnavailable, Key: "error-unavailable", Reported: true}
)

// classify says of an SQLite error what the person can do about it: come back
// later when the disk, a lock or the memory is the cause, or name another file.
func classify(err error) error {
	switch resultCode(err) {
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED, lib.SQLITE_FULL, lib.SQLITE_IOERR,
		lib.SQLITE_READONLY, lib.SQLITE_CANTOPEN, lib.SQLITE_NOMEM, lib.SQLITE_PROTOCOL:
		return fmt.Errorf("%w: %w", errUnavailable, err)
	case lib.SQLITE_NOTADB:
		return fmt.Errorf("%w: %w", ErrForeignFile, err)
	}
	return err
}

// isConstraint is true of what the schema forbids.
func isConstraint(err error) bool { return resultCode(err) == lib.SQLITE_CONSTRAINT }

// isGeneric is true of errors in the use of SQL, which have no code of their own.
func isGeneric(err error) bool { return resultCode(err) == lib.SQLITE_ERROR }

// isCorrupt is true of what SQLite cannot read because the file is damaged.
func isCorrupt(err error) bool { return resultCode(err) == lib.SQLITE_CORRUPT }

// resultCode is SQLite's primary result code, 0 for errors that are not SQLite's.
func resultCode(err error) int {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return 0
	}
	return e.Code() & 0xff
}
