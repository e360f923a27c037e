package formsapi

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"
)

// What a search looks for, and finds, at most.
const (
	MaxSearch  = 200 // characters that are typed
	MaxFound   = 50  // rows
	mostWords  = 8   // of a name
	mostOthers = 20  // other requests of the same person
)

// A Search is what was found for what somebody typed.
type Search struct {
	Rows  []InboxRow // the newest first
	Alike []InboxRow // whose names only sound like it, in another script: for who is not among Rows
	More  bool       // there are more than are listed
}

// Search finds requests that the reader may read by what somebody types: a
// reference, a telephone in any way of dialling it, an e-mail, or whole words of the
// name, in any script. Nothing typed, or more than anybody types, is a *Problem with
// CodeInvalid.
func (u *WorkAppointments) Search(ctx context.Context, by Staff, typed string) (found Search, err error) {
	typed, err = CleanLine(typed)
	switch {
	case err != nil || Length(typed) > MaxSearch:
		return found, Invalid([]FieldError{{Field: "search", Key: "search-too-long", Args: map[string]any{"Max": MaxSearch}}})
	case !shows(typed):
		return found, Invalid([]FieldError{{Field: "search", Key: "search-missing"}})
	}
	offices, some := reads(by)
	if !some {
		return found, nil
	}
	spelled, sounds := u.looksFor(typed)
	rows, err := u.foundOf(ctx, spelled, offices)
	if err != nil {
		return found, err
	}
	alike, err := u.foundOf(ctx, sounds, offices)
	if err != nil {
		return found, err
	}
	alike = slices.DeleteFunc(alike, func(id uuid.UUID) bool { return slices.Contains(rows, id) })
	found.More = len(rows) > MaxFound || len(alike) > MaxFound
	if found.Rows, err = u.rowsOf(ctx, rows[:min(len(rows), MaxFound)]); err != nil {
		return found, err
	}
	found.Alike, err = u.rowsOf(ctx, alike[:min(len(alike), MaxFound)])
	return found, err
}

// looksFor is what typed words can mean, each as groups of indexes of which a request
// has one each.
func (u *WorkAppointments) looksFor(typed string) (spelled, sounds [][][]BlindIndex) {
	one := func(kind IndexKind, value string) [][]BlindIndex {
		return [][]BlindIndex{{u.Sealer.Index(kind, value)}}
	}
	code := typed[strings.LastIndex(typed, "/")+1:] // a scanner types the address that a code on paper has
	if ref, ok := ParseReference(code); ok {
		spelled = append(spelled, one(IndexReference, string(ref)))
	}
	if strings.Contains(typed, "@") {
		return append(spelled, one(IndexEmail, strings.ToLower(typed))), nil
	}
	if phone, ok := ParsePhone(FoldDigits(typed)); ok {
		return append(spelled, one(IndexPhone, phone)), nil
	}
	words := NameWords(typed)
	if len(words) == 0 || len(words) > mostWords {
		return spelled, nil
	}
	var written, heard [][]BlindIndex
	for _, w := range words {
		written = append(written, u.nameIndexes(lookedForForms(w)))
		for _, group := range soundGroups(w) {
			heard = append(heard, u.nameIndexes(group))
		}
	}
	return append(spelled, written), append(sounds, heard)
}

func (u *WorkAppointments) nameIndexes(forms []string) []BlindIndex {
	indexes := make([]BlindIndex, len(forms))
	for i, f := range forms {
		indexes[i] = u.Sealer.Index(IndexNameWord, f)
	}
	return indexes
}

// foundOf are the requests that one of the meanings finds, one more than are shown.
func (u *WorkAppointments) foundOf(ctx context.Context, meanings [][][]BlindIndex, offices []string) (ids []uuid.UUID, err error) {
	for _, groups := range meanings {
		some, err := u.Store.Found(ctx, groups, offices, MaxFound+1)
		if err != nil {
			return nil, fmt.Errorf("searching: %w", err)
		}
		for _, id := range some {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids, nil
}

// OthersOf lists the other requests of the same telephone or e-mail that the reader
// may read, the newest first, at most 20. Of one that cannot be read there are none.
func (u *WorkAppointments) OthersOf(ctx context.Context, by Staff, r ReadAppointment) ([]InboxRow, error) {
	offices, some := reads(by)
	if !some || r.Unreadable != nil || !by.May(ReadRequests, r.Office) {
		return nil, nil
	}
	contacts := ContactIndexes(u.Sealer, r.Details)
	if len(contacts) == 0 {
		return nil, nil
	}
	ids, err := u.Store.Found(ctx, [][]BlindIndex{contacts}, offices, mostOthers+1)
	if err != nil {
		return nil, fmt.Errorf("looking for others of the same person: %w", err)
	}
	ids = slices.DeleteFunc(ids, func(id uuid.UUID) bool { return id == r.ID })
	return u.rowsOf(ctx, ids[:min(len(ids), mostOthers)])
}
