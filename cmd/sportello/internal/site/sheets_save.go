package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"unicode"

	formsapi "sportello/forms-api"
	"sportello/forms-api/translation"
)

// errChanged says that a file is another than the one that was opened.
var errChanged = errors.New("the file has changed meanwhile")

// Save checks what somebody has typed and writes it, into the content or beside it.
func (s *Sheets) Save(_ context.Context, e formsapi.TranslationEdit) (outcome formsapi.TranslationOutcome, err error) {
	s.saving.Lock()
	defer s.saving.Unlock()
	o, done, err := s.open(e.Page, e.Language)
	if err != nil {
		return outcome, err
	}
	defer done()
	if digestOf(o.text) != e.Digest || textOf(o.italian).Digest() != e.Source {
		outcome.Fate = formsapi.TranslationChanged
		return outcome, nil
	}
	t, err := o.typed(e)
	if err != nil {
		return outcome, err
	}
	if outcome.Errors = t.emptied(); len(outcome.Errors) > 0 {
		outcome.Fate = formsapi.TranslationRefused
		return outcome, nil
	}
	if err := t.make(); err != nil {
		return outcome, unreadablePage(err)
	}
	if waits := o.kept != "" && s.Writes; bytes.Equal(t.file, o.text) && !waits {
		outcome.Fate = formsapi.TranslationUnchanged
		return outcome, nil
	}
	if outcome.Errors, outcome.Warnings, err = t.judge(s.Builder); err != nil {
		return outcome, err
	}
	if len(outcome.Errors) > 0 || len(outcome.Warnings) > 0 && !e.Override {
		outcome.Fate = formsapi.TranslationRefused
		return outcome, nil
	}
	outcome.Fate, err = s.write(o, t.file)
	return outcome, err
}

// What is typed, and the file that it makes.
type typed struct {
	*opened
	edit   formsapi.TranslationEdit
	sheet  *translation.Sheet
	before translation.Wording
	body   translation.Joined
	file   []byte // once it is made
}

func (o *opened) typed(e formsapi.TranslationEdit) (*typed, error) {
	before, err := o.wording()
	if err != nil {
		return nil, unreadablePage(err)
	}
	t := &typed{opened: o, edit: e, before: before, sheet: translation.NewSheet(o.italian.Body, []byte(before.Body))}
	if len(e.Words.Blocks) != len(t.sheet.Fields) {
		return nil, &formsapi.Problem{Code: formsapi.CodeInvalid, Key: "form-unreadable"}
	}
	for n, typed := range t.edit.Words.Blocks {
		if typed != t.sheet.Fields[n].Text {
			t.edit.Words.Blocks[n] = legible(typed)
		}
	}
	t.body = t.sheet.Join(t.edit.Words.Blocks)
	return t, nil
}

// make writes the words into what was opened, and marks it.
func (t *typed) make() (err error) {
	base := t.text
	if base == nil {
		if base, err = translation.Begin(t.source); err != nil {
			return err
		}
	}
	t.file, err = translation.Rewrite(base, translation.Wording{
		Title:       oneLine(t.edit.Words.Title, t.before.Title),
		Description: oneLine(t.edit.Words.Description, t.before.Description),
		AnsweredBy:  oneLine(t.edit.Words.AnsweredBy, t.before.AnsweredBy),
		Body:        t.body.Body,
	})
	if err != nil {
		return err
	}
	t.file, err = t.marked(t.file, bytes.Equal(t.file, t.text))
	return err
}

// lineEnds are what parts words that a front matter has on one line. Spaces that do
// not break are no such thing: French has them before a question mark.
var lineEnds = regexp.MustCompile(`[ \t]*[\r\n\v\f\x{85}\x{2028}\x{2029}]+[ \t]*`)

// oneLine is what was typed into a field of one line, without control characters;
// what a browser has only given other line ends is as it was.
func oneLine(typed, before string) string {
	if strings.ReplaceAll(typed, "\r\n", "\n") == strings.ReplaceAll(before, "\r\n", "\n") {
		return before
	}
	return legible(lineEnds.ReplaceAllString(strings.TrimSpace(typed), " "))
}

// legible leaves out what nobody reads: control characters but for tabs and line
// ends, and what is no character (Unicode 23.7).
func legible(typed string) string {
	return strings.Map(func(r rune) rune {
		isLayout := r == '\t' || r == '\n' || r == '\r'
		if unicode.IsControl(r) && !isLayout || unicode.Is(unicode.Noncharacter_Code_Point, r) {
			return -1
		}
		return r
	}, typed)
}

// marked writes what the file says of itself: docs/translations.md.
func (t *typed) marked(file []byte, same bool) (_ []byte, err error) {
	of, by, err := translation.MadeFrom(file)
	if err != nil {
		return nil, err
	}
	source := textOf(t.italian).Digest()
	if t.text == nil || t.edit.ReviewedBy != "" && (!same || of != source) {
		if by == "" {
			by = translation.Human
		} else {
			by = "" // what it says stands
		}
		if file, err = translation.Stamp(file, source, t.today, by); err != nil {
			return nil, err
		}
	}
	switch {
	case t.edit.ReviewedBy != "":
		return translation.Review(file, t.edit.ReviewedBy, t.today)
	case !same:
		return translation.Unreview(file)
	}
	return file, nil
}

// write puts a file where it belongs, or keeps it where that cannot be written.
func (s *Sheets) write(o *opened, text []byte) (formsapi.TranslationFate, error) {
	if s.Writes {
		err := s.writeInto(o, text)
		switch {
		case err == nil:
			return formsapi.TranslationWritten, s.dropKept(o)
		case errors.Is(err, errChanged):
			return formsapi.TranslationChanged, nil
		case !errors.Is(err, fs.ErrPermission) && !errors.Is(err, syscall.EROFS):
			return "", fmt.Errorf("writing %s: %w", o.name, err)
		}
	}
	if err := s.keep(o, o.content, text); err != nil {
		return "", fmt.Errorf("keeping a translation: %w", err)
	}
	return formsapi.TranslationKept, nil
}

// writeInto writes into the town's content, unless somebody has written there since
// the page was opened.
func (s *Sheets) writeInto(o *opened, text []byte) error {
	file := filepath.Join(s.Builder.Town, filepath.FromSlash(o.name))
	now, err := readIfThere(file)
	if err != nil {
		return err
	}
	if !bytes.Equal(now, o.inTown) || (now == nil) != (o.inTown == nil) {
		return errChanged
	}
	if now != nil {
		return replaceFile(file, text)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	err = placeFile(file, text, s.modeBeside(o), os.Link) // not over a file that is there by now
	if errors.Is(err, fs.ErrExist) {
		return errChanged
	}
	return err
}

// modeBeside are the rights of a new file: those of the Italian one, if the town has it.
func (s *Sheets) modeBeside(o *opened) os.FileMode {
	if info, err := os.Stat(filepath.Join(s.Builder.Town, filepath.FromSlash(o.italian.File))); err == nil {
		return info.Mode().Perm()
	}
	return 0o644
}
