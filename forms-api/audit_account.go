package formsapi

// The actions of who reads lists, takes out what is kept of a person, or erases it.
const (
	ActionList         Action = "list.read"     // a list with names on it was opened; the detail says which. What was searched for is in no entry
	ActionAccount      Action = "account.read"  // somebody looked who had done what with a request
	ActionPerson       Action = "person.read"   // what is kept of a person was put together on a page
	ActionPersonExport Action = "person.export" // and was taken out, as a file
	ActionAskErase     Action = "erasure.ask"   // a person is to be erased
	ActionConfirmErase Action = "erasure.confirm"
	ActionRevokeErase  Action = "erasure.revoke"
	ActionDateErase    Action = "erasure.date"  // nobody can confirm it any more: it has a day now
	ActionBeginErase   Action = "erasure.begin" // nobody took it back in time
	ActionErase        Action = "record.erase"  // a key was destroyed; the detail says why
	ActionRetention    Action = "retention"     // how many of which kind a night has removed
	ActionForgetAudit  Action = "audit.forget"  // the beginning of the log itself
)
