package chart

import "fmt"

// Sizes of a drawing, in pixels: a row has its label and its bar beneath it. A label is
// HTML, since no text of SVG can end in an ellipsis where its room does, before the
// number: its title and the table have it whole.
const (
	rowHeight = 44
	valueBase = 15 // of the letters of a number
	barTop    = 22
	barHeight = 14
)

// bars is a drawing of bars.
type bars struct {
	Chart
	Height int
	Rows   []bar
}

// A bar is one row. Its number stands at the end of its label's line.
type bar struct {
	Point
	Top, ValueY, BarY int
	Width             string // in percent of the room
}

func newBars(c Chart) bars {
	b := bars{Chart: c, Height: len(c.Points) * rowHeight}
	most := c.largest()
	for i, p := range c.Points {
		b.Rows = append(b.Rows, bar{
			Point: p, Top: i * rowHeight, ValueY: i*rowHeight + valueBase, BarY: i*rowHeight + barTop, Width: percent(100 * p.Value / most),
		})
	}
	return b
}

// BarHeight is that of each bar.
func (bars) BarHeight() int { return barHeight }

// LabelHeight is that of a label's room.
func (bars) LabelHeight() int { return barTop }

func percent(n float64) string { return fmt.Sprintf("%.2f%%", n) }
