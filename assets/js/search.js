// The search page: finds as one types, with or without a network, in the index
// that the server searches too. The folding of words is data of the index: there
// is no rule here.
import "./main.js";

const results = document.querySelector("[data-results]");
const offices = document.querySelector("[data-offices]");
const query = document.querySelector("#q");
const filter = document.querySelector("form[data-form=filter]");
const total = (of, n) => of.dataset.found.replace("{total}", n);

// --- What the index says ---

function reader({ folding: { drop, map, zeros, word, han }, weights, titleBonus, pages, common, terms, places }) {
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
  const titles = pages.map(({ title }) => fields(title).join(" "));

  // What a word scores on each page that has it, or a word it begins.
  function scores(asked) {
    const best = new Map();
    known.forEach((term, n) => {
      if (!term.startsWith(asked)) return;
      for (const place of where[n]) {
        const page = Math.floor(place / weights.length);
        const score = weights[place % weights.length] * (term === asked ? 2 : 1);
        best.set(page, Math.max(best.get(page) ?? 0, score));
      }
    });
    return best;
  }

  return (text) => {
    const hits = pages.map((page, n) => ({ ...page, n, words: 0, score: 0 }));
    for (const asked of new Set(fields(text).flatMap(pairs))) {
      for (const [page, score] of scores(asked)) {
        hits[page].score += score;
        if (!everywhere.has(asked)) hits[page].words++;
      }
    }
    const whole = fields(text).join(" ");
    for (const hit of hits) if (hit.score && titles[hit.n] === whole) hit.score += titleBonus;
    return hits.filter((hit) => hit.score).sort((a, b) => b.words - a.words || b.score - a.score || a.n - b.n);
  };
}

let loading;
const index = () => (loading ??= fetch(results.dataset.index).then((answer) => answer.json()).then(reader)
  .catch((error) => { loading = undefined; throw error; }));

// --- What the page shows ---

const MOST = 20; // as the server: nobody reads on, they ask anew

function hitOf({ url, kind, title, description }) {
  const hit = results.querySelector("template[data-hit]").content.firstElementChild.cloneNode(true);
  const link = hit.querySelector("a");
  link.href = url;
  link.textContent = title;
  hit.querySelector("p").textContent = description;
  for (const of of hit.querySelectorAll("[data-kind]")) if (of.dataset.kind !== kind) of.remove();
  return hit;
}

async function find() {
  const asked = query.value.trim();
  const search = await index();
  if (asked !== query.value.trim()) return; // typed on meanwhile
  const found = asked ? search(asked).slice(0, MOST) : [];
  results.querySelector("[data-hits]").replaceChildren(...found.map(hitOf));
  results.querySelector("[data-nothing]").hidden = !asked || found.length > 0;
  say(results, results.querySelector("[data-total]"), asked && found.length);
}

// A number is announced once typing has stopped for a moment: SC 4.1.3 wants it
// said, and nobody wants it said at each letter.
const CALM = 700; // milliseconds
let announcing;

function say(of, where, n) {
  clearTimeout(announcing);
  if (n === "") where.textContent = "";
  else announcing = setTimeout(() => { where.textContent = total(of, n); }, CALM);
}

const includes = (name) => (office, value) => office.dataset[name].split(" ").includes(value);

const answers = {
  need: includes("need"),
  language: includes("language"),
  door: includes("door"),
  city: (office, value) => office.dataset.city === value,
  // now.js has said so, or nothing where it does not know.
  open: (office) => office.querySelector(".now-open:not([hidden])"),
};

function sift() {
  const wished = [...new FormData(filter)].filter(([name, value]) => value && answers[name]);
  let left = 0;
  for (const office of offices.children) {
    office.hidden = !wished.every(([name, value]) => answers[name](office, value));
    if (!office.hidden) left++;
  }
  document.querySelector("[data-no-office]").hidden = left > 0;
  const said = document.querySelector("[data-matches]");
  said.textContent = wished.length ? total(said, left) : "";
}

// A saved page was not made for what its address asks.
function recall() {
  const asked = new URLSearchParams(location.search);
  if (asked.has("q")) query.value = asked.get("q");
  for (const control of filter.elements) {
    if (control.type === "checkbox") control.checked = asked.get(control.name) === control.value;
    else if (asked.get(control.name)) control.value = asked.get(control.name);
  }
}

// What is typed here stays out of the address, and so of the telephone's history.
if (results && query) {
  const search = () => find().catch(() => {}); // no index, no network: the form still works once there is one
  query.addEventListener("input", search);
  filter.addEventListener("change", sift);
  query.form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  filter.addEventListener("submit", (event) => {
    event.preventDefault();
    sift();
  });
  if (document.documentElement.dataset.saved) recall();
  addEventListener("pageshow", () => {
    if (query.value) search();
    sift();
  });
}
