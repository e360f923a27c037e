// Says whether offices are open at this minute. The page brings every state, its
// instant, its reason and what comes next (data-states), and the words; where its
// days are over (data-until), or nobody knows the hours, nothing is said. No rule
// about hours is here.

import { writtenDay } from "./day.js";

const words = JSON.parse(document.querySelector("[data-now-words]")?.textContent || "null");

// "1795302000 closed 1,4830 open 0": the first at an instant, each other so many
// minutes after the one before. What to tell of next is so many states further on;
// 0: of nothing. A closure has its reason's key as well.
function readStates(text) {
  let at = 0; // Unix seconds
  return text.split(",").map((one) => {
    const [after, state, next, why] = one.split(" ");
    at += at ? after * 60 : +after;
    return { at: at * 1000, state, next: +next, why };
  });
}

function element(name, text, attributes = {}) {
  const made = Object.assign(document.createElement(name), attributes);
  made.textContent = text;
  return made;
}

function when(at, zone) {
  const day = (t) => writtenDay(t, words, words.full, zone);
  const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: zone }).format(at);
  const parts = [element("bdi", time, { dir: "ltr" })];
  if (day(at) !== day(Date.now())) parts.unshift(day(at) + words.separator);
  return parts;
}

// What the page has said so far is longer: the line keeps its height, so that
// nothing below it moves under a finger.
function keepRoom(line) {
  line.style.minBlockSize = `${line.offsetHeight}px`;
}

// Why an office is closed, in brackets; a patron saint has a name, in Italian.
function reason(why, saint) {
  const named = why === "holiday-patron-saint" ? [element("bdi", saint, { lang: "it" })] : [];
  return why ? [` (${words.why[why]}`, ...named, ")"] : [];
}

function say(line) {
  const states = readStates(line.dataset.states);
  const now = Date.now();
  const current = now < line.dataset.until * 1000 ? states.filter((s) => s.at <= now).length - 1 : -1;
  const word = words[states[current]?.state];
  line.hidden = !word;
  if (!word) return;
  const { state, next: further, why } = states[current];
  const next = further && states[current + further];
  line.className = `now now-${state}`;
  const change = element("span", "");
  if (next) change.append(words[next.state].change, ...when(next.at, line.dataset.zone));
  keepRoom(line);
  const said = element("strong", word.now);
  said.append(...reason(why, line.dataset.saint));
  line.replaceChildren(said, change);
}

function sayAll() {
  for (const line of document.querySelectorAll("[data-states]")) say(line);
}

if (words) {
  sayAll();
  setInterval(sayAll, 20000);
  addEventListener("pageshow", sayAll);
  addEventListener("visibilitychange", sayAll);
}
