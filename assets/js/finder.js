// Searches an index that the builder made (forms-api/opendata/search says how).
// The folding of words is data of the index: there is no rule of a language here.

export function reader({ folding: { drop, map, zeros, word, han, whole, clitics, endings, slips }, weights, titleBonus, pages, common, terms, places }) {
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
  const bound = new RegExp(clitics, "u");
  const ending = new RegExp(endings, "u");
  const loose = slips.map((of) => new RegExp(of, "u"));
  const all = terms.split(" ");
  const where = places.split(" ").map((of) => of.split(",").map((n) => parseInt(n, 36)));
  const everywhere = new Set(common.split(" "));
  const short = new RegExp(whole, "u");
  const tells = (asked) => !everywhere.has(asked) && !short.test(asked);
  const fold = (text) => fields(text).join(" ");
  const titles = pages.map(({ title }) => fold(title));

  const begun = (asked) => scores(asked, short.test(asked) ? (term) => term === asked : (term) => term.startsWith(asked));

  // A word without its ending, if only so it begins a term.
  function known(asked) {
    const short = asked.replace(ending, "$1");
    return !begun(asked).size && begun(short).size ? short : asked;
  }

  // As begun, or else by the terms that the word would be but for the fewest slips.
  function nearly(asked) {
    let best = begun(asked);
    for (let n = 0; !best.size && loose[n]?.test(asked); n++) best = scores(asked, (term) => !everywhere.has(term) && apart(asked, term, n + 1));
    return best;
  }

  // What a word scores on each page by the terms that fit it.
  function scores(asked, fits) {
    const best = new Map();
    all.forEach((term, n) => {
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
    const found = find(text, begun);
    return found.length ? found : find(text, nearly);
  }

  function find(text, scoring) {
    const hits = pages.map((page, n) => ({ ...page, n, words: 0, score: 0 }));
    const bare = fields(text).flatMap(pairs).map((asked) => asked.replace(bound, "$1"));
    const words = [...new Set(bare.map(known))];
    for (const asked of words) {
      for (const [page, score] of scoring(asked)) {
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

// Whether some slips make one word the other: a letter too much, one too few, a
// wrong one, or two that have changed places.
function apart(a, b, most) {
  let same = 0;
  while (a[same] && a[same] === b[same]) same++;
  const [x, y] = [a.slice(same), b.slice(same)];
  if (Math.abs(x.length - y.length) > most) return false;
  if (Math.max(x.length, y.length) <= most) return true;
  if (!most) return false;
  const [left, right] = [x.slice(1), y.slice(1)];
  return apart(left, y, most - 1) || apart(x, right, most - 1) || apart(left, right, most - 1) ||
    (x[0] === y[1] && x[1] === y[0] && apart(x.slice(2), y.slice(2), most - 1));
}
