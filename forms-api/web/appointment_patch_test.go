package web_test

import (
	"testing"

	formsapi "sportello/forms-api"
)

func (s *service) patch(t *testing.T, r formsapi.Reference, body string, headers ...string) answer {
	t.Helper()
	return s.ask(t, "PATCH", "/api/appointments/"+r.String(), body, append([]string{"Content-Type", "application/json"}, headers...)...)
}

func TestAProgramChangesARequest(t *testing.T) {
	s := begin(t)
	_, reference := s.booked(t)
	_, first := s.standing(t, reference)
	if first != `"1"` {
		t.Errorf("the version's tag is %s", first)
	}
	moved := s.patch(t, reference, `{"slot": "`+thursday+`"}`, "If-Match", first)
	moved.must(t, 200)
	now, second := s.standing(t, reference)
	if now.Start != thursday || second == first || moved.Header.Get("ETag") != second {
		t.Errorf("it is %+v with %s, the answer had %s", now, second, moved.Header.Get("ETag"))
	}
	s.patch(t, reference, `{"state": "cancelled-by-person"}`, "If-Match", first).mustRefuse(t, 412)
	s.patch(t, reference, `{"phone": "333 765 4321", "proof": "4567"}`).must(t, 200)
	s.patch(t, reference, `{"phone": "333 765 4321", "proof": "0000"}`).mustRefuse(t, 403, "proof: error-proof-wrong")
	s.patch(t, reference, `{"state": "cancelled-by-person"}`, "If-Match", `"9", "3"`).must(t, 200)
	if now, _ := s.standing(t, reference); now.State != "cancelled-by-person" || len(now.Events) != 0 {
		t.Errorf("it is %+v", now)
	}
	s.patch(t, reference, `{"slot": "`+wednesday+`"}`).mustRefuse(t, 409)
}

func TestATakenTimeIsRefusedToAProgramWithOthers(t *testing.T) {
	s := begin(t)
	_, reference := s.booked(t)
	s.postJSON(t, "/api/appointments", askingJSON(map[string]any{"slot": thursday})).must(t, 201)
	if p := s.patch(t, reference, `{"slot": "`+thursday+`"}`).mustRefuse(t, 409, "slot: error-slot-taken"); len(p.Alternatives) != 3 {
		t.Errorf("the alternatives are %v", p.Alternatives)
	}
}

func TestAWrongChangeIsRefused(t *testing.T) {
	s := begin(t)
	_, reference := s.booked(t)
	for body, want := range map[string]string{
		`{}`:                    "state: error-change-unknown",
		`{"state": "attended"}`: "state: error-change-unknown",
		`{"state": "waiting", "slot": "` + thursday + `"}`: "state: error-change-unknown",
		`{"slot": "soon"}`:                      "slot: error-slot-invalid",
		`{"slot": "2026-11-26T8:30:00+01:00"}`:  "slot: error-slot-invalid",
		`{"slot": "2026-11-26T08:30:07+01:00"}`: "slot: error-slot-invalid",
		`{"state": 5}`:                          "state: error-type-wrong",
		`{"name": "somebody"}`:                  "name: error-field-unknown",
		`{"slot": "2026-11-25T20:00:00+01:00"}`: "slot: error-slot-outside",
	} {
		s.patch(t, reference, body).mustRefuse(t, 422, want)
	}
	s.ask(t, "PATCH", "/api/appointments/"+reference.String(), "state=waiting", "Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json").must(t, 415)
	s.patch(t, "000000000000", `{"state": "waiting"}`).mustRefuse(t, 404)
	if now, tag := s.standing(t, reference); now.Start != wednesday || tag != `"1"` {
		t.Errorf("it is %+v, %s", now, tag)
	}
}
