// Package search owns the index by which people find a page of the site, in any
// script and however they type. It serves the builder (New), the server that
// answers without JavaScript (Index.Search) and, through the index's JSON, a
// script in the browser that searches off line.
//
// The rule of folding is data (Folding) and travels with the index, so that
// there is one copy of it. What a reader of the JSON does with a query:
//
//  1. fold: String.normalize("NFKD") and toLowerCase; then each character becomes
//     what map says of it, or its distance from the character of zeros that is at
//     most nine below it, or nothing if it is within a pair of drop; then
//     normalize("NFKD") again;
//  2. words: all that matches the regular expression word; in these, each
//     run that matches han becomes its pairs of characters and its last one; what
//     clitics matches becomes its group; and so does what endings matches, if only
//     its group is or begins a term;
//  3. a term that equals a word scores twice its weight on each page that it is
//     found on, one that begins with it once, unless the word matches the regular
//     expression whole; the best counts; a title that is the query scores
//     titleBonus more;
//  4. a word tells something if it is not common and does not match whole: if the
//     query has such words, pages with none of them are left out;
//  5. pages with more of the words that tell something come first, then those
//     with the higher score, then by place in pages;
//  6. if no page is found, all of this again, and a word that neither is nor
//     begins a term scores once the weight of those, not common, that one slip makes of it, if
//     it matches the first of slips, or else two slips, if it matches the second. A
//     slip is a letter too much, too few or wrong, or two that have changed places.
//
// assets/js/finder.js does just that; a test holds it against this package.
package search
