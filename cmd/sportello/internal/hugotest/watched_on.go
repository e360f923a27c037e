//go:build race

package hugotest

const watched = true
