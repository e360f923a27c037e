package catalogue_test

import (
	"io/fs"
	"testing"

	"sportello/forms-api/catalogue"

	"github.com/google/go-cmp/cmp"
)

// booking is the village with more in its office's booking.
func booking(lines string) fs.FS {
	return editOffice("mode = \"instant\"\n", "mode = \"instant\"\n"+lines)
}

// legalAdvice is the village with more in the booking of one of its services.
func legalAdvice(lines string) fs.FS {
	return editOffice("mode = \"phone\"\n", "mode = \"phone\"\n"+lines)
}

// As TestRefusals: the village with one thing wrong, here with appointments.
func TestRefusalsOfBooking(t *testing.T) {
	for name, c := range map[string]struct {
		content fs.FS
		want    []catalogue.Finding
	}{
		"a slot of no time": {
			booking("slot_minutes = 0\n"),
			one(office, 32, "booking.slot_minutes", `"slot_minutes" is too small: write 5 or more`),
		},
		"a slot longer than a day's work": {
			booking("slot_minutes = 485\n"),
			one(office, 32, "booking.slot_minutes", `"slot_minutes" is too large: write 480 or less`),
		},
		"a slot in which places cannot be counted": {
			booking("slot_minutes = 7\n"),
			one(office, 32, "booking.slot_minutes", "7 minutes cannot be had: write a multiple of 5"),
		},
		"a slot in quotes": {
			booking("slot_minutes = \"30\"\n"),
			one(office, 32, "booking.slot_minutes", `"slot_minutes" has the wrong kind of value: write a whole number, without quotes`),
		},
		"a desk that rests before": {
			booking("buffer_minutes = -5\n"),
			one(office, 32, "booking.buffer_minutes", `"buffer_minutes" is too small: write 0 or more`),
		},
		"a rest in which places cannot be counted": {
			booking("buffer_minutes = 8\n"),
			one(office, 32, "booking.buffer_minutes", "8 minutes cannot be had: write a multiple of 5"),
		},
		"no day ahead": {
			booking("ahead_days = 0\n"),
			one(office, 32, "booking.ahead_days", `"ahead_days" is too small: write 1 or more`),
		},
		"years ahead": {
			booking("ahead_days = 367\n"),
			one(office, 32, "booking.ahead_days", `"ahead_days" is too large: write 366 or less`),
		},
		"notice after the start": {
			booking("notice_minutes = -1\n"),
			one(office, 32, "booking.notice_minutes", `"notice_minutes" is too small: write 0 or more`),
		},
		"notice of more than a month": {
			booking("notice_minutes = 43201\n"),
			one(office, 32, "booking.notice_minutes", `"notice_minutes" is too large: write 43200 or less`),
		},
		"a hold that staff cannot answer within": {
			booking("hold_minutes = 29\n"),
			one(office, 32, "booking.hold_minutes", `"hold_minutes" is too small: write 30 or more`),
		},
		"a hold of months": {
			booking("hold_minutes = 43201\n"),
			one(office, 32, "booking.hold_minutes", `"hold_minutes" is too large: write 43200 or less`),
		},
		"no appointment for anybody": {
			booking("per_contact = 0\n"),
			one(office, 32, "booking.per_contact", `"per_contact" is too small: write 1 or more`),
		},
		"too many for a contact": {
			booking("per_contact = 1001\n"),
			one(office, 32, "booking.per_contact", `"per_contact" is too large: write 1000 or less`),
		},
		"places of an unknown kind": {
			booking("places = \"people\"\n"),
			one(office, 32, "booking.places", `"people" is not known here: write request or person`),
		},
		"an unknown key of booking": {
			booking("slots = 3\n"),
			one(office, 32, "booking.slots", `nothing is known by the name "slots": correct it or take it out (docs/content.md lists the keys)`),
		},
		"a wrong slot of one service": {
			legalAdvice("slot_minutes = 12\n"),
			one(office, 34, "booking.services.legal-advice.slot_minutes", "12 minutes cannot be had: write a multiple of 5"),
		},
		"an unknown key of one service": {
			legalAdvice("desks = 2\n"),
			one(office, 34, "booking.services.legal-advice.desks", `nothing is known by the name "desks": correct it or take it out (docs/content.md lists the keys)`),
		},
		"services of a service": {
			legalAdvice("[booking.services.legal-advice.services.orientation]\nmode = \"phone\"\n"),
			one(office, 34, "booking.services.legal-advice.services", "a service has no services of its own: take this table out"),
		},
		"intervals that are no tables": {
			booking("intervals = 3\n"),
			one(office, 32, "booking.intervals", `"intervals" has the wrong kind of value: write one table for each, under [[booking.intervals]]`),
		},
		"an interval on no day": {
			booking("[[booking.intervals]]\nhours = [\"08:30-10:30\"]\n"),
			one(office, 32, "booking.intervals[0].days", `"days" is missing or empty: write it (docs/content.md says what belongs there)`),
		},
		"an interval on a day that is none": {
			booking("[[booking.intervals]]\ndays = [\"monday\"]\nhours = [\"08:30-10:30\"]\n"),
			one(office, 33, "booking.intervals[0].days[0]", `"monday" is not known here: write mon, tue, wed, thu, fri, sat or sun`),
		},
		"an interval at no hour": {
			booking("[[booking.intervals]]\ndays = [\"mon\"]\n"),
			one(office, 32, "booking.intervals[0].hours", `"hours" is missing or empty: write it (docs/content.md says what belongs there)`),
		},
		"hours that are none": {
			booking("[[booking.intervals]]\ndays = [\"mon\"]\nhours = [\"8:30-10:30\"]\n"),
			one(office, 34, "booking.intervals[0].hours[0]", `"8:30" is not a time of day: write 00:00 to 24:00, with two digits for hours and for minutes`),
		},
		"an interval that places cannot be counted from": {
			booking("[[booking.intervals]]\ndays = [\"mon\"]\nhours = [\"08:32-10:30\"]\n"),
			one(office, 34, "booking.intervals[0].hours[0]", "places are counted in steps of 5 minutes: begin at such a minute"),
		},
		"intervals that overlap": {
			booking("[[booking.intervals]]\ndays = [\"mon\"]\nhours = [\"08:30-10:30\"]\n\n[[booking.intervals]]\ndays = [\"mon\"]\nhours = [\"10:00-11:30\"]\n"),
			one(office, 32, "booking.intervals", "mon: 08:30-10:30 and 10:00-11:30 overlap: write one interval with all its desks"),
		},
		"an interval that ends after the hours": {
			booking("[[booking.intervals]]\ndays = [\"mon\"]\nhours = [\"08:30-10:30\"]\n\n[[booking.intervals]]\ndays = [\"mon\"]\nhours = [\"11:30-12:30\"]\n"),
			one(office, 38, "booking.intervals[1].hours[0]", "mon 11:30-12:30 is outside the hours in which the office receives people: shorten it, or correct the hours"),
		},
		"an interval on a day without hours": {
			booking("[[booking.intervals]]\ndays = [\"mon\", \"tue\"]\nhours = [\"08:30-10:30\"]\n"),
			one(office, 34, "booking.intervals[0].hours[0]", "tue 08:30-10:30 is outside the hours in which the office receives people: shorten it, or correct the hours"),
		},
		"an interval of one service on a day without hours": {
			legalAdvice("[[booking.services.legal-advice.intervals]]\ndays = [\"tue\"]\nhours = [\"08:30-10:30\"]\n"),
			one(office, 36, "booking.services.legal-advice.intervals[0].hours[0]", "tue 08:30-10:30 is outside the hours in which the office receives people: shorten it, or correct the hours"),
		},
		"no desk": {
			booking("[[booking.intervals]]\ndays = [\"mon\"]\nhours = [\"08:30-10:30\"]\ndesks = 0\n"),
			one(office, 35, "booking.intervals[0].desks", `"desks" is too small: write 1 or more`),
		},
		"more desks than an office has": {
			booking("[[booking.intervals]]\ndays = [\"mon\"]\nhours = [\"08:30-10:30\"]\ndesks = 201\n"),
			one(office, 35, "booking.intervals[0].desks", `"desks" is too large: write 200 or less`),
		},
		"hours that places cannot be counted from": {
			editOffice("08:30-12:00", "08:32-12:00"),
			one(office, 30, "booking", "places are counted in steps of 5 minutes, and the office opens at 08:32: name the intervals under [[booking.intervals]]"),
		},
		"an interval shorter than a slot": {
			booking("[[booking.intervals]]\ndays = [\"mon\"]\nhours = [\"08:30-08:50\"]\n"),
			[]catalogue.Finding{warning(office, 34, "booking.intervals[0].hours[0]", "08:30-08:50 is shorter than an appointment of 30 minutes: nobody can book in it")},
		},
	} {
		t.Run(name, func(t *testing.T) {
			snapshot, got := catalogue.Load(c.content, nil, today)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if (snapshot == nil) != catalogue.HasErrors(c.want) {
				t.Errorf("snapshot: %v", snapshot)
			}
		})
	}
}
