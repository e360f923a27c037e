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

//go:embed casework.js
var caseworkJS []byte

// scriptName changes with the script's content.
var scriptName = func() string {
	sum := sha256.Sum256(caseworkJS)
	return "casework." + hex.EncodeToString(sum[:8]) + ".js"
}()

func (d *desk) showScript(v *visit) error {
	if v.r.PathValue("name") != scriptName {
		return &formsapi.Problem{Code: formsapi.CodeNotFound, Key: "not-found"}
	}
	v.w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	v.w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(v.w, v.r, scriptName, time.Time{}, bytes.NewReader(caseworkJS))
	return nil
}

// Script is the address of the script that adds to pages; all of them work without.
func (f frame) Script() string { return home + "scripts/" + scriptName }
