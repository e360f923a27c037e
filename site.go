// Package sportello carries the looks of the site inside the program: how pages
// look, every word of the interface, styles, scripts and files served as they
// are. A town's folder needs only its content and two settings files; what it
// brings of its own under the same names wins.
package sportello

import "embed"

// Looks holds the folders layouts, i18n, assets and static of this module.
//
//go:embed all:layouts all:i18n all:assets all:static
var Looks embed.FS
