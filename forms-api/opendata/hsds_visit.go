package opendata

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	formsapi "sportello/forms-api"
)

// languages are those that somebody at the counter speaks, each with its days.
func (f Feed) languages(o formsapi.Office) []spoken {
	var all []spoken
	for _, code := range o.SpokenLanguages() {
		all = append(all, spoken{
			ID:   id("language", o.ID, code),
			Name: f.Words.LanguageName(language, code),
			Code: code,
			Note: f.daysOf(o, code),
		})
	}
	return all
}

// daysOf are when a language is spoken: "martedì, giovedì 09:00-12:00".
func (f Feed) daysOf(o formsapi.Office, code string) string {
	var days []string
	for _, m := range o.Mediators {
		if !slices.Contains(m.Languages, code) {
			continue
		}
		day := f.Words.Weekday(language, m.Weekday)
		if m.Hours != (formsapi.Interval{}) {
			day += " " + m.Hours.String()
		}
		days = append(days, day)
	}
	return strings.Join(days, ", ")
}

// accessibilityOf is what is known of the building: for each feature, whether it is there.
func accessibilityOf(o formsapi.Office) []access {
	if len(o.Building) == 0 {
		return nil
	}
	r := access{ID: id("accessibility", o.ID)}
	for _, feature := range slices.Sorted(maps.Keys(o.Building)) {
		there := strconv.FormatBool(o.Building[feature])
		r.Attributes = append(r.Attributes, codes(r.ID, string(feature), there)...)
	}
	return []access{r}
}
