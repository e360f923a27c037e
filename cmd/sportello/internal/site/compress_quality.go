//go:build !race

package site

import "github.com/andybalholm/brotli"

// What people read on a poor line is worth ten times the work of what programs and
// printers fetch. The best quality takes two and a half times as long again, to
// make a page smaller by a thirtieth.
const (
	readQuality    = brotli.BestCompression - 1
	fetchedQuality = brotli.BestCompression - 2
)
