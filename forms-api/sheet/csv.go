package sheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
)

// ByteOrderMark tells Excel that a CSV file is in UTF-8; without it accents and
// other scripts are garbled.
const ByteOrderMark = "\ufeff"

// A Table is a heading row and rows. Cells are string, int, int64, float64 or nil.
type Table struct {
	Name string // of its sheet in XLSX; CSV has no use for it
	Head []string
	Rows [][]any
}

// WriteCSV writes a table (RFC 4180, but for the separator), of which no cell is a
// formula. Numbers have a decimal point where the separator is a comma, otherwise a
// decimal comma: who parts cells by semicolons writes numbers like that.
func WriteCSV(out io.Writer, t Table, separator rune) error {
	if _, err := io.WriteString(out, ByteOrderMark); err != nil {
		return err
	}
	w := csv.NewWriter(out)
	w.Comma = separator
	head := make([]any, len(t.Head))
	for i, text := range t.Head {
		head[i] = text
	}
	for _, row := range append([][]any{head}, t.Rows...) {
		if err := w.Write(record(row, separator)); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func record(row []any, separator rune) []string {
	cells := make([]string, len(row))
	for i, value := range row {
		cells[i] = csvCell(value, separator)
	}
	return cells
}

func csvCell(value any, separator rune) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return Harmless(v)
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return decimal(v, separator)
	}
	return Harmless(fmt.Sprint(value))
}

func decimal(v float64, separator rune) string {
	text := []byte(strconv.FormatFloat(v, 'f', -1, 64))
	for i, c := range text {
		if c == '.' && separator != ',' {
			text[i] = ','
		}
	}
	return string(text)
}
