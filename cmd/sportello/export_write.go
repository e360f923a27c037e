package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"

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
		line, err := row.MarshalJSON() // with spaces, as people read it
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
