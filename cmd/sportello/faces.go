package main

import (
	"bytes"
	"net/http"
	"slices"
	"sync/atomic"

	"sportello/cmd/sportello/internal/site"
)

// faces are the two sides of the program that people see, as made for the
// languages and styles of an edition. They are made anew only when these change,
// which somebody does on purpose and rarely: limits against abuse then start
// counting again.
type faces struct {
	make func(site.Edition) (http.Handler, error)

	now       atomic.Pointer[http.Handler]
	languages []string
	styles    []byte
}

func (f *faces) ServeHTTP(w http.ResponseWriter, r *http.Request) { (*f.now.Load()).ServeHTTP(w, r) }

// follow makes the faces of an edition, unless they are as they should be. Only
// one goroutine may call it.
func (f *faces) follow(e site.Edition) error {
	if f.now.Load() != nil && slices.Equal(f.languages, e.Tags()) && bytes.Equal(f.styles, e.Styles) {
		return nil
	}
	made, err := f.make(e)
	if err != nil {
		return err
	}
	f.now.Store(&made)
	f.languages, f.styles = e.Tags(), e.Styles
	return nil
}
