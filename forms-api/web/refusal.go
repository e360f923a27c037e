package web

import (
	"errors"
	"net/http"
	"time"

	formsapi "sportello/forms-api"
)

// A refusal is why a request is not answered as its sender hoped.
type refusal struct {
	status int
	key    string                // of i18n/, for the request as a whole; may be empty when fields say all
	fields []formsapi.FieldError // what to correct
	wait   time.Duration         // for Retry-After; zero says nothing
	cause  error                 // what the log is told; nil when it is the visitor's to mend
}

func (r *refusal) Error() string { return http.StatusText(r.status) + " (" + r.key + ")" }

func (r *refusal) Unwrap() error { return r.cause }

// statuses maps each code of a problem to one HTTP status and to what the
// public is told; a problem's own key is for the desk.
var statuses = map[formsapi.Code]refusal{
	formsapi.CodeInvalid:     {status: http.StatusUnprocessableEntity},
	formsapi.CodeNotFound:    {status: http.StatusNotFound, key: "error-not-found"},
	formsapi.CodeForbidden:   {status: http.StatusForbidden, key: "error-forbidden"},
	formsapi.CodeConflict:    {status: http.StatusConflict, key: "error-unavailable"},
	formsapi.CodeReused:      {status: http.StatusUnprocessableEntity, key: "error-idempotency-conflict"},
	formsapi.CodeUnavailable: {status: http.StatusServiceUnavailable, key: "error-unavailable", wait: retryUnavailable},
}

const retryUnavailable = 30 * time.Second

// refusalOf is the one place where errors become statuses: what is not a
// problem that the visitor can act on is an internal error.
func refusalOf(err error) *refusal {
	var known *refusal
	if errors.As(err, &known) {
		return known
	}
	var problem *formsapi.Problem
	if !errors.As(err, &problem) {
		return &refusal{status: http.StatusInternalServerError, key: "error-internal", cause: err}
	}
	found, ok := statuses[problem.Code]
	if !ok {
		return &refusal{status: http.StatusInternalServerError, key: "error-internal", cause: err}
	}
	found.fields = problem.Fields
	if found.status >= http.StatusInternalServerError && !problem.Reported {
		found.cause = err
	}
	return &found
}

// tooMany refuses who asks too often (RFC 6585 4).
func tooMany(wait time.Duration) *refusal {
	return &refusal{status: http.StatusTooManyRequests, key: "error-too-many-requests", wait: wait}
}

// invalid refuses fields, or nothing when there are none.
func invalid(fields []formsapi.FieldError) error { return formsapi.Invalid(fields) }
