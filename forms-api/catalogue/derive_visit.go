package catalogue

import formsapi "sportello/forms-api"

// DerivedMediators are the mediators at the counter on one day of the week.
type DerivedMediators struct {
	ISOWeekday int      `json:"iso_weekday"` // 1 is Monday
	Day        string   `json:"day"`         // mon
	Languages  []string `json:"languages"`   // codes
	From       string   `json:"from"`        // 09:00; empty: as long as the office receives people
	Until      string   `json:"until"`       // likewise
}

// DerivedFeature is something that a building has or has not.
type DerivedFeature struct {
	Feature formsapi.BuildingFeature `json:"feature"` // of i18n: building-FEATURE
	Has     bool                     `json:"has"`
}

func deriveMediators(mediators []formsapi.MediatorPresence) []DerivedMediators {
	derived := []DerivedMediators{}
	for _, m := range mediators {
		d := DerivedMediators{ISOWeekday: isoWeekday(m.Weekday), Day: dayKeys[m.Weekday], Languages: list(m.Languages)}
		if m.Hours != (formsapi.Interval{}) {
			d.From, d.Until = m.Hours.Opens.String(), m.Hours.Closes.String()
		}
		derived = append(derived, d)
	}
	return derived
}

// deriveBuilding lists what somebody knows, in the order of the page.
func deriveBuilding(b formsapi.Building) []DerivedFeature {
	derived := []DerivedFeature{}
	for _, feature := range formsapi.BuildingFeatures {
		if has, known := b[feature]; known {
			derived = append(derived, DerivedFeature{Feature: feature, Has: has})
		}
	}
	return derived
}
