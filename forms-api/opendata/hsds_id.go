package opendata

import (
	"strings"

	"github.com/google/uuid"
)

// The kinds of thing that HSDS names; each is part of an id.
const (
	KindService           = "service"
	KindOrganization      = "organization"
	KindLocation          = "location"
	KindServiceAtLocation = "service_at_location"
)

// ID is the HSDS id of a thing: a UUIDv5 (RFC 9562 5.5) of the URL namespace and
// "sportello:KIND/folder". What has no folder of its own is named by those it
// belongs to: service_at_location/potenza/legal-advice. An id lasts as long as
// the folder's name.
func ID(kind string, folders ...string) uuid.UUID {
	name := "sportello:" + kind + "/" + strings.Join(folders, "/")
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte(name))
}

func id(kind string, folders ...string) string { return ID(kind, folders...).String() }
