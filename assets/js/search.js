// The search page: finds as one types, with or without a network, in the index
// that the server searches too.
import "./main.js";
import { reader } from "./finder.js";

const results = document.querySelector("[data-results]");
const offices = document.querySelector("[data-offices]");
const query = document.querySelector("#q");
const filter = document.querySelector("form[data-form=filter]");
const total = (of, n) => of.dataset.found.replace("{total}", n);

let loading;
const index = () => (loading ??= fetch(results.dataset.index).then((answer) => answer.json()).then(reader)
  .catch((error) => { loading = undefined; throw error; }));

// --- What the page shows ---

function hitOf({ url, kind, title, description, language }) {
  const hit = results.querySelector("template[data-hit]").content.firstElementChild.cloneNode(true);
  const link = hit.querySelector("a");
  link.href = url;
  link.textContent = title;
  hit.querySelector("p").textContent = description;
  if (language) for (const said of [link, hit.querySelector("p")]) Object.assign(said, { lang: language, dir: "auto" });
  for (const of of hit.querySelectorAll("[data-kind]")) if (of.dataset.kind !== kind) of.remove();
  return hit;
}

async function find() {
  const asked = query.value.trim();
  const { search } = await index();
  if (asked !== query.value.trim()) return; // typed on meanwhile
  const found = asked ? search(asked).slice(0, results.dataset.most) : [];
  results.querySelector("[data-hits]").replaceChildren(...found.map(hitOf));
  const nothing = results.querySelector("[data-nothing]");
  if (!asked || found.length) nothing.hidden = true;
  say(results.querySelector("[data-total]"), asked && total(results, found.length), () => { nothing.hidden = !asked || found.length > 0; });
}

// A number is announced once typing has stopped for a moment: SC 4.1.3 wants it
// said, and nobody wants it said at each letter; nor to be told at the first two
// that there is nothing.
const CALM = 700; // milliseconds
let announcing;

function say(where, words, then) {
  clearTimeout(announcing);
  if (!words) where.textContent = "";
  announcing = setTimeout(() => {
    where.textContent = words;
    then();
  }, CALM);
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

// What is asked stays out of the address, and so of the telephone's history. It is
// still there on the way back from a page.
function remember() {
  const kept = new URLSearchParams(location.search);
  kept.delete("q");
  history.replaceState({ asked: query.value }, "", [location.pathname, kept].filter(String).join("?") + location.hash);
}

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
  query.value ||= history.state?.asked ?? "";
  remember();
  query.addEventListener("change", remember);
  addEventListener("pageshow", () => {
    if (query.value) search();
    sift();
  });
}
