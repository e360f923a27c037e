package desk

import (
	"net/http"

	"github.com/google/uuid"

	formsapi "sportello/forms-api"
)

const appointmentsPath = home + "appointments/"

func appointmentPath(id uuid.UUID) string { return appointmentsPath + id.String() }

func (d *desk) showAppointment(v *visit) error {
	return v.withRequest(func(page *appointmentPage) error {
		return v.render(http.StatusOK, "appointment.html", page)
	})
}

// withRequest gives show the page of the request in the address, as it is now; a
// request that cannot be read has a page of its own.
func (v *visit) withRequest(show func(*appointmentPage) error) error {
	r, err := v.readRequest()
	if err != nil {
		return err
	}
	if r.Unreadable != nil {
		return v.showUnreadable(r)
	}
	page, err := v.appointmentPage(r)
	if err != nil {
		return err
	}
	return show(page)
}

// pathID is an id in the address; what is none is nothing that exists.
func (v *visit) pathID(name string) (uuid.UUID, error) {
	id, err := uuid.Parse(v.r.PathValue(name))
	if err != nil {
		return id, &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "not-found"}
	}
	return id, nil
}

func (v *visit) readRequest() (formsapi.ReadAppointment, error) {
	id, err := v.pathID("id")
	if err != nil {
		return formsapi.ReadAppointment{}, err
	}
	return v.Appointments.Read(v.r.Context(), v.staff, id)
}
