// Package opendata owns what other programs read of the help desks: the human
// services feed (HSDS 3.0, Open Referral) and /catalogue.json. The index of the
// site's search is in its folder search.
//
// It turns the catalogue's nouns into files and hands them over as a map; it
// reads and writes nothing itself, and serves whoever builds the site. The same
// facts and the same day give the same bytes.
//
// HSDS records are in Italian, the language that every fact has words in.
// /hsds/meta_table_descriptions.json says so, the one place where HSDS 3.0
// names the language of a table. What is not known has no key, and an address
// is there whole or not at all.
package opendata
