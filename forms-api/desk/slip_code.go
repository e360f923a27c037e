package desk

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// quietZone is how many light modules stand around a QR code (ISO/IEC 18004 5.3.8).
const quietZone = 4

// drawing is a QR code: the path of its dark modules in a square.
type drawing struct {
	Side int // of the square, in modules
	Path string
}

// drawCode draws an address; nil if it is longer than any code can hold: it is
// there in words.
func drawCode(address string) *drawing {
	code, err := qr.Encode(address, qr.M)
	if err != nil {
		return nil
	}
	var path strings.Builder
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x+quietZone, y+quietZone)
			}
		}
	}
	return &drawing{code.Size + 2*quietZone, path.String()}
}
