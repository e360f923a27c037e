package main

import (
	"fmt"
	"io"
	"iter"
	"time"

	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
	spreadsheet "sportello/forms-api/sheet"
)

// writeXLSX writes a workbook with one sheet, of the same columns as CSV. What
// somebody typed is text in it, whatever it begins with, and numbers are numbers.
func writeXLSX(out io.Writer, rows iter.Seq2[formsapi.ExportRow, error]) error {
	zone, err := time.LoadLocation(catalogue.DefaultZone)
	if err != nil {
		return fmt.Errorf("writing the times: %w", err)
	}
	t := spreadsheet.Table{Name: "sportello"}
	for row, err := range rows {
		if err != nil {
			return err
		}
		row = spread(row, zone)
		if t.Head == nil {
			for _, f := range row {
				t.Head = append(t.Head, f.Name)
			}
		}
		cells := make([]any, len(row))
		for i, f := range row {
			cells[i] = typedCell(f.Value)
		}
		t.Rows = append(t.Rows, cells)
	}
	return spreadsheet.WriteXLSX(out, t)
}

// typedCell is a number as it is, and all else as text.
func typedCell(value any) any {
	if n, is := value.(int64); is {
		return n
	}
	return plainCell(value)
}
