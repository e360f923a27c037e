package desk

import (
	"slices"
	"strings"
	"time"

	formsapi "sportello/forms-api"
)

// trailActions are those that a request's log can have, and that have words.
var trailActions = append(formsapi.Changes(),
	formsapi.ActionRead, formsapi.ActionNote, formsapi.ActionStrike, formsapi.ActionPutOff, formsapi.ActionTold, formsapi.ActionNoAnswer,
	formsapi.ActionAccount, formsapi.ActionPerson, formsapi.ActionPersonExport,
	formsapi.ActionAskErase, formsapi.ActionConfirmErase, formsapi.ActionRevokeErase, formsapi.ActionDateErase, formsapi.ActionBeginErase, formsapi.ActionErase,
)

// actionKey is where the words of an action are: "did-appointment-read".
func actionKey(a formsapi.Action) string { return "did-" + strings.ReplaceAll(string(a), ".", "-") }

// reasonKey is where the words are of why a record was erased.
func reasonKey(why string) string { return "erased-for-" + why }

func (v *visit) trailRow(e formsapi.NumberedAuditEntry, colleagues colleagueNames, zone *time.Location) trailRow {
	return trailRow{
		At:     e.At,
		When:   v.moment(e.At, zone),
		By:     colleagues.name(v, e.By),
		What:   v.actionName(e.Action),
		Detail: v.trailDetail(e.AuditEntry, zone),
	}
}

// actionName is an action in words; one that a newer program wrote is named as it is.
func (v *visit) actionName(a formsapi.Action) string {
	if !slices.Contains(trailActions, a) {
		return string(a)
	}
	return v.say(actionKey(a))
}

// trailDetail is what an entry says besides, where that is for people.
func (v *visit) trailDetail(e formsapi.AuditEntry, zone *time.Location) string {
	switch e.Action {
	case formsapi.ActionErase:
		return v.say(reasonKey(e.Detail))
	case formsapi.ActionPutOff:
		if until, ok := e.PutOffUntil(); ok {
			return v.say("trail-until", "When", v.moment(until, zone))
		}
	}
	return ""
}
