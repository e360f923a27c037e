package catalogue

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/lockedfile"

	formsapi "sportello/forms-api"
)

// An Overlay keeps what the desk adds to the facts: one file, which Load merges.
// It is safe for concurrent use, beside other processes with the same file too.
// What it has kept is on disk when it answers.
type Overlay struct{ path string }

var _ formsapi.Overlay = (*Overlay)(nil)

// NewOverlay is the overlay in a file, which need not exist; its folder must.
func NewOverlay(path string) *Overlay { return &Overlay{path: path} }

// A DamagedOverlay is a file that somebody has edited, and that nobody can read
// now. It is left as it is until somebody mends it: what stands in it is the
// only account of what the desk has closed.
type DamagedOverlay []Finding

func (d DamagedOverlay) Error() string {
	lines := make([]string, len(d))
	for n, f := range d {
		lines[n] = f.String()
	}
	return strings.Join(lines, "; ")
}

// AddClosure stores a closure; the same one twice is stored once.
func (o *Overlay) AddClosure(ctx context.Context, office string, c formsapi.Closure) error {
	return o.change(ctx, func(all *deskFacts) error {
		all.closures = with(all.closures, office, c)
		return nil
	})
}

// RemoveClosure takes one back that the desk has made, or answers CodeNotFound.
func (o *Overlay) RemoveClosure(ctx context.Context, office string, c formsapi.Closure) error {
	return o.change(ctx, func(all *deskFacts) (err error) {
		all.closures, err = without(all.closures, office, c)
		return err
	})
}

// Closures are those that the desk has made at an office, by From.
func (o *Overlay) Closures(_ context.Context, office string) ([]formsapi.Closure, error) {
	all, _, err := o.read()
	return at(all.closures, office, func(c formsapi.Closure) formsapi.WallTime { return c.From }), err
}

// AddAbsence stores an absence; the same one twice is stored once.
func (o *Overlay) AddAbsence(ctx context.Context, office string, a formsapi.Absence) error {
	return o.change(ctx, func(all *deskFacts) error {
		all.absences = with(all.absences, office, a)
		return nil
	})
}

// RemoveAbsence takes one back that the desk has noted, or answers CodeNotFound.
func (o *Overlay) RemoveAbsence(ctx context.Context, office string, a formsapi.Absence) error {
	return o.change(ctx, func(all *deskFacts) (err error) {
		all.absences, err = without(all.absences, office, a)
		return err
	})
}

// Absences are those that the desk has noted at an office, by From.
func (o *Overlay) Absences(_ context.Context, office string) ([]formsapi.Absence, error) {
	all, _, err := o.read()
	return at(all.absences, office, func(a formsapi.Absence) formsapi.WallTime { return a.From }), err
}

// change reads, edits and replaces the file while nobody else does.
func (o *Overlay) change(ctx context.Context, edit func(*deskFacts) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	unlock, err := lockedfile.MutexAt(o.path + ".lock").Lock()
	if err != nil {
		return fmt.Errorf("locking the desk's closures: %w", err)
	}
	defer unlock()
	all, old, err := o.read()
	if err != nil {
		return err
	}
	if err := edit(&all); err != nil {
		return err
	}
	text, err := all.text()
	if err == nil {
		err = readBack(text)
	}
	if err == nil && !bytes.Equal(text, old) {
		err = replace(o.path, text)
	}
	if err != nil {
		return fmt.Errorf("writing the desk's closures: %w", err)
	}
	return nil
}

func (o *Overlay) read() (deskFacts, []byte, error) {
	text, err := os.ReadFile(o.path)
	if errors.Is(err, fs.ErrNotExist) {
		return deskFacts{}, nil, nil
	}
	if err != nil {
		return deskFacts{}, nil, fmt.Errorf("reading the desk's closures: %w", err)
	}
	var found findings
	_, all := readOverlay(text, &found)
	if HasErrors(found) {
		return deskFacts{}, nil, fmt.Errorf("reading the desk's closures: %w", DamagedOverlay(found.sorted()))
	}
	return all, text, nil
}

func is[T any](office string, what T) func(deskFact[T]) bool {
	return func(f deskFact[T]) bool { return f.office == office && reflect.DeepEqual(f.what, what) }
}

func with[T any](all []deskFact[T], office string, what T) []deskFact[T] {
	if slices.ContainsFunc(all, is(office, what)) {
		return all
	}
	return append(all, deskFact[T]{office: office, what: what})
}

func without[T any](all []deskFact[T], office string, what T) ([]deskFact[T], error) {
	if !slices.ContainsFunc(all, is(office, what)) {
		return nil, &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "not-found"}
	}
	return slices.DeleteFunc(all, is(office, what)), nil
}

func at[T any](all []deskFact[T], office string, from func(T) formsapi.WallTime) []T {
	var its []T
	for _, f := range all {
		if f.office == office {
			its = append(its, f.what)
		}
	}
	slices.SortStableFunc(its, func(a, b T) int { return cmp.Compare(from(a), from(b)) })
	return its
}
