// Searches an index as a browser does, with nothing but what the index says.
// usage: node search.js INDEX.json < queries (a JSON array) > results
const index = JSON.parse(require("fs").readFileSync(process.argv[2], "utf8"));
const queries = JSON.parse(require("fs").readFileSync(0, "utf8"));

const { drop, map, zeros, word, han } = index.folding;
const bounds = [...drop].map(c => c.codePointAt(0));
const digits = {};
for (const zero of zeros) {
  for (let n = 0; n < 10; n++) digits[String.fromCodePoint(zero.codePointAt(0) + n)] = String(n);
}
const dropped = c => {
  const code = c.codePointAt(0);
  for (let n = 0; n < bounds.length; n += 2) if (bounds[n] <= code && code <= bounds[n + 1]) return true;
  return false;
};
const replaced = c => map[c] ?? digits[c] ?? (dropped(c) ? "" : c);
const fold = text => [...text.normalize("NFKD").toLowerCase()].map(replaced).join("").normalize("NFKD");
const words = new RegExp(word, "gu"), runs = new RegExp(`(${han})`, "u");
const fields = text => fold(text).match(words) ?? [];
const pairs = text => text.split(runs).flatMap((part, odd) => {
  const run = [...part];
  return odd % 2 ? run.map((c, n) => c + (run[n + 1] ?? "")) : part ? [part] : [];
});

const terms = index.terms.split(" ");
const places = index.places.split(" ").map(of => of.split(",").map(n => parseInt(n, 36)));
const common = new Set(index.common.split(" "));
const parts = index.weights.length;
const titles = index.pages.map(page => fields(page.title).join(" "));

function search(query) {
  const hits = index.pages.map((page, n) => ({ n, url: page.url, words: 0, score: 0 }));
  for (const w of new Set(fields(query).flatMap(pairs))) {
    const best = new Map();
    terms.forEach((term, n) => {
      if (!term.startsWith(w)) return;
      for (const p of places[n]) {
        const page = Math.floor(p / parts);
        const score = index.weights[p % parts] * (term === w ? 2 : 1);
        best.set(page, Math.max(best.get(page) ?? 0, score));
      }
    });
    for (const [page, score] of best) {
      hits[page].score += score;
      if (!common.has(w)) hits[page].words++;
    }
  }
  const title = fields(query).join(" ");
  for (const hit of hits) if (hit.score && titles[hit.n] === title) hit.score += index.titleBonus;
  return hits.filter(h => h.score).sort((a, b) => b.words - a.words || b.score - a.score || a.n - b.n)
    .map(({ url, words, score }) => ({ url, words, score }));
}

console.log(JSON.stringify(queries.map(q => ({ fold: fields(q).join(" "), hits: search(q) }))));
