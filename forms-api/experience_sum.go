package formsapi

import "math"

// An ExperienceSum is what people said of the service, as it may be told.
type ExperienceSum struct {
	Count           Figure
	Helped, Treated *Opinion // nil: of fewer than FewPeople people

	given [2][MaxRating]int
}

// An Opinion is what all answers to a question come to.
type Opinion struct {
	Average float64         // 1 to MaxRating, to one decimal; 0 where it would tell what ByRating does not
	ByValue *[MaxRating]int // how many gave 1, 2, … 5; nil where one of them is a group of few people
}

// add counts answers.
func (s *ExperienceSum) add(counts []ExperienceCount) {
	for _, c := range counts {
		s.Count.N += c.Count
		s.given[0][c.Helped-1] += c.Count
		s.given[1][c.Treated-1] += c.Count
	}
}

// protected tells what can be told.
func (s *ExperienceSum) protected() ExperienceSum {
	all := ExperienceSum{Count: fewOrTold(s.Count.N)}
	if s.Count.N < FewPeople {
		all.Count.N = 0
		return all
	}
	all.Helped, all.Treated = opinion(s.given[0]), opinion(s.given[1])
	return all
}

func opinion(given [MaxRating]int) *Opinion {
	count, points, few := 0, 0, false
	for i, n := range given {
		count, points = count+n, points+n*(i+1)
		few = few || n > 0 && n < FewPeople
	}
	o := &Opinion{Average: math.Round(10*float64(points)/float64(count)) / 10}
	switch {
	case !few:
		o.ByValue = &given
	case points < count+2 || points > MaxRating*count-2: // all said the same but one: the average would tell who
		o.Average = 0
	}
	return o
}
