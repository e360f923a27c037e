// Searches an index that the builder made (forms-api/opendata/search says how).
// The folding of words is data of the index: there is no rule of a language here.

export function reader({ folding: { drop, map, zeros, word, han, whole }, weights, titleBonus, pages, common, terms, places }) {
  const bounds = [...drop].map((c) => c.codePointAt(0));
  const digits = {};
  for (const zero of zeros) {
    for (let n = 0; n < 10; n++) digits[String.fromCodePoint(zero.codePointAt(0) + n)] = String(n);
  }
  const dropped = (code) => bounds.some((from, n) => n % 2 === 0 && from <= code && code <= bounds[n + 1]);
  const folded = (c) => map[c] ?? digits[c] ?? (dropped(c.codePointAt(0)) ? "" : c);
  const fields = (text) => {
    const letters = [...text.normalize("NFKD").toLowerCase()];
    return letters.map(folded).join("").normalize("NFKD").match(new RegExp(word, "gu")) ?? [];
  };
  const runs = new RegExp(`(${han})`, "u");
  const pairs = (text) => text.split(runs).flatMap((part, odd) => {
    const run = [...part];
    return odd % 2 ? run.map((c, n) => c + (run[n + 1] ?? "")) : part ? [part] : [];
  });
  const known = terms.split(" ");
  const where = places.split(" ").map((of) => of.split(",").map((n) => parseInt(n, 36)));
  const everywhere = new Set(common.split(" "));
  const short = new RegExp(whole, "u");
  const tells = (asked) => !everywhere.has(asked) && !short.test(asked);
  const fold = (text) => fields(text).join(" ");
  const titles = pages.map(({ title }) => fold(title));

  // What a word scores on each page that has it, or a word it begins.
  function scores(asked) {
    const best = new Map();
    const fits = short.test(asked) ? (term) => term === asked : (term) => term.startsWith(asked);
    known.forEach((term, n) => {
      if (!fits(term)) return;
      for (const place of where[n]) {
        const page = Math.floor(place / weights.length);
        const score = weights[place % weights.length] * (term === asked ? 2 : 1);
        best.set(page, Math.max(best.get(page) ?? 0, score));
      }
    });
    return best;
  }

  function search(text) {
    const hits = pages.map((page, n) => ({ ...page, n, words: 0, score: 0 }));
    const words = [...new Set(fields(text).flatMap(pairs))];
    for (const asked of words) {
      for (const [page, score] of scores(asked)) {
        hits[page].score += score;
        if (tells(asked)) hits[page].words++;
      }
    }
    const least = words.some(tells) ? 1 : 0;
    const title = fold(text);
    for (const hit of hits) if (hit.score && titles[hit.n] === title) hit.score += titleBonus;
    return hits.filter((hit) => hit.score && hit.words >= least).sort((a, b) => b.words - a.words || b.score - a.score || a.n - b.n);
  }

  return { fold, search };
}
