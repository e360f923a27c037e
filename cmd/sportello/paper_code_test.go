package main

import (
	"bytes"
	"fmt"
	"image"
	_ "image/png"
	"strings"
	"testing"

	"rsc.io/qr"
)

// Given a page and a poster, each code on them, read module by module, is that of
// the address in full.
func TestCodesSayWhereThePageIs(t *testing.T) {
	program := startSite(t)
	for _, path := range []string{"/it/offices/potenza/", "/ar/needs/papers/"} {
		canonical := attribute(elementsAt(t, program+path, "link[rel=canonical]")[0], "href")
		codes := elementsAt(t, program+path, ".on-paper img.qr")
		if len(codes) != 1 {
			t.Fatalf("%s has %d codes", path, len(codes))
		}
		saysAddress(t, program, attribute(codes[0], "src"), canonical)
	}
	posters := elementsAt(t, program+"/it/offices/potenza/poster/", ".poster-codes a")
	if len(posters) != len(languagesHere(t)) {
		t.Errorf("the poster has %d codes", len(posters))
	}
	for _, a := range posters {
		page := program + attribute(a, "href")
		canonical := attribute(elementsAt(t, page, "link[rel=canonical]")[0], "href")
		saysAddress(t, program, attribute(a.FirstChild, "src"), canonical)
	}
}

func saysAddress(t *testing.T, site, file, address string) {
	t.Helper()
	if !strings.HasPrefix(address, "http") {
		t.Fatalf("the page says that it is at %q", address)
	}
	picture, _, err := image.Decode(bytes.NewReader(fetch(t, site+file, "")))
	if err != nil {
		t.Fatal(err)
	}
	want, err := qr.Encode(address, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	if got := modules(picture, want.Size); got != modulesOf(want) {
		t.Errorf("%s is not the code of %s", file, address)
	}
}

// modules reads a picture of a code of so many modules: dark is 1.
func modules(picture image.Image, size int) string {
	frame := picture.Bounds()
	dark := func(x, y int) bool {
		r, _, _, _ := picture.At(x, y).RGBA()
		return r < 0x8000
	}
	for !dark(frame.Min.X, frame.Min.Y) { // the quiet zone
		frame = frame.Inset(1)
	}
	scale := frame.Dx() / size
	var b strings.Builder
	for y := range size {
		for x := range size {
			fmt.Fprint(&b, bit(dark(frame.Min.X+x*scale+scale/2, frame.Min.Y+y*scale+scale/2)))
		}
	}
	return b.String()
}

func modulesOf(code *qr.Code) string {
	var b strings.Builder
	for y := range code.Size {
		for x := range code.Size {
			fmt.Fprint(&b, bit(code.Black(x, y)))
		}
	}
	return b.String()
}

func bit(dark bool) int {
	if dark {
		return 1
	}
	return 0
}
