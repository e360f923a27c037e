package desk

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"net/http"
	"time"

	formsapi "sportello/forms-api"
)

//go:embed desk.css
var deskCSS []byte

// stylesheet is what all pages of the desk link to, under a name that changes
// with its content.
type stylesheet struct {
	name string
	css  []byte
}

// newStylesheet puts the desk's rules after the site's.
func newStylesheet(site []byte) stylesheet {
	css := bytes.Join([][]byte{site, deskCSS}, []byte("\n"))
	sum := sha256.Sum256(css)
	return stylesheet{name: "desk." + hex.EncodeToString(sum[:8]) + ".css", css: css}
}

func (s stylesheet) path() string { return home + "styles/" + s.name }

func (d *desk) showStyles(v *visit) error {
	if v.r.PathValue("name") != d.styles.name {
		return &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "not-found"}
	}
	v.w.Header().Set("Content-Type", "text/css; charset=utf-8")
	v.w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(v.w, v.r, d.styles.name, time.Time{}, bytes.NewReader(d.styles.css))
	return nil
}
