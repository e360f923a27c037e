// Package web is the public side of the service: it serves the built pages and
// takes what the public sends: appointment requests, page ratings, the look at
// one's own request. It serves browsers (forms, with or without JavaScript) and
// programs (JSON), as the contract in ../shared/DESIGN.md says.
//
// A handler parses, calls one use case of formsapi, and responds; the rules are
// there. The markup is Hugo's: on an error, or for live data, the built page is
// parsed and filled (docs/architecture.md, "The page is the template"). No
// handler sets a cookie, and no log line holds a reference, a contact or a full
// address.
package web
