// Package formsapi owns the nouns and the rules of a help desk: offices and
// their opening hours, appointment requests and their states, page ratings,
// staff and what each role may do.
//
// It serves the adapters around it (catalogue, words, sqlite, seal, web, desk)
// and the program in cmd/sportello. It never opens a file, a socket or a
// database: what it needs from outside it takes as the small interfaces that
// are declared beside the use cases (Catalogue, Sealer, AppointmentStore,
// RatingStore, StaffStore) and as a clock field.
//
// Errors that a person can act on are message keys (FieldError, Problem); the
// edge resolves them to words in the reader's language. Every other error is
// logged once at the edge and shown as "internal error".
package formsapi
