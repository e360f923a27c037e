package web

import (
	"errors"
	"io/fs"
	"net/http"
)

// showNothing answers an address that leads nowhere.
func (h *handler) showNothing(w http.ResponseWriter, r *http.Request) {
	h.refuse(w, r, h.nothing())
}

// nothing is the 404, or while the first build runs, that it is too early.
func (h *handler) nothing() *refusal {
	if len(h.Site.Serving()) == 0 {
		return &refusal{status: http.StatusServiceUnavailable, key: "error-unavailable", wait: retryUnavailable}
	}
	return &refusal{status: http.StatusNotFound, key: "error-not-found"}
}

// absent is the answer for a page that could not be read.
func (h *handler) absent(err error) error {
	if notBuilt(err) {
		return h.nothing()
	}
	return err
}

// notBuilt says of an error that the page is not there.
func notBuilt(err error) bool { return errors.Is(err, fs.ErrNotExist) }
