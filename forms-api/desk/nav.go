package desk

import (
	"slices"
	"strings"

	formsapi "sportello/forms-api"
)

// A navItem leads to a part of the desk, or to another view of what is shown.
type navItem struct {
	Path, Label string
	Current     bool
}

// A part of the desk is what the header leads to.
type part struct {
	Path, Key string
	Needs     formsapi.Permission // at any office; empty: whoever is signed in
	Others    []string            // its pages that are not beneath its address
	Site      bool                // its visitors are told when the site cannot be built (Unbuilt)
}

var parts = []part{
	{Path: home, Key: "nav-inbox", Others: []string{home + "appointments", home + "find", handOverPath, callsPath, toAnswerPath, waitingPath, misfitsPath}},
	{Path: dayPath, Key: "nav-day", Needs: formsapi.ReadRequests, Others: []string{weekPath, myWeekPath, feedsPath}},
	{Path: newContactPath, Key: "nav-contact", Needs: formsapi.WorkRequests, Others: []string{contactsPath}},
	{Path: closuresPath, Key: "nav-closures", Needs: formsapi.WorkRequests, Others: []string{absencesPath}, Site: true},
	{Path: feedbackPath, Key: "nav-feedback", Needs: formsapi.ReadFeedback},
	{Path: reportsPath, Key: "nav-reports", Needs: formsapi.ReadReports},
	{Path: translationsPath, Key: "nav-translations", Needs: formsapi.TranslatePages, Site: true},
	{Path: erasuresPath, Key: "nav-erasures", Needs: formsapi.ErasePerson, Others: []string{accountsLogPath}},
	{Path: staffPath, Key: "nav-staff", Needs: formsapi.ManageStaff, Site: true},
}

// A partLink leads to a part of the desk. Is tells what the page shown is of it, as
// aria-current does (WAI-ARIA 1.2): "page", "true" for a page of that part, or empty.
type partLink struct{ Path, Label, Is string }

// Nav lists the parts of the desk that the visitor may use.
func (f frame) Nav() (links []partLink) {
	if !f.visit.signedIn() || f.visit.owesFactor() {
		return nil
	}
	for _, p := range parts {
		if p.Needs == "" || f.visit.staff.MayAnywhere(p.Needs) {
			links = append(links, partLink{p.Path, f.visit.say(p.Key), p.has(f.visit.r.URL.Path)})
		}
	}
	return links
}

func (p part) has(page string) string {
	within := func(path string) bool { return page == path || strings.HasPrefix(page, path+"/") }
	switch {
	case page == p.Path:
		return "page"
	case p.Path != home && within(p.Path), slices.ContainsFunc(p.Others, within):
		return "true"
	}
	return ""
}
