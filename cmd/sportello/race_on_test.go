//go:build race

package main

const raceDetector = true // everything takes several times as long
