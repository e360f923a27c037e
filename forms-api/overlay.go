package formsapi

import "context"

// An Overlay keeps what the desk adds to the facts of an office. What it stores
// is in the catalogue, and on the pages, within seconds.
type Overlay interface {
	// AddClosure stores a closure; the same one twice is stored once.
	AddClosure(ctx context.Context, office string, c Closure) error
	// RemoveClosure takes one back that the desk has made, or answers CodeNotFound.
	RemoveClosure(ctx context.Context, office string, c Closure) error
	// Closures are those that the desk has made at an office, by From.
	Closures(ctx context.Context, office string) ([]Closure, error)
	AddAbsence(ctx context.Context, office string, a Absence) error
	RemoveAbsence(ctx context.Context, office string, a Absence) error
	// Absences are those that the desk has noted at an office, by From.
	Absences(ctx context.Context, office string) ([]Absence, error)
}
