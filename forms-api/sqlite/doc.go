// Package sqlite keeps appointments, ratings, staff, sessions and the audit log
// in one SQLite file. It serves the use cases as formsapi.AppointmentStore,
// RatingStore and StaffStore, and the desk's sessions as a store of
// github.com/alexedwards/scs/v2.
//
// What is written goes through one goroutine that owns one connection. It takes
// all submissions that are waiting at that moment, gives each a savepoint of its
// own, and commits them together: the price of one durable write is shared, a
// refused submission leaves the others alone, and an answer without error is
// given only when the commit is on disk (WAL, synchronous=FULL). Readers have
// connections of their own, which cannot write. Several processes may use the
// same file.
//
// Personal data arrives sealed; the package never sees a key or a clear text. A
// database holds the fingerprint of its key ring and refuses any other one.
// A record whose wrapped key was destroyed is not there for any reader.
//
// The SQL is plain, so that another database can stand beside this one: ids are
// 16 bytes, instants are integer milliseconds UTC, times without a value are NULL.
package sqlite
