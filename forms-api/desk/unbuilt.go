package desk

import (
	"time"

	formsapi "sportello/forms-api"
)

// Site tells whether visitors read the newest content: pages that are saved here,
// closures and files that somebody edits.
type Site interface {
	// Unbuilt is what keeps the newest content from visitors, and false when they
	// read it or it is only on its way.
	Unbuilt() (Unbuilt, bool)
}

// Unbuilt is content of which no pages could be made: those from before stay up.
type Unbuilt struct {
	Since time.Time // of the first attempt
	Shown time.Time // when the pages that visitors read were made; zero if nobody knows
	File  string    // in which the error is, as seen from the site's folder, with slashes; empty if no file is to blame
	Line  int       // of it, from 1, or 0 if nobody knows it
}

// unbuiltLine tells it to who can do something about it.
type unbuiltLine struct {
	Since, Shown string // moments, in words
	File         string
	Line         int
}

// Unbuilt is that line, on the pages that change what visitors read and on those of
// whoever runs the desk; nil elsewhere, and while visitors read the newest content.
func (f frame) Unbuilt() *unbuiltLine {
	v := f.visit
	if !v.signedIn() || !v.changesSite() {
		return nil
	}
	u, is := v.Site.Unbuilt()
	if !is {
		return nil
	}
	zone := v.zoneOf(formsapi.AllOffices)
	line := &unbuiltLine{Since: v.moment(u.Since, zone), File: u.File, Line: u.Line}
	if !u.Shown.IsZero() {
		line.Shown = v.moment(u.Shown, zone)
	}
	return line
}

// UnbuiltAt is the address of a page that has that line for the visitor, whatever page
// they are on; empty if there is none.
func (f frame) UnbuiltAt() string {
	if _, is := f.visit.Site.Unbuilt(); !is {
		return ""
	}
	for _, p := range parts {
		if p.Site && f.visit.staff.MayAnywhere(p.Needs) {
			return p.Path
		}
	}
	return ""
}

// whereBroken says where to look for the error that a problem of the site is about,
// unless the page names it above.
func (v *visit) whereBroken(key string) string {
	if key != "translations-content-broken" || (frame{visit: v}).Unbuilt() != nil {
		return ""
	}
	return v.say("translations-content-broken-where")
}

// changesSite tells whether the page is of a part that the site follows, and one
// that the visitor may use: what is refused or signed out tells nothing.
func (v *visit) changesSite() bool {
	for _, p := range parts {
		if p.Site && p.has(v.r.URL.Path) != "" {
			return v.staff.MayAnywhere(p.Needs)
		}
	}
	return false
}
