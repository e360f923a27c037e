package catalogue

import formsapi "sportello/forms-api"

// DerivedForm is what the forms offer and how much they take: the rules' own
// lists and limits, so that no template repeats one.
type DerivedForm struct {
	Weekdays        []string               `json:"weekdays"`
	PartsOfDay      []string               `json:"parts_of_day"`
	AnyPart         string                 `json:"any_part"` // of the day: what nobody's choice means
	Needs           []string               `json:"needs"`
	ContactWays     []string               `json:"contact_ways"`
	OfflineModes    []formsapi.BookingMode `json:"offline_modes"` // in which the site takes no requests
	PositiveAspects []string               `json:"positive_aspects"`
	NegativeAspects []string               `json:"negative_aspects"`
	MaxName         int                    `json:"max_name"` // characters, as the next two
	MaxReason       int                    `json:"max_reason"`
	MaxComment      int                    `json:"max_comment"`
	MaxPeople       int                    `json:"max_people"`
	MaxRating       int                    `json:"max_rating"`
}

func deriveForm() DerivedForm {
	f := DerivedForm{
		Weekdays:        formsapi.Weekdays,
		PartsOfDay:      formsapi.PartsOfDay,
		AnyPart:         formsapi.AnyPart,
		Needs:           formsapi.NeedsOnVisit,
		ContactWays:     formsapi.ContactWays,
		PositiveAspects: formsapi.AspectsFor(formsapi.MaxRating),
		NegativeAspects: formsapi.AspectsFor(1),
		MaxName:         formsapi.MaxName,
		MaxReason:       formsapi.MaxReason,
		MaxComment:      formsapi.MaxComment,
		MaxPeople:       formsapi.MaxPeople,
		MaxRating:       formsapi.MaxRating,
	}
	for _, mode := range formsapi.BookingModes {
		if !mode.Online() {
			f.OfflineModes = append(f.OfflineModes, mode)
		}
	}
	return f
}
