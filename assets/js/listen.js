// Reads the page aloud with the device's own voices, a block at a time. The
// button is there only where there is a voice for the page's language.

const speech = window.speechSynthesis;
const bar = document.querySelector("[data-listen]");
const { lang, dataset } = document.documentElement;
const language = "untranslated" in dataset ? "it" : lang; // the words that there are
const BLOCKS = "h1, h2, h3, p, li, dt, dd, th, td, address, summary";
const SILENT = "[data-listen], form, nav, template, [hidden]";

let blocks = []; // what is still to be read, the one being read first
let turn = 0; // what a voice says of an earlier turn counts no more

// A voice speaks for a tag when the language is the same: it-IT for it. One that
// sends the text to somebody else's computer is none.
const voice = () => speech.getVoices().find(({ lang, localService }) => localService && lang.split(/[-_]/)[0] === language.split("-")[0]);

// Digits of a telephone are said one by one, and the page's own words otherwise.
function said(block) {
  const copy = block.cloneNode(true);
  for (const inner of copy.querySelectorAll(`${BLOCKS}, ${SILENT}`)) inner.remove();
  for (const number of copy.querySelectorAll('a[href^="tel:"]')) number.textContent = number.textContent.replace(/\D/g, "").split("").join(" ");
  return copy.textContent.replace(/\s+/g, " ").trim();
}

function read() {
  if (!blocks.length) return show("silent");
  const words = new SpeechSynthesisUtterance(blocks[0]);
  const mine = ++turn;
  words.voice = voice();
  words.lang = words.voice.lang;
  words.onend = () => {
    if (mine !== turn) return;
    blocks.shift();
    read();
  };
  speech.speak(words);
  show("reading");
}

function silence(state) {
  turn++;
  speech.cancel();
  show(state);
}

function listen() {
  if (blocks.length) {
    blocks = [];
    return silence("silent");
  }
  silence("reading"); // what another page has left in the queue
  blocks = [...document.querySelectorAll(`main :is(${BLOCKS})`)]
    .filter((block) => !block.closest(SILENT) && block.getClientRects().length)
    .map(said).filter(Boolean);
  read();
}

// Pausing is stopping at a block and beginning it again: some telephones take
// the voices' own pause for an end.
function pause() {
  if (!blocks.length) return;
  if (bar.dataset.listen === "paused") read();
  else silence("paused");
}

// The buttons keep their names and places, and so the focus: what changes is
// whether they are pressed.
function show(state) {
  const [listens, pauses] = bar.querySelectorAll("button");
  bar.dataset.listen = state;
  listens.setAttribute("aria-pressed", String(state !== "silent"));
  pauses.setAttribute("aria-pressed", String(state === "paused"));
  pauses.setAttribute("aria-disabled", String(state === "silent"));
}

function offer() {
  if (!voice() || !bar.hidden) return;
  bar.hidden = false;
  const [listens, pauses] = bar.querySelectorAll("button");
  listens.addEventListener("click", listen);
  pauses.addEventListener("click", pause);
  addEventListener("pagehide", () => speech.cancel());
}

if (speech && bar) {
  offer();
  speech.addEventListener?.("voiceschanged", offer);
}
