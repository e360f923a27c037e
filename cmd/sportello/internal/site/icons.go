//go:build ignore

// Draws the icons of the installed site, from the mark of layouts/_partials/mark.html:
//
//	go run cmd/sportello/internal/site/icons.go
//
// The pictures are kept in assets/icons; a town that wants its own puts files of
// the same names into its folder.
package main

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"log"
	"math"
	"os"
	"path/filepath"
)

var (
	accent = color.NRGBA{0x0b, 0x5d, 0x57, 0xff}
	paper  = color.NRGBA{0xfb, 0xf8, 0xf2, 0xff}
)

// grid is the side of the mark's view box; fine is how many samples make a pixel's side.
const grid, fine = 32, 8

// A shape says of a point of the grid whether it is inside.
type shape func(x, y float64) bool

// arch is a door: straight to the ground, round above.
func arch(half, springs, ground float64) shape {
	return func(x, y float64) bool {
		across := math.Abs(x - grid/2)
		return y <= ground && across <= half && (y >= springs || math.Hypot(across, y-springs) <= half)
	}
}

// rounded is the whole grid with round corners.
func rounded(radius float64) shape {
	return func(x, y float64) bool {
		dx := max(math.Abs(x-grid/2)-(grid/2-radius), 0)
		dy := max(math.Abs(y-grid/2)-(grid/2-radius), 0)
		return math.Hypot(dx, dy) <= radius
	}
}

// draw paints the mark at a share of the icon's size, on a ground of a shape.
func draw(size int, share float64, ground shape) image.Image {
	wall, door := arch(12, 14, 30), arch(6, 15, 30)
	at := func(x, y float64) color.NRGBA {
		mx, my := (x-grid/2)/share+grid/2, (y-grid/2)/share+grid/2
		switch {
		case !ground(x, y):
			return color.NRGBA{}
		case wall(mx, my) && !door(mx, my):
			return paper
		}
		return accent
	}
	icon := image.NewNRGBA(image.Rect(0, 0, size, size))
	for y := range size {
		for x := range size {
			icon.SetNRGBA(x, y, mixed(func(dx, dy float64) color.NRGBA {
				return at((float64(x)+dx)*grid/float64(size), (float64(y)+dy)*grid/float64(size))
			}))
		}
	}
	return icon
}

// mixed is the mean of a pixel's samples.
func mixed(at func(dx, dy float64) color.NRGBA) color.NRGBA {
	var r, g, b, a int
	for n := range fine * fine {
		c := at((float64(n%fine)+.5)/fine, (float64(n/fine)+.5)/fine)
		opaque := int(c.A) / 255
		r, g, b, a = r+int(c.R)*opaque, g+int(c.G)*opaque, b+int(c.B)*opaque, a+opaque
	}
	if a == 0 {
		return color.NRGBA{}
	}
	return color.NRGBA{uint8(r / a), uint8(g / a), uint8(b / a), uint8(a * 255 / (fine * fine))}
}

func main() {
	everywhere := func(float64, float64) bool { return true }
	for _, size := range []int{192, 512} {
		write(fmt.Sprintf("icon-%d.png", size), draw(size, .72, rounded(7)))
		write(fmt.Sprintf("maskable-%d.png", size), draw(size, .56, everywhere)) // within the circle that every mask leaves
	}
}

func write(name string, icon image.Image) {
	f, err := os.Create(filepath.Join("assets", "icons", name))
	if err != nil {
		log.Fatal(err)
	}
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(f, icon); err != nil {
		log.Fatal(err)
	}
	if err := f.Close(); err != nil {
		log.Fatal(err)
	}
}
