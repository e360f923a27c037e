package sqlite

import (
	"strings"

	"sportello/forms-api"
)

// The states and actions that queries ask for, as the root package has them.
var (
	holdingPlace   = quoted(formsapi.StatesThat(formsapi.State.HoldsPlace))
	live           = quoted(formsapi.StatesThat(formsapi.State.Live))
	onTheSheet     = quoted(formsapi.StatesThat(formsapi.State.OnDaySheet))
	waitsForOffice = quoted(formsapi.StatesThat(formsapi.State.WaitsForOffice))

	changes = formsapi.Changes()
	stirs   = append(formsapi.Changes(), formsapi.ActionErase) // after which an office's appointments are others
)

// quoted is a list as SQL has it. There are no quotes in what is in it.
func quoted[T ~string](all []T) string {
	names := make([]string, len(all))
	for i, name := range all {
		names[i] = "'" + string(name) + "'"
	}
	return "(" + strings.Join(names, ", ") + ")"
}
