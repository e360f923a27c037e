package formsapi

// WorkEffectKnown says whether the table of effects knows an event that leads to a state.
func WorkEffectKnown(e Event, to State) bool {
	_, known := workEffects[e][to]
	return known
}
