package formsapi

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
)

// Limits of a page rating.
const (
	MaxRating  = 5
	MaxComment = 200 // characters, as the Modello Comuni
)

// The aspects that the Modello Comuni asks for: what was good about a page
// rated 4 or 5, what was difficult about one rated 1 to 3.
var (
	GoodAspects = []string{"clear", "complete", "on-track", "no-technical-problem", "other"}
	BadAspects  = []string{"unclear", "incomplete", "lost", "technical-problem", "other"}
)

// AspectsFor lists the aspects that fit a rating.
func AspectsFor(rating int) []string {
	if rating >= 4 {
		return GoodAspects
	}
	return BadAspects
}

// A PageRating is what a reader sends, in the contract's words.
type PageRating struct {
	Page     string // the path of the rated page, such as /it/offices/potenza/
	Rating   int    // 1 to MaxRating
	Aspect   string // optional
	Comment  string // optional
	Language string

	LenientAspect  bool // a form shows both questions: a foreign answer is dropped, not refused
	IdempotencyKey string
	Honeypot       string
}

// A Rating is a page rating as it is kept: the comment sealed, the rest in clear.
type Rating struct {
	ID        uuid.UUID
	Page      string
	Rating    int
	Aspect    string
	Language  string
	SetAside  bool // the honeypot was filled: not counted
	CreatedAt time.Time
	ReadAt    time.Time // when staff had read its comment; zero: nobody has said so
	ReadBy    string    // the staff id

	Key    WrappedKey
	Sealed []byte // RatingDetails as JSON, sealed for use "rating": see SealRating
}

// RatingDetails are the sealed part of a rating.
type RatingDetails struct {
	Reference Reference `json:"reference"`
	Comment   string    `json:"comment,omitempty"`
}

// NewRating is all that one transaction stores for a rating.
type NewRating struct {
	Rating      Rating
	Idempotency *Idempotency
}

// PageFeedback sums up what readers said of one page in one language.
type PageFeedback struct {
	Page     string
	Language string
	Count    int
	Average  float64        // 1 to 5
	ByRating [MaxRating]int // how many gave 1, 2, … 5
	Latest   time.Time
}

// RatingStore keeps page ratings. An answer without error means "on disk".
type RatingStore interface {
	// InsertRating repeats like AppointmentStore.InsertAppointment.
	InsertRating(ctx context.Context, n NewRating) (stored uuid.UUID, err error)
	Rating(ctx context.Context, id uuid.UUID) (Rating, error)
	// Ratings lists newest first; an empty page or language does not narrow.
	Ratings(ctx context.Context, f RatingFilter) ([]Rating, error)
	// PageFeedback sums up every page that was rated, worst average first.
	PageFeedback(ctx context.Context) ([]PageFeedback, error)
	// MonthlyFeedback sums up each month of UTC that has ratings, from an instant on;
	// an empty page or language does not narrow. In no order.
	MonthlyFeedback(ctx context.Context, since time.Time, page, language string) ([]MonthFeedback, error)
	// MarkRatings notes that comments were read, each with an entry of the audit log;
	// what was marked before, or is not there, is left alone.
	MarkRatings(ctx context.Context, marks []RatingMark) error
	Repetitions
	Auditor
}

// A RatingFilter narrows a list of ratings.
type RatingFilter struct {
	Page     string
	Language string
	SetAside bool   // only what was set aside; otherwise only what was not
	After    Cursor // the last row of the page before
	Before   Cursor // the first row of the page after: the Limit rows next to it, newest first all the same
	Limit    int    // 1 to 500
}

// Pages knows the pages of the site that is being served.
type Pages interface {
	HasPage(path string) bool
}

// Validate cleans the rating in place and returns everything that is wrong with it.
func (u *RatePage) Validate(r *PageRating) []FieldError {
	var wrong []FieldError
	refuse := func(field, key string, args map[string]any) {
		wrong = append(wrong, FieldError{Field: field, Key: key, Args: args})
	}
	if !u.Pages.HasPage(r.Page) {
		refuse("page", "error-page-unknown", nil)
	}
	switch {
	case r.Rating == 0:
		refuse("rating", "error-rating-missing", nil)
	case r.Rating < 1 || r.Rating > MaxRating:
		refuse("rating", "error-rating-range", map[string]any{"Max": MaxRating})
	case r.Aspect != "" && !slices.Contains(AspectsFor(r.Rating), r.Aspect):
		if !r.LenientAspect {
			refuse("aspect", "error-aspect-foreign", nil)
		}
		r.Aspect = ""
	}
	comment, err := CleanText(r.Comment)
	switch {
	case err != nil:
		refuse("comment", "error-text-invalid", nil)
	case Length(comment) > MaxComment:
		refuse("comment", "error-comment-too-long", map[string]any{"Max": MaxComment})
	default:
		r.Comment = comment
	}
	if !u.Languages.Site(r.Language) {
		refuse("language", "error-language-unknown", nil)
	}
	return wrong
}
