package web

import (
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"

	formsapi "sportello/forms-api"
)

// modeWait is the way of who found no time that suits, beside the modes of offices.
const modeWait = "wait"

// sayMode says before the request is sent whether that asks or books.
func (h *handler) sayMode(form *html.Node, a asking) {
	if a.typed.Get("slot") == "" {
		keepMode(form, modeWait)
		return
	}
	office, _ := h.Catalogue.Office(a.typed.Get("office"))
	keepMode(form, string(office.Mode(a.typed.Get("service"))))
}

// keepMode leaves the words for one way to an appointment; words may stand for
// several ways.
func keepMode(root *html.Node, mode string) {
	for _, words := range all(root, "[data-mode]") {
		if !slices.Contains(strings.Fields(attr(words, "data-mode")), mode) {
			remove(words)
		}
	}
}

// Minutes after midnight: a morning begins before noon; who works until one
// o'clock at the latest works in the morning only.
const (
	noon         = 12 * 60
	endOfMorning = 13 * 60
)

// keepWorkingTimes asks who waits only for days on which the office gives
// appointments, and for a part of the day only where there are two.
func (h *handler) keepWorkingTimes(form *html.Node, a asking) {
	office, _ := h.Catalogue.Office(a.typed.Get("office"))
	days, morning, afternoon := workingTimes(office, a.typed.Get("service"))
	if len(days) == 0 { // nobody knows
		return
	}
	for _, box := range all(form, "input[name=preferred_days]") {
		if !slices.Contains(days, attr(box, "value")) {
			remove(box.Parent)
		}
	}
	if !morning || !afternoon { // nor is an answer for another office one for this
		a.typed.Del("preferred_part")
		remove(one(form, "[data-field=preferred_part]"))
	}
}

// workingTimes are the days of the week on which an office gives appointments
// for a service, and whether it does so in the morning and in the afternoon.
func workingTimes(office formsapi.Office, service string) (days []string, morning, afternoon bool) {
	for i, name := range formsapi.Weekdays {
		intervals := office.Bookable(service, time.Weekday((i+1)%7))
		if len(intervals) > 0 {
			days = append(days, name)
		}
		for _, interval := range intervals {
			morning = morning || interval.Opens < noon
			afternoon = afternoon || interval.Closes > endOfMorning
		}
	}
	return days, morning, afternoon
}
