package web

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"rsc.io/qr"
)

// quietZone is how many light modules stand around a QR code (ISO/IEC 18004 5.3.8).
const quietZone = 4

// drawCode draws a request's own address for the counter. It is part of the
// page: a picture of its own would be one more address that tells the reference.
func (h *handler) drawCode(p *page, path string) {
	place := p.one("[data-qr]")
	if place == nil {
		return
	}
	code, err := qr.Encode(h.URL+path, qr.M)
	if err != nil { // longer than any code can hold: the reference is there in words
		remove(place.Parent)
		return
	}
	side := code.Size + 2*quietZone
	drawing := svg("svg", "viewBox", fmt.Sprintf("0 0 %d %d", side, side), "role", "img", "aria-label", attr(place, "data-qr"), "class", "qr-drawing", "shape-rendering", "crispEdges")
	drawing.AppendChild(svg("rect", "width", fmt.Sprint(side), "height", fmt.Sprint(side), "fill", "#fff"))
	drawing.AppendChild(svg("path", "d", modules(code), "fill", "#000"))
	place.AppendChild(drawing)
	dropAttr(place, "data-qr")
}

// modules is the path of the dark modules, run by run.
func modules(code *qr.Code) string {
	var path strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			run := 0
			for x+run < code.Size && code.Black(x+run, y) {
				run++
			}
			if run > 0 {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", x+quietZone, y+quietZone, run, run)
				x += run
			}
		}
	}
	return path.String()
}

// svg makes an element of a drawing; attributes are name, value, name, value.
func svg(name string, attributes ...string) *html.Node {
	n := &html.Node{Type: html.ElementNode, Data: name, DataAtom: atom.Lookup([]byte(name)), Namespace: "svg"}
	for i := 0; i < len(attributes); i += 2 {
		n.Attr = append(n.Attr, html.Attribute{Key: attributes[i], Val: attributes[i+1]})
	}
	return n
}
