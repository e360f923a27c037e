package formsapi

import "strings"

// A LaidRow is one row of a laid out report: of which group, and a cell for each column.
type LaidRow struct {
	Key   string // of the layout's Rows; empty for RowTotal
	Cells []Measured
}

// Lay puts a report's numbers into the rows and columns of a layout.
func (l ReportLayout) Lay(r *Report) []LaidRow {
	if l.Rows == RowTotal {
		return []LaidRow{{Cells: l.cells(r, r.Total)}}
	}
	var rows []LaidRow
	for _, g := range r.Of(l.Rows).Groups {
		rows = append(rows, LaidRow{Key: g.Key, Cells: l.cells(r, g)})
	}
	return rows
}

func (l ReportLayout) cells(r *Report, g Group) []Measured {
	cells := make([]Measured, len(l.Columns))
	for i, c := range l.Columns {
		cells[i] = measure(c.Measure, r, g)
	}
	return cells
}

func measure(name string, r *Report, g Group) Measured {
	if of, known := groupMeasures[name]; known {
		return measuredFigure(of(g))
	}
	if of, known := totalMeasures[name]; known {
		return of(r)
	}
	return ofGroup(r, ByOutcome, strings.TrimPrefix(name, outcomeMeasure))
}
