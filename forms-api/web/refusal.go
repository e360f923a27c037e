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

	alternatives []formsapi.Slot // other times for one that is taken
	office       string          // whose telephone helps who is stopped; empty: any
}

func (r *refusal) Error() string { return http.StatusText(r.status) + " (" + r.key + ")" }

func (r *refusal) Unwrap() error { return r.cause }

// statuses maps each code of a problem to one HTTP status and to what the
// public is told unless publicKeys has words for the problem's own key.
var statuses = map[formsapi.Code]refusal{
	formsapi.CodeInvalid:     {status: http.StatusUnprocessableEntity},
	formsapi.CodeNotFound:    {status: http.StatusNotFound, key: "error-not-found"},
	formsapi.CodeForbidden:   {status: http.StatusForbidden, key: "error-forbidden"},
	formsapi.CodeConflict:    {status: http.StatusConflict, key: "error-changed"},
	formsapi.CodeReused:      {status: http.StatusUnprocessableEntity, key: "error-idempotency-conflict"},
	formsapi.CodeUnavailable: {status: http.StatusServiceUnavailable, key: "error-unavailable", wait: retryUnavailable},
}

// publicKeys are the problems of which the public is told more than their code:
// the key of the problem, and that of the words.
var publicKeys = map[string]string{
	formsapi.ErrTooManyOfContact.Key: "error-too-many-appointments",
	"error-appointment-begun":        "error-appointment-begun",
	"error-offer-expired":            "error-offer-expired",
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
	found.fields, found.alternatives = problem.Fields, problem.Alternatives
	if key, ok := publicKeys[problem.Key]; ok {
		found.key = key
	} else if found.status < http.StatusInternalServerError && len(found.fields) > 0 {
		found.key = "" // the fields say it
	}
	if found.status >= http.StatusInternalServerError && !problem.Reported {
		found.cause = err
	}
	return &found
}

// tooMany refuses who asks too often (RFC 6585 4).
func tooMany(wait time.Duration) *refusal { return stopped("error-too-many-requests", wait) }

// invalid refuses fields, or nothing when there are none.
func invalid(fields []formsapi.FieldError) error { return formsapi.Invalid(fields) }
