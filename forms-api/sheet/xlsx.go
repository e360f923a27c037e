package sheet

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Limits of a workbook (ECMA-376, and what Excel opens).
const (
	maxSheetName = 31
	maxCell      = excelize.TotalCellChars
)

// WriteXLSX writes a workbook with a sheet for each table. A text is a text cell,
// whatever it begins with: nothing in it is computed. Rows go to a temporary file, not into
// memory, where they are many.
func WriteXLSX(out io.Writer, tables ...Table) error {
	f := excelize.NewFile()
	defer f.Close() // nothing of it is left to lose: it is written by then
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return fmt.Errorf("making a workbook: %w", err)
	}
	for i, t := range tables {
		if err := addSheet(f, i, t, bold); err != nil {
			return fmt.Errorf("writing the sheet %q: %w", t.Name, err)
		}
	}
	if _, err := f.WriteTo(out); err != nil {
		return fmt.Errorf("writing a workbook: %w", err)
	}
	return nil
}

// addSheet writes a table. A new workbook has one sheet, which becomes the first.
func addSheet(f *excelize.File, n int, t Table, bold int) error {
	name := sheetName(n, t.Name)
	if n == 0 {
		if err := f.SetSheetName(f.GetSheetName(0), name); err != nil {
			return err
		}
	} else if _, err := f.NewSheet(name); err != nil {
		return err
	}
	w, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := w.SetColWidth(1, max(1, len(t.Head)), 24); err != nil {
		return err
	}
	head := make([]any, len(t.Head))
	for i, text := range t.Head {
		head[i] = excelize.Cell{StyleID: bold, Value: cut(text)}
	}
	for i, row := range append([][]any{head}, t.Rows...) {
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), texts(row)); err != nil {
			return err
		}
	}
	return w.Flush()
}

// texts cuts what no cell can hold, and leaves the rest as it is: a string never
// becomes a formula, which would be a type of its own.
func texts(row []any) []any {
	cells := make([]any, len(row))
	for i, value := range row {
		if text, is := value.(string); is {
			value = cut(text)
		}
		cells[i] = value
	}
	return cells
}

func cut(text string) string {
	if utf8.RuneCountInString(text) <= maxCell {
		return text
	}
	return string([]rune(text)[:maxCell])
}

// sheetName is a name that a sheet can have, and no other of the workbook has.
func sheetName(n int, name string) string {
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return ' '
		}
		return r
	}, name)
	runes := []rune(fmt.Sprintf("%d %s", n+1, strings.TrimSpace(clean)))
	return strings.TrimSpace(string(runes[:min(len(runes), maxSheetName)]))
}
