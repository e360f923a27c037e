// Package desk is the staff's side of the program, at /desk/: signing in, the
// inbox of appointment requests with what has to be looked after, one request
// with its next steps and messages, the day of an office, contacts by telephone
// and at the counter, closures and absences, calendars, what people say about
// the pages, the translations of the pages, and the accounts of colleagues.
//
// It parses, calls a use case of the root package and renders; it holds no rule
// of its own. Which route needs which permission stands in one table, in
// routes.go; whose requests somebody may read is decided by the use cases.
//
// Its pages need no script, and gain drafts, shortcuts and announcements with one
// (casework.js). They set one cookie for the session and one for the
// language, and are never stored by browser or proxy: they show personal data.
// Its words are in i18n/, Italian and English; its looks are the site's design
// tokens with desk.css after them.
package desk
