package main

import (
	"bufio"
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
		text, err := jsonValue(f.Value)
		if err != nil {
			return "", fmt.Errorf("writing %s: %w", f.Name, err)
		}
		fields = append(fields, strconv.Quote(f.Name)+": "+text)
	}
	return "{" + strings.Join(fields, ", ") + "}", nil
}

func jsonValue(value any) (string, error) {
	switch v := value.(type) {
	case time.Time:
		if v.IsZero() {
			value = nil
		}
	case []string:
		if v == nil {
			value = []string{}
		}
	case []formsapi.ExportRow:
		return jsonArray(v)
	}
	text, err := json.Marshal(value)
	return string(text), err
}

func jsonArray(rows []formsapi.ExportRow) (string, error) {
	objects := make([]string, len(rows))
	for i, row := range rows {
		var err error
		if objects[i], err = jsonObject(row); err != nil {
			return "", err
		}
	}
	return "[" + strings.Join(objects, ", ") + "]", nil
}
