// Says whether offices are open at this minute. The page brings every state and
// its instant (data-states) and the words; where its days are over, or nobody
// knows the hours, nothing is said. No rule about hours is here.

const words = JSON.parse(document.querySelector("[data-now-words]")?.textContent || "null");
const locale = `${words?.locale}-u-ca-gregory-nu-latn`;

// "1795302000 closed 1795591800 open 1796598000" as [{at, state}…]; the last one has no state.
function readStates(text) {
  const parts = text.split(" ");
  return parts.filter((_, n) => n % 2 === 0).map((at, n) => ({ at: at * 1000, state: parts[2 * n + 1] }));
}

// What can be acted on next: while somebody receives, the next change; otherwise
// when somebody receives again.
function nextOf(states, current) {
  const receives = words[states[current].state].receives;
  return states.slice(current + 1, -1).find((s) => words[s.state] && (receives || words[s.state].receives));
}

function element(name, text, attributes = {}) {
  const made = Object.assign(document.createElement(name), attributes);
  made.textContent = text;
  return made;
}

function when(at, zone) {
  const day = (t) => new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone: zone }).format(t);
  const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: zone }).format(at);
  const parts = [element("bdi", time, { dir: "ltr" })];
  if (day(at) !== day(Date.now())) parts.unshift(day(at) + words.separator);
  return parts;
}

function say(line) {
  const states = readStates(line.dataset.states);
  const now = Date.now();
  const current = states.findIndex((s, n) => s.at <= now && now < states[n + 1]?.at);
  const word = words[states[current]?.state];
  line.hidden = !word;
  if (!word) return;
  const next = nextOf(states, current);
  line.className = `now now-${states[current].state}`;
  line.querySelector("strong").textContent = word.now;
  line.querySelector("span").replaceChildren(...(next ? [`${words[next.state].change} `, ...when(next.at, line.dataset.zone)] : []));
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
