package web

import (
	_ "embed"
	"net/http"
)

// description is OpenAPI 3.1 of every address under /api/. Each answer that a
// test of this package gets is held against it.
//
//go:embed openapi.json
var description []byte

// showDescription tells programs what they can ask, and what they are answered.
func (h *handler) showDescription(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", jsonType)
	w.Header().Set("Cache-Control", "no-cache")
	writeCompressed(w, r, http.StatusOK, description)
}
