package desk

import (
	"net/http"
	"strings"
	"time"

	formsapi "sportello/forms-api"
)

const accountsLogPath = home + "accounts-log"

// accountsLogPage is what was made of accounts lately.
type accountsLogPage struct {
	frame
	Days int
	Rows []accountChangeRow
}

type accountChangeRow struct {
	At      time.Time
	When    string
	By      string
	Account string
	What    string
	Roles   string // given; may be empty
	Had     string // the roles before; empty where they did not change
}

// madeKey is where the words are of what was made of an account: "made-staff-invite".
func madeKey(a formsapi.Action) string { return "made-" + strings.ReplaceAll(string(a), ".", "-") }

func (d *desk) showAccountsLog(v *visit) error {
	changes, err := v.AccountLog.Lately(v.r.Context(), v.staff)
	if err != nil {
		return err
	}
	colleagues, err := v.colleagues()
	if err != nil {
		return err
	}
	page := accountsLogPage{frame: v.frame("accounts-log-title"), Days: int(formsapi.AccountsShown.Hours() / 24)}
	for _, c := range changes {
		page.Rows = append(page.Rows, v.accountChangeRow(c, colleagues))
	}
	return v.render(http.StatusOK, "accounts_log.html", page)
}

func (v *visit) accountChangeRow(c formsapi.AccountChange, colleagues colleagueNames) accountChangeRow {
	return accountChangeRow{
		At: c.At, When: v.moment(c.At, v.zoneOf("")), By: colleagues.name(v, c.By),
		Account: c.Account.Name, What: v.say(madeKey(c.Action)),
		Roles: v.roles(c.After), Had: v.roles(c.Before),
	}
}

func (v *visit) roles(grants []formsapi.Grant) string {
	return strings.Join(v.grantLines(formsapi.Staff{Grants: grants}), ", ")
}
