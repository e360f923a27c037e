package chart

import (
	"embed"
	"html/template"
	"strings"
)

// A Point is one number of a chart.
type Point struct {
	Label string  // what it is of
	Short string  // the label where there is little room; empty: Label
	Value float64 // not negative
	Shown string  // the number as the table says it
	Known bool    // otherwise the number is not told, and nothing is drawn of its size
}

// A Chart is what is drawn.
type Chart struct {
	ID     string // unique on the page; of letters, digits and hyphens
	Title  string
	Desc   string // in a sentence or two, what the chart shows
	Points []Point
	Most   float64 // the drawing has room for so much, such as the best mark there is; 0: for the largest number
}

//go:embed *.svg
var files embed.FS

var drawings = template.Must(template.ParseFS(files, "*.svg"))

// Bars draws a bar for each point, beneath its label: the longest is as wide as the
// room that there is.
func Bars(c Chart) (template.HTML, error) { return draw("bars.svg", newBars(c)) }

// Line draws the points one after the other, from the left to the right.
func Line(c Chart) (template.HTML, error) { return draw("line.svg", newLine(c)) }

func draw(name string, drawing any) (template.HTML, error) {
	var svg strings.Builder
	err := drawings.ExecuteTemplate(&svg, name, drawing)
	return template.HTML(svg.String()), err // html/template has escaped every text in it
}

// largest is what the drawing has room for: the largest number that is told, at least
// 1 and Most.
func (c Chart) largest() float64 {
	most := max(1, c.Most)
	for _, p := range c.Points {
		if p.Known {
			most = max(most, p.Value)
		}
	}
	return most
}
