// Package sheet writes tables for spreadsheets, as CSV and as XLSX. It owns what
// keeps a text that somebody typed from being computed; it knows nothing of what the
// tables say, and serves the desk's reports and the exports of the command line.
package sheet
