// Package sportello carries inside the program what every site has: how pages
// look, every word of the interface, styles, scripts, files served as they are,
// and the pages that forms and law need. A town's folder needs only its own
// content and two settings files; what it brings under the same names wins.
package sportello

import "embed"

// Looks holds the folders layouts, i18n, assets and static of this module.
//
//go:embed all:layouts all:i18n all:assets all:static
var Looks embed.FS

// Pages holds the folder content, with those of its pages that name no town: the
// forms and what answers them, the names of the sections, the privacy notice, the
// accessibility page and the legal notes.
//
//go:embed content/_index.*.md content/*/_index.*.md
//go:embed content/appointments content/feedback content/offline
//go:embed content/pages/accessibility content/pages/legal-notes content/pages/privacy
var Pages embed.FS
