package formsapi

import (
	"context"

	"github.com/google/uuid"
)

// An Experience is what somebody says of the service itself, not of a page: two
// answers, and nothing that leads to who gave them. The day is all of the time that
// is kept.
type Experience struct {
	ID       uuid.UUID // random: it tells no time
	Day      Date      // by the office's calendar
	Office   string
	Service  string
	Language string
	Helped   int // "did you get the help that you needed?", 1 to MaxRating
	Treated  int // "were you treated well?", 1 to MaxRating
}

// An ExperienceAnswer is what a person says, as it comes from a form.
type ExperienceAnswer struct {
	Helped  int
	Treated int
}

// ExperienceQuestions are the fields of an answer, in the order in which they are asked.
var ExperienceQuestions = []string{"helped", "treated"}

// Validate says everything that is wrong with an answer. Nobody types a mark, so that
// one that is foreign to the question is as good as none.
func (a ExperienceAnswer) Validate() []FieldError {
	var wrong []FieldError
	for _, of := range []struct {
		given   int
		missing FieldError
	}{
		{a.Helped, FieldError{Field: "helped", Key: "error-helped-missing"}},
		{a.Treated, FieldError{Field: "treated", Key: "error-treated-missing"}},
	} {
		if of.given < 1 || of.given > MaxRating {
			wrong = append(wrong, of.missing)
		}
	}
	return wrong
}

// ExperienceStore keeps what people say of the service.
type ExperienceStore interface {
	// InsertExperience stores an answer and notes that it was given of a request, in one
	// transaction; the two are linked by nothing. A request of which one was given
	// already is CodeConflict, one that is not there CodeNotFound.
	InsertExperience(ctx context.Context, n NewExperience) error
	// Experiences counts the answers of an office in a period.
	Experiences(ctx context.Context, office string, p Period) ([]ExperienceCount, error)
}

// A NewExperience is all that one transaction stores for an answer.
type NewExperience struct {
	Experience
	Appointment uuid.UUID // of which it is
	Month       Date      // the first day of the month in which it was given: what the request keeps of it, since the day would find the answer again
}

// An ExperienceCount is how many gave the same two answers.
type ExperienceCount struct {
	Helped, Treated int
	Count           int
}
