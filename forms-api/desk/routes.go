package desk

import formsapi "sportello/forms-api"

// home is the inbox, and what every path of the desk begins with.
const home = "/desk/"

// A route is one address of the desk with what it takes to use it.
type route struct {
	pattern string
	access  access
	serve   func(*visit) error
}

// routes is the desk's table of rights. A permission is asked for at any office;
// whether it holds at the office of the request in question, the use case asks.
func (d *desk) routes() []route {
	return []route{
		{"GET /desk/styles/{name}", file, d.showStyles},
		{"GET /desk/scripts/{name}", file, d.showScript},
		{"GET /desk/sign-in", anybody, d.showSignIn},
		{"POST /desk/sign-in", anybody, d.signIn},
		{"GET /desk/sign-in/code", anybody, d.showCode},
		{"POST /desk/sign-in/code", anybody, d.giveCode},
		{"POST /desk/sign-out", anybody, d.signOut},
		{"GET /desk/invitation", anybody, d.showInvitation},
		{"POST /desk/invitation", anybody, d.acceptInvitation},
		{"POST /desk/language", anybody, d.chooseLanguage},

		{"GET /desk/account", colleagues, d.showAccount},
		{"POST /desk/account", colleagues, d.changeAccount},
		{"POST /desk/account/languages", colleagues, d.changeSpeaks},
		{"POST /desk/account/password", colleagues, d.changePassword},
		{"GET /desk/account/second-factor", settingUp, d.showSetup},
		{"POST /desk/account/second-factor", settingUp, d.confirmSetup},
		{"POST /desk/account/second-factor/remove", colleagues, d.removeFactor},
		{"POST /desk/account/recovery-codes", colleagues, d.renewRecovery},
		{"POST /desk/account/sessions/{id}/end", colleagues, d.endSession},
		{"POST /desk/account/sessions/end-others", colleagues, d.endOtherSessions},
		{"POST /desk/account/sessions/end-all", colleagues, d.endAllSessions},

		{"GET /desk/{$}", colleagues, d.showInbox},
		{"GET /desk/events", only(formsapi.ReadRequests).heard(), d.tellArrivals},
		{"POST /desk/find", only(formsapi.ReadRequests), d.find},
		{"POST /desk/hand-over", only(formsapi.WorkRequests), d.handOver},
		{"GET /desk/appointments/{id}", hiddenWithout(formsapi.ReadRequests), d.showAppointment},
		{"POST /desk/appointments/{id}/{event}", hiddenWithout(formsapi.ReadRequests), d.takeStep},
		{"POST /desk/appointments/{id}/reply", hiddenWithout(formsapi.ReadRequests), d.sendReply},
		{"GET /desk/appointments/{id}/reply/{version}", hiddenWithout(formsapi.ReadRequests), d.showReplyPaper},
		{"POST /desk/appointments/{id}/notes", hiddenWithout(formsapi.ReadRequests), d.addNote},
		{"POST /desk/appointments/{id}/notes/{note}/strike", hiddenWithout(formsapi.ReadRequests), d.strikeNote},
		{"GET /desk/appointments/{id}/experience", hiddenWithout(formsapi.NoteRequests), d.showExperience},
		{"POST /desk/appointments/{id}/experience", hiddenWithout(formsapi.NoteRequests), d.takeExperience},
		{"POST /desk/appointments/{id}/drafts/{kind}", hiddenWithout(formsapi.ReadRequests).asked(), d.saveDraft},

		{"GET /desk/appointments/{id}/trail", hiddenWithout(formsapi.ReadRequests), d.showTrail},
		{"GET /desk/appointments/{id}/person", hiddenWithout(formsapi.ReadRequests), d.showPerson},
		{"GET /desk/appointments/{id}/person/file", hiddenWithout(formsapi.ReadRequests), d.takePersonOut},
		{"GET /desk/appointments/{id}/erasure", hiddenWithout(formsapi.ReadRequests), d.showErasure},
		{"POST /desk/appointments/{id}/erasure", hiddenWithout(formsapi.ReadRequests), d.askErasure},
		{"GET /desk/erasures", only(formsapi.ErasePerson), d.showErasures},
		{"GET /desk/accounts-log", only(formsapi.ReadAccount), d.showAccountsLog},
		{"POST /desk/erasures/{id}/confirm", only(formsapi.ErasePerson), d.confirmErasure},
		{"POST /desk/erasures/{id}/revoke", only(formsapi.ErasePerson), d.revokeErasure},

		{"GET /desk/to-answer", only(formsapi.ReadRequests), d.showQueue},
		{"GET /desk/waiting", only(formsapi.ReadRequests), d.showQueue},
		{"GET /desk/misfits", only(formsapi.ReadRequests), d.showQueue},
		{"GET /desk/day", only(formsapi.ReadRequests), d.showDay},
		{"GET /desk/week", only(formsapi.ReadRequests), d.showWeek},
		{"GET /desk/my-week", only(formsapi.ReadRequests), d.showMyWeek},
		{"GET /desk/appointments/{id}/slip", hiddenWithout(formsapi.ReadRequests), d.showSlip},
		{"GET /desk/contacts/new", only(formsapi.WorkRequests), d.showNewContact},
		{"POST /desk/contacts", only(formsapi.WorkRequests), d.record},

		{"GET /desk/closures", only(formsapi.WorkRequests), d.showClosures},
		{"GET /desk/closures/check", only(formsapi.WorkRequests), d.checkClosure},
		{"POST /desk/closures", only(formsapi.WorkRequests), d.closeOffice},
		{"POST /desk/closures/reopen", only(formsapi.WorkRequests), d.reopen},
		{"GET /desk/absences/check", only(formsapi.WorkRequests), d.checkAbsence},
		{"POST /desk/absences", only(formsapi.WorkRequests), d.noteAbsence},
		{"POST /desk/absences/end", only(formsapi.WorkRequests), d.takeAbsenceBack},

		{"GET /desk/feeds", only(formsapi.ReadRequests), d.showFeeds},
		{"POST /desk/feeds", only(formsapi.ReadRequests), d.makeFeed},
		{"POST /desk/feeds/{id}/revoke", only(formsapi.ReadRequests), d.revokeFeed},

		{"GET /desk/calls", only(formsapi.ReadRequests), d.showCalls},
		{"POST /desk/calls/{appointment}/{message}", hiddenWithout(formsapi.ReadRequests), d.tell},
		{"POST /desk/calls/{appointment}/{message}" + noAnswer, hiddenWithout(formsapi.ReadRequests), d.tryCall},

		{"GET /desk/feedback", only(formsapi.ReadFeedback), d.showFeedback},
		{"GET /desk/feedback/page", only(formsapi.ReadFeedback), d.showPageFeedback},
		{"POST /desk/feedback/read", only(formsapi.ReadFeedback), d.markComments},
		{"GET /desk/feedback/paper", only(formsapi.ExportReports), d.showFeedbackPaper},
		{"GET /desk/feedback/files/{format}", only(formsapi.ExportReports), d.downloadFeedback},

		{"GET /desk/reports", only(formsapi.ReadReports), d.showReports},
		{"GET /desk/reports/paper", only(formsapi.ExportReports), d.showPaper},
		{"GET /desk/reports/files/{format}", only(formsapi.ExportReports), d.downloadReport},
		{"GET /desk/reports/funders/{name}", only(formsapi.ExportReports), d.showFunder},

		{"GET /desk/translations", only(formsapi.TranslatePages), d.showTranslations},
		{"GET /desk/translations/{language}/{page...}", only(formsapi.TranslatePages), d.showTranslation},
		{"POST /desk/translations/{language}/{page...}", only(formsapi.TranslatePages), d.saveTranslation},
		{"GET /desk/translation-files/{language}/{page...}", only(formsapi.TranslatePages), d.downloadTranslation},

		{"GET /desk/staff", only(formsapi.ManageStaff), d.showStaff},
		{"POST /desk/staff", only(formsapi.ManageStaff), d.invite},
		{"GET /desk/staff/{id}", hiddenWithout(formsapi.ManageStaff), d.showColleague},
		{"POST /desk/staff/{id}/grants", only(formsapi.ManageStaff), d.changeGrants},
		{"POST /desk/staff/{id}/second-factor", only(formsapi.ManageStaff), d.takeFactor},
		{"POST /desk/staff/{id}/link", only(formsapi.ManageStaff), d.renewLink},
		{"POST /desk/staff/{id}/disable", only(formsapi.ManageStaff), d.disable},
		{"POST /desk/staff/{id}/reopen", only(formsapi.ManageStaff), d.reopenAccount},

		{"/desk/", colleagues, d.nothingHere},
	}
}

func (d *desk) nothingHere(*visit) error {
	return &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "not-found"}
}
