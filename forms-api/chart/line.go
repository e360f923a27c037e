package chart

// Sizes of a drawing of a line, in pixels; across in percent.
const (
	lineHeight = 220
	lineTop    = 24  // of the largest number, with room for it above
	lineBottom = 190 // of nothing, with room for the labels beneath
	lineLeft   = 4.0
	lineRight  = 96.0
	fewLabels  = 7 // more of them do not fit beside one another on a telephone
)

// line is a drawing of a line.
type line struct {
	Chart
	Height, Bottom, LabelY int
	Marks                  []mark
	Strokes                []stroke
}

// A mark is a point of the line.
type mark struct {
	Point
	X        string
	Y, TextY int
	Named    bool // its label and its number are written
}

// A stroke leads from a mark to the next. Where a number is not told there is none.
type stroke struct {
	X1, X2 string
	Y1, Y2 int
}

func newLine(c Chart) line {
	l := line{Chart: c, Height: lineHeight, Bottom: lineBottom, LabelY: lineHeight - 8}
	most := c.largest()
	every := (len(c.Points) + fewLabels - 1) / fewLabels
	for i, p := range c.Points {
		y := lineBottom
		if p.Known {
			y -= int((lineBottom - lineTop) * p.Value / most)
		}
		if p.Short == "" {
			p.Short = p.Label
		}
		l.Marks = append(l.Marks, mark{Point: p, X: percent(across(i, len(c.Points))), Y: y, TextY: y - 10, Named: i%max(1, every) == 0})
	}
	for i := 1; i < len(l.Marks); i++ {
		if a, b := l.Marks[i-1], l.Marks[i]; a.Known && b.Known {
			l.Strokes = append(l.Strokes, stroke{a.X, b.X, a.Y, b.Y})
		}
	}
	return l
}

// across is where a point stands, in percent: one alone in the middle.
func across(i, of int) float64 {
	if of < 2 {
		return (lineLeft + lineRight) / 2
	}
	return lineLeft + (lineRight-lineLeft)*float64(i)/float64(of-1)
}
