package formsapi

import (
	"errors"
	"fmt"
	"strings"
)

// Code classifies a problem; the edge maps each code to one HTTP status.
type Code string

// The codes, each with what the caller can do about it.
const (
	CodeInvalid     Code = "invalid"     // correct the named fields
	CodeNotFound    Code = "not-found"   // ask for something else
	CodeForbidden   Code = "forbidden"   // ask somebody with the right role
	CodeConflict    Code = "conflict"    // read again: it changed meanwhile
	CodeReused      Code = "reused"      // the same idempotency key came with other content
	CodeUnavailable Code = "unavailable" // try again later
)

// Codes lists every code.
var Codes = []Code{CodeInvalid, CodeNotFound, CodeForbidden, CodeConflict, CodeReused, CodeUnavailable}

// A FieldError says which field of a submission is wrong, and why, as a message key.
type FieldError struct {
	Field string         // the contract's name of the field, such as "preferred_days"
	Key   string         // a key of i18n/, such as "error-name-missing"
	Args  map[string]any // the placeholders of the message
}

// A Problem is an error that the person in front of the program can act on.
type Problem struct {
	Code   Code
	Key    string // a key of i18n/ for the problem as a whole; may be empty for CodeInvalid
	Fields []FieldError
	// Alternatives are other times for one that is taken.
	Alternatives []Slot

	// Reported says that the log has the cause already, once for everybody whom
	// it befell: the edge does not log it again.
	Reported bool
}

// Error lists the message keys; it holds nothing that a person typed.
func (p *Problem) Error() string {
	keys := make([]string, 0, len(p.Fields)+1)
	if p.Key != "" {
		keys = append(keys, p.Key)
	}
	for _, f := range p.Fields {
		keys = append(keys, f.Field+": "+f.Key)
	}
	return fmt.Sprintf("%s (%s)", p.Code, strings.Join(keys, ", "))
}

// Invalid makes a problem of fields to correct, or nil when there are none.
func Invalid(fields []FieldError) error {
	if len(fields) == 0 {
		return nil
	}
	return &Problem{Code: CodeInvalid, Fields: fields}
}

// CodeOf returns the code of the problem within err, or "" when err holds none.
func CodeOf(err error) Code {
	var p *Problem
	if errors.As(err, &p) {
		return p.Code
	}
	return ""
}

// wrapped says of an error what was being done; nil stays nil.
func wrapped(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}
