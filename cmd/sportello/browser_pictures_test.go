package main

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// maxPicture is what one picture may weigh, so that the README is quick to open.
const maxPicture = 150_000

// A sight is what one picture of the README shows, in CSS pixels.
type sight struct {
	name, path    string
	width, height int64
	scale         float64 // pixels for one of CSS
}

var sights = []sight{
	{"home-it", "/it/", 390, 844, 1.5},
	{"office-ar", "/ar/offices/potenza/", 390, 844, 1.5},
	{"desk", "/desk/", 1180, 844, 1},
}

// TestBrowserPictures takes the README's pictures of a demonstration, whose
// requests are invented. With -update it writes them; otherwise it sees that
// they can be taken, and that those in docs/ are of the size that they should be.
func TestBrowserPictures(t *testing.T) {
	tab := demonstratedDesk(t)
	for _, v := range sights {
		picture := v.take(tab)
		file := filepath.Join("../../docs", v.name+".png")
		if *update {
			if err := os.WriteFile(file, picture, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		v.check(t, "what was taken now", picture)
		kept, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		v.check(t, file, kept)
	}
}

func signInToDemo(tab *tab, p *Program) {
	tab.t.Helper()
	tab.open("/desk/sign-in")
	write(tab, "email", p.demoStaff[0].Email)
	write(tab, "password", p.demoPassword)
	tab.press(`main form button`)
}

// take opens the page and returns its first screen, as a PNG of few colours.
func (v sight) take(tab *tab) []byte {
	tab.t.Helper()
	call(tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: v.width, Height: v.height, DeviceScaleFactor: v.scale, Mobile: v.width < 600,
	})
	tab.open(v.path)
	taken, err := chromedp.Run(tab.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		tab.t.Fatal(err)
	}
	screen, err := png.Decode(bytes.NewReader(taken))
	if err != nil {
		tab.t.Fatal(err)
	}
	return fewColours(tab.t, screen)
}

func (v sight) check(t *testing.T, what string, picture []byte) {
	t.Helper()
	shown, err := png.DecodeConfig(bytes.NewReader(picture))
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if shown.Width != int(float64(v.width)*v.scale) || shown.Height != int(float64(v.height)*v.scale) {
		t.Errorf("%s of %s is %d by %d", what, v.name, shown.Width, shown.Height)
	}
	if len(picture) > maxPicture {
		t.Errorf("%s of %s weighs %d bytes, more than %d", what, v.name, len(picture), maxPicture)
	}
}

// fewColours writes the picture with the 256 colours that occur most: a page of
// one accent hardly has more, and weighs a third.
func fewColours(t *testing.T, screen image.Image) []byte {
	t.Helper()
	area := screen.Bounds()
	counts := map[color.Color]int{}
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			counts[screen.At(x, y)]++
		}
	}
	small := image.NewPaletted(area, commonest(counts, 256))
	draw.Draw(small, area, screen, area.Min, draw.Src)
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, small); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func commonest(counts map[color.Color]int, n int) color.Palette {
	all := slices.Collect(maps.Keys(counts))
	slices.SortFunc(all, func(a, b color.Color) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(shade(a), shade(b)))
	})
	return color.Palette(all[:min(n, len(all))])
}

// shade puts colours into an order, so that a picture is made alike each time.
func shade(c color.Color) uint32 {
	r, g, b, _ := c.RGBA()
	return r>>8<<16 | g>>8<<8 | b>>8
}
