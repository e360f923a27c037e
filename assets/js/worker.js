// The service worker: after one visit every page of that language opens without
// a network. What belongs to a language stands in /{language}/offline.json, made
// at the build; nothing else is ever saved, so that no answer to a form, no
// request's own page, nothing of the desk and no page about danger is.

// The number changes with the way things are saved, not with the pages.
const CACHE = "pages-1-";
const PATIENCE = 4000; // milliseconds that a saved page waits for a fresh one

const cacheOf = (language) => caches.open(CACHE + language);
const listAt = (language) => `/${language}/offline.json`;
const lookUp = (path) => caches.match(path, { ignoreVary: true });
const lasting = (path) => /\.[0-9a-f]{64}\./.test(path);

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => !name.startsWith(CACHE)).map((name) => caches.delete(name)));
  await self.clients.claim();
})()));

// --- Saving a language ---

let saving = Promise.resolve();

self.addEventListener("message", (event) => {
  saving = saving.then(() => save(event.data)).catch(() => {}); // the next visit goes on from there
  event.waitUntil(saving);
});

// Fetches what is new or changed, and then forgets what is gone: whenever it is
// interrupted, what is saved can be read. `ahead` is false where the browser
// saves data: then only what has been read is saved.
async function save({ language, read, ahead }) {
  const answer = await fetch(listAt(language), { cache: "no-cache" });
  if (!answer.ok) return;
  const { files } = await answer.clone().json();
  const cache = await cacheOf(language);
  await cache.put(listAt(language), answer);
  for (const [path, revision] of files) {
    const saved = await cache.match(path, { ignoreVary: true });
    if (saved?.headers.get("x-revision") === revision) continue;
    if (ahead || read.includes(path)) await fetchInto(cache, path, revision);
  }
  const kept = new Set([listAt(language), ...files.map(([path]) => path)]);
  for (const request of await cache.keys()) {
    if (!kept.has(new URL(request.url).pathname)) await cache.delete(request, { ignoreVary: true });
  }
}

async function fetchInto(cache, path, revision) {
  const answer = await fetch(path, { cache: lasting(path) ? "default" : "no-cache" });
  if (answer.ok && !answer.redirected) await put(cache, path, answer, revision);
}

async function put(cache, path, answer, revision) {
  const headers = new Headers(answer.headers);
  headers.set("x-revision", revision);
  headers.set("x-saved", new Date().toISOString());
  headers.delete("content-encoding"); // the body is decoded already
  headers.delete("content-length");
  await cache.put(path, new Response(await answer.blob(), { headers }));
}

async function listOf(language) {
  const saved = await lookUp(listAt(language));
  return saved ? saved.json() : { files: [] };
}

// --- Answering ---

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname, search } = new URL(url);
  if (method !== "GET" || origin !== location.origin || /^\/(api|desk)\//.test(pathname)) return;
  if (mode === "navigate") event.respondWith(page(event, pathname, search));
  else if (lasting(pathname)) event.respondWith(lookUp(pathname).then((saved) => saved || fetch(event.request)));
  else event.respondWith(fetch(event.request).catch(async (error) => (await lookUp(pathname)) || Promise.reject(error)));
});

// A page comes from the network, and from what is saved when that fails or is slow.
async function page(event, path, search) {
  const language = path.split("/")[1];
  const list = await listOf(language);
  const entry = list.files.find(([listed]) => listed === path);
  const fresh = fetch(event.request);
  if (entry && !search) event.waitUntil(renew(fresh, language, entry).catch(() => {}));
  const saved = entry && (await lookUp(path));
  if (!saved) return fresh.catch(async (error) => (await refusal(language)) || Promise.reject(error));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const answer = await Promise.race([fresh.catch(() => {}), late]);
  return answer && answer.status < 500 ? answer : told(saved, list, language);
}

async function renew(fresh, language, [path, revision]) {
  const answer = (await fresh).clone();
  if (answer.ok && !answer.redirected && answer.type === "basic") await put(await cacheOf(language), path, answer, revision);
}

// A saved page says when it was saved, to people and to the page's scripts.
async function told(saved, list, language) {
  const at = saved.headers.get("x-saved");
  const date = new Date(at).toLocaleString(language + "-u-nu-latn", { dateStyle: "long", timeStyle: "short" });
  const html = (await saved.text())
    .replace("<html ", `<html data-saved="${at}" `)
    .replace(/<main[^>]*>/, (main) => `${main}<p class="callout" data-saved-notice>${list.saved.replace("{date}", date)}</p>`);
  return new Response(html, { headers: saved.headers });
}

// What is not saved answers with the language's page about that.
async function refusal(language) {
  const saved = await lookUp(`/${language}/offline/`);
  return saved && new Response(saved.body, { status: 503, headers: saved.headers });
}
