package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"sportello"
	"sportello/cmd/sportello/internal/site"
	"sportello/forms-api/catalogue"
)

// closuresName is the file of the data folder with the closures made at the desk.
const closuresName = "closures.toml"

// translationsName is the folder of the data folder with translations that somebody
// is to put into the content.
const translationsName = "translations"

// newBuilder is a builder of a town's site at an origin. Data is empty where
// there is no data folder: nothing is kept for the next build, and the desk has
// made no closures.
func (c *console) newBuilder(town, data string, origin *url.URL) (*site.Builder, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("looking for this program: %w", err)
	}
	pages, err := fs.Sub(sportello.Pages, "content")
	if err != nil {
		return nil, err
	}
	b := &site.Builder{
		Town:    town,
		BaseURL: origin.String() + "/",
		Looks:   sportello.Looks,
		Pages:   pages,
		Program: program,
		Now:     time.Now,
		Log:     c.log(),
	}
	if data != "" {
		b.Overlay = filepath.Join(data, closuresName)
		b.Cache = filepath.Join(data, "cache")
	}
	return b, nil
}

// findings shows what a build or a check found, one a line, and turns an error
// that is nothing but findings into its sentence and a hint.
func (c *console) findings(warnings []catalogue.Finding, err error) error {
	var broken site.Broken
	if errors.As(err, &broken) {
		warnings = broken
		err = &exit{code: exitFailed, err: hint(broken, "mend what the lines above name; `sportello check` with the same --site shows them again")}
	}
	for _, f := range warnings {
		fmt.Fprintln(c.err, f)
	}
	return err
}
