package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"sportello/cmd/sportello/internal/site"
	formsapi "sportello/forms-api"
	"sportello/forms-api/catalogue"
	"sportello/forms-api/sqlite"
	"sportello/forms-api/translation"
)

// matrix shows pages × languages, and what to translate next; counted says that the
// page views of the data folder count.
func (c *console) matrix(ctx context.Context, f folders, asked checking, counted bool) error {
	b, err := c.checker(f)
	if err != nil {
		return cannot(err)
	}
	m, found, err := b.Matrix()
	if err != nil {
		return cannot(err)
	}
	if catalogue.HasErrors(found) {
		return c.tell(found, asked.asJSON)
	}
	if asked.language != "" && !m.Narrow(asked.language) {
		return cannot(hint(fmt.Errorf("the site has no language %q", asked.language), "`sportello check --language` tells of one that hugo.toml has not yet"))
	}
	if counted {
		views, err := c.pageViews(ctx, f, b.Today())
		if err != nil {
			return cannot(err)
		}
		m.Rank(views)
	}
	if asked.asJSON {
		err = c.encode(m)
	} else {
		err = writeMatrix(c.out, m)
	}
	if err != nil {
		return cannot(fmt.Errorf("writing the matrix: %w", err))
	}
	return nil
}

// pageViews are those that a data folder has of late, beside a running server.
func (c *console) pageViews(ctx context.Context, f folders, today formsapi.Date) ([]formsapi.PageViews, error) {
	if err := f.hasDatabase(); err != nil {
		return nil, err
	}
	return sqlite.ReadPageViews(ctx, f.database(), formsapi.RecentlySince(today))
}

// stateSigns stand in the matrix, which is wide enough already.
var stateSigns = map[translation.State]string{
	translation.Missing:    "-",
	translation.Orphan:     "x",
	translation.Behind:     "!",
	translation.Unmarked:   "?",
	translation.Unreviewed: "~",
	translation.Current:    "=",
}

const matrixLegend = `
=  current and reviewed      ~  current, and nobody has read it against the Italian
!  the Italian has changed   ?  nobody has noted from what it was made
-  missing                   x  there is no Italian page
m  made by a machine
`

func writeMatrix(out io.Writer, m site.Matrix) error {
	w := tabwriter.NewWriter(out, 0, 0, 1, ' ', 0)
	fmt.Fprintln(w, "page\t"+strings.Join(m.Languages, "\t"))
	for _, p := range m.Pages {
		row := []string{p.Path}
		for _, tag := range m.Languages {
			row = append(row, signOf(p.Languages[tag]))
		}
		fmt.Fprintln(w, strings.Join(row, "\t"))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if _, err := fmt.Fprint(out, matrixLegend); err != nil {
		return err
	}
	return writeNext(out, m.Next)
}

func signOf(t site.Translation) string {
	sign := stateSigns[t.State]
	if t.By == translation.Machine {
		sign += "m"
	}
	return sign
}

// nextShown is how much of what to translate is shown: a morning's work. --json
// has all of it.
const nextShown = 10

func writeNext(out io.Writer, next []site.Work) error {
	if len(next) == 0 {
		_, err := fmt.Fprintln(out, "\nNothing is missing or behind.")
		return err
	}
	fmt.Fprintln(out, "\nTo translate next:")
	for n, w := range next[:min(len(next), nextShown)] {
		if _, err := fmt.Fprintf(out, "%3d. %s (%s)\n", n+1, w.Path, about(w)); err != nil {
			return err
		}
	}
	return nil
}

func about(w site.Work) string {
	var said []string
	if w.Views > 0 {
		said = append(said, fmt.Sprintf("views: %d", w.Views))
	}
	if len(w.Behind) > 0 {
		behind := "behind: " + strings.Join(w.Behind, ", ")
		if w.Days > 0 {
			behind += fmt.Sprintf(", for %d days", w.Days)
		}
		said = append(said, behind)
	}
	if len(w.Missing) > 0 {
		said = append(said, "missing: "+strings.Join(w.Missing, ", "))
	}
	return strings.Join(said, "; ")
}
