//go:build race

package site

// Under the race detector, and so in tests alone, a page of the quality that people
// get would take a third of a second.
const (
	readQuality    = 5
	fetchedQuality = 5
)
