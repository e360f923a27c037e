package desk_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

func reached(name, phone string) func(*formsapi.AppointmentRequest) {
	return func(r *formsapi.AppointmentRequest) {
		r.Name, r.Contact, r.Phone, r.Reason = name, formsapi.ContactMessage, phone, "Rinnovo del permesso"
	}
}

// Given a request, its page says when it is erased: once it is finished on which
// day, before that how long after.
func TestARequestSaysWhenItIsErased(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Ada", coordinator))
	id := h.givenRequest()
	path := "/desk/appointments/" + id.String()
	v.get(path).says("#keeping + p", "365 days after it is finished")
	h.decide(root, formsapi.Decision{ID: id, Version: 1, Event: formsapi.EventDecline, Reason: "other"})
	v.get(path).says("#keeping + p", "It will be erased on Tuesday, 2 March 2027.")
}

// Given a person who asks for their data, the page shows all of it, of the requests
// with their name; a namesake's of the same telephone only when it is chosen. The
// file has the same.
func TestAPersonsDataOnAPageAndAsAFile(t *testing.T) {
	h := givenDesk(t)
	ada := h.givenStaff("Ada", coordinator)
	v := h.signedIn(ada)
	id, son := h.givenRequest(reached("Amina Benali", "333 123 4567")), h.givenRequest(reached("Karim Benali", "333 123 4567"))
	stranger := h.givenRequest(reached("Amina Benali", "333 765 4321"))
	if err := h.work.AddNote(t.Context(), ada, id, "Richiamare"); err != nil {
		t.Fatal(err)
	}
	path := "/desk/appointments/" + id.String()
	page := v.get(v.get(path).attr(`#keeping ~ ul a[href$="/person"]`, "href")).is(http.StatusOK)
	page.has(".kept", 1).says(".kept", "Amina Benali").says(".kept", "+39 333 123 4567").says(".kept", "Rinnovo del permesso").says(".kept", "Richiamare")
	page.has("fieldset input[type=checkbox]", 2).says("fieldset", "another name").lacks(stranger.String())
	v.get(path+"/person?request="+id.String()+"&request="+son.String()).has(".kept", 2)

	file := v.get(page.attr(`a[href*="/person/file"]`, "href")).is(http.StatusOK)
	if !strings.Contains(file.header.Get("Content-Disposition"), `filename="person-2026-03-02.json"`) {
		t.Errorf("the file is called %q", file.header.Get("Content-Disposition"))
	}
	var kept struct {
		Requests []struct {
			ID, Name, Phone, Reason string
			Notes                   []struct{ Text string }
			History                 []struct{ Event string }
		}
	}
	if err := json.Unmarshal([]byte(file.body), &kept); err != nil {
		t.Fatal(err)
	}
	if r := kept.Requests; len(r) != 1 || r[0].ID != id.String() || r[0].Phone != "+393331234567" || len(r[0].Notes) != 1 || len(r[0].History) != 1 {
		t.Errorf("the file has %+v", kept)
	}
	v.get(path + "/person/file?request=" + stranger.String()).is(http.StatusConflict)
}

// Given two coordinators, one asks after reading what will happen, the request's
// page tells everybody, and the other confirms: then it is gone.
func TestErasingIsConfirmedByASecondCoordinator(t *testing.T) {
	h := givenDesk(t)
	ada, eva := h.signedIn(h.givenStaff("Ada", coordinator)), h.signedIn(h.givenStaff("Eva", coordinator))
	id := h.givenRequest(reached("Amina Benali", "333 123 4567"))
	son := h.givenRequest(reached("Karim Benali", "333 123 4567"))
	path := "/desk/appointments/" + id.String()
	plan := ada.get(path + "/erasure").is(http.StatusOK)
	plan.says("main", "cannot be read any more").says("main", "second coordinator").says("main", "Eva").has("input[type=checkbox][checked]", 1)
	asked := ada.post(plan.attr("main form", "action"), "request", id.String())
	ada.follow(asked).says(".notice", "asked for").says(".warning", "you").has(`form[action$="/confirm"]`, 0).has(`form[action$="/revoke"]`, 1)
	ada.get(path).says(".warning", "waits for a second coordinator").lacks("365 days after it is finished")
	ada.post(path+"/erasure", "request", id.String()).is(http.StatusConflict)

	list := eva.get("/desk/erasures").says("main", "you can confirm it")
	confirm := eva.get(list.attr(`main a[href$="/erasure"]`, "href")).says("main", "Amina Benali").lacks("Karim")
	action := confirm.attr(`form[action$="/confirm"]`, "action")
	ada.post(action).is(http.StatusForbidden)
	eva.follow(eva.post(action)).says(".notice", "Erased").has(".empty", 1)
	eva.get(path).is(http.StatusNotFound)
	eva.get("/desk/appointments/" + son.String()).is(http.StatusOK)
	eva.get(path+"/trail").says("main", "was erased").says("tbody", "confirmed the erasing").lacks("Benali")
}

// Given one coordinator, the page says on which day it happens, and it can be taken
// back until then.
func TestErasingAloneCanBeTakenBack(t *testing.T) {
	h := givenDesk(t)
	v := h.signedIn(h.givenStaff("Ada", coordinator))
	id := h.givenRequest()
	path := "/desk/appointments/" + id.String()
	v.get(path+"/erasure").says("main", "Monday, 9 March 2026")
	page := v.follow(v.post(path+"/erasure", "request", id.String())).says(".warning", "Monday, 9 March 2026")
	v.follow(v.post(page.attr(`form[action$="/revoke"]`, "action"))).says(".notice", "taken back").has(".empty", 1)
	h.clock.pass(8 * 24 * time.Hour)
	if n, err := h.erasures.CarryOut(t.Context()); err != nil || n != 0 {
		t.Errorf("%d were carried out (%v)", n, err)
	}
	if _, err := h.store.Appointment(t.Context(), id); err != nil {
		t.Error(err)
	}
	if _, err := h.erasures.Pending(t.Context(), uuid.New()); formsapi.CodeOf(err) != formsapi.CodeNotFound {
		t.Errorf("a request that nobody wants erased: %v", err)
	}
}
