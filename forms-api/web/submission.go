package web

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"

	formsapi "sportello/forms-api"
)

// maxBody bounds what a submission may weigh, in bytes.
const maxBody = 64 << 10

// maxIdempotencyKey bounds the Idempotency-Key header, in bytes.
const maxIdempotencyKey = 255

// The media types of a submission.
const (
	formType = "application/x-www-form-urlencoded"
	jsonType = "application/json"
)

// A submission is what somebody sent, readable field by field whatever it was
// written in. Where one value belongs and several came, the first counts.
type submission struct {
	fields
	json  bool
	typed url.Values // of a form, to put back into the page
	key   string     // Idempotency-Key
}

// fields reads the contract's fields and collects what cannot be read.
type fields interface {
	text(name string) string
	list(name string) []string
	flag(name string) bool
	number(name string) int // 0 when absent, outOfRange when it is no sensible number
	wrong() []formsapi.FieldError
}

// outOfRange stands for a number that no field accepts, 0 typed by hand included.
const outOfRange = -1

// readSubmission reads a body of at most maxBody. Even when it fails, what
// could be read of a form comes back.
func readSubmission(w http.ResponseWriter, r *http.Request) (submission, error) {
	kind, err := contentType(r)
	if err != nil || kind != formType && kind != jsonType {
		return submission{}, &refusal{status: http.StatusUnsupportedMediaType, key: "error-media-type"}
	}
	body, err := readBody(w, r)
	if err != nil {
		return submission{}, err
	}
	s := submission{json: kind == jsonType, key: r.Header.Get("Idempotency-Key")}
	if s.json {
		s.fields, err = parseJSON(body)
	} else {
		s.typed, err = url.ParseQuery(string(body))
		s.fields = formFields(s.typed)
	}
	if err != nil {
		err = &refusal{status: http.StatusBadRequest, key: "error-body-unreadable"}
	}
	return s, err
}

func contentType(r *http.Request) (string, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return kind, err
}

// readBody never reads more than it keeps. What is left unread would be taken
// for the next request, so the connection ends with the answer.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	tooLarge := &refusal{status: http.StatusRequestEntityTooLarge, key: "error-body-too-large"}
	if r.ContentLength > maxBody {
		w.Header().Set("Connection", "close")
		return nil, tooLarge
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err == nil {
		return body, nil
	}
	w.Header().Set("Connection", "close")
	var over *http.MaxBytesError
	if errors.As(err, &over) {
		return nil, tooLarge
	}
	return nil, &refusal{status: http.StatusBadRequest, key: "error-body-unreadable"}
}

// checkKey refuses an Idempotency-Key that is too long to be one.
func (s submission) checkKey() []formsapi.FieldError {
	if len(s.key) <= maxIdempotencyKey {
		return nil
	}
	return []formsapi.FieldError{{
		Field: "Idempotency-Key",
		Key:   "error-idempotency-too-long",
		Args:  map[string]any{"Max": maxIdempotencyKey},
	}}
}

// problems are what could not be read and, of the other fields, what the rules refuse.
func (s submission) problems(validated []formsapi.FieldError) []formsapi.FieldError {
	all := append(s.checkKey(), s.wrong()...)
	unread := map[string]bool{}
	for _, e := range all {
		unread[e.Field] = true
	}
	for _, e := range validated {
		if !unread[e.Field] {
			all = append(all, e)
		}
	}
	return all
}
