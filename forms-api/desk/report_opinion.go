package desk

import formsapi "sportello/forms-api"

// A question is one of the two that are asked about the service.
type question struct {
	label string
	is    *formsapi.Opinion
}

func (v *visit) questions(s formsapi.ExperienceSum) []question {
	return []question{{v.say("report-helped"), s.Helped}, {v.say("report-treated"), s.Treated}}
}

func (v *visit) reportOpinions(s formsapi.ExperienceSum) (all []reportOpinion) {
	for _, of := range v.questions(s) {
		if of.is == nil {
			continue
		}
		o := reportOpinion{Label: of.label, Average: v.say("report-not-told")}
		if of.is.Average > 0 {
			o.Average = v.decimal(of.is.Average, 1)
		}
		if of.is.ByValue != nil {
			for i, n := range of.is.ByValue {
				o.Values = append(o.Values, reportValue{v.decimal(float64(i+1), 0), v.decimal(float64(n), 0)})
			}
		}
		all = append(all, o)
	}
	return all
}
