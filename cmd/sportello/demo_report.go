package main

import formsapi "sportello/forms-api"

// demoReports are what a funder of the demonstration wants, as [report.NAME] of
// sportello.toml would say it.
var demoReports = reportsConfig{"prova": {
	Title: "Relazione di prova per chi finanzia",
	Rows:  string(formsapi.ByMonth),
	Columns: []columnConfig{
		{Heading: "Persone assistite", Measure: "persons"},
		{Heading: "Contatti", Measure: "contacts"},
	},
}}
