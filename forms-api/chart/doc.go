// Package chart draws numbers as SVG for a page: bars, and a line over months. A
// chart is made on the server, needs no script, says in its title and its
// description what it shows, and never stands without the table of its numbers
// beneath it (WCAG 2.2 SC 1.1.1, 1.4.1).
//
// Colours are the page's: each part has a class, and without a stylesheet the colour
// of the text. Widths are in percent of the room that there is, and texts keep their
// size, so that a chart is as readable at 320 pixels as on paper. It knows
// nothing of reports, and serves the desk.
package chart
