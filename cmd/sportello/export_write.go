package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	formsapi "sportello/forms-api"
)

// writePrivately makes a file that appears under its name when it is whole.
func writePrivately(path string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".sportello-export-") // mode 0600
	if err != nil {
		return cannot(err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close(), os.Remove(f.Name()))
		}
	}()
	buffered := bufio.NewWriter(f)
	if err := write(buffered); err != nil {
		return err
	}
	if err := errors.Join(buffered.Flush(), f.Sync()); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

func writeCSV(out io.Writer, rows iter.Seq2[formsapi.ExportRow, error]) error {
	w := csv.NewWriter(out)
	first := true
	for row, err := range rows {
		if err != nil {
			return err
		}
		var names, cells []string
		for _, f := range row {
			names, cells = append(names, f.Name), append(cells, cell(f.Value))
		}
		if first {
			first = false
			if err := w.Write(names); err != nil {
				return err
			}
		}
		if err := w.Write(cells); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// cell writes a value as a spreadsheet shows it, and never as a formula.
func cell(value any) string {
	switch v := value.(type) {
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return v.UTC().Format(time.RFC3339)
	case []string:
		return harmless(strings.Join(v, ", "))
	}
	return harmless(fmt.Sprint(value))
}

// harmless puts an apostrophe before what a spreadsheet would compute (OWASP,
// "CSV injection").
func harmless(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r\n", rune(text[0])) {
		return "'" + text
	}
	return text
}

// writeJSON writes an array with an object a line, its fields in their order.
func writeJSON(out io.Writer, rows iter.Seq2[formsapi.ExportRow, error]) error {
	before := "["
	for row, err := range rows {
		if err != nil {
			return err
		}
		line, err := jsonObject(row)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(out, "%s\n%s", before, line); err != nil {
			return err
		}
		before = ","
	}
	end := "\n]\n"
	if before == "[" {
		end = "[]\n"
	}
	_, err := io.WriteString(out, end)
	return err
}

func jsonObject(row formsapi.ExportRow) (string, error) {
	var fields []string
	for _, f := range row {
		value := f.Value
		if at, ok := value.(time.Time); ok && at.IsZero() {
			value = nil
		}
		if list, ok := value.([]string); ok && list == nil {
			value = []string{}
		}
		text, err := json.Marshal(value)
		if err != nil {
			return "", fmt.Errorf("writing %s: %w", f.Name, err)
		}
		fields = append(fields, strconv.Quote(f.Name)+": "+string(text))
	}
	return "{" + strings.Join(fields, ", ") + "}", nil
}
