// The service worker: after one visit every page of that language opens without
// a network. What belongs to a language stands in /{language}/offline.json, made
// at the build; nothing else is ever saved, so that no answer to a form, no
// request's own page, nothing of the desk and no page about danger is.

import { writtenDay } from "./day.js";

// The number changes with the way things are saved, not with the pages.
const CACHE = "pages-1-";
const PATIENCE = 4000; // milliseconds that a saved page waits for a fresh one
const NEVER = /<html\b[^>]*\sdata-offline="never"/;

const cacheOf = (language) => caches.open(CACHE + language);
const listAt = (language) => `/${language}/offline.json`;
const lookUp = (path) => caches.match(path, { ignoreVary: true });
const lasting = (path) => /\.[0-9a-f]{32,64}\./.test(path);
const STEPS = /\/appointments\/new\/$/; // with a question it is another step: only the network has it
const failed = (status) => status === 408 || status === 429 || status >= 500;

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

// Saves what is new or changed. Whenever it is interrupted, what is saved can be
// read: what pages show themselves with goes last, unless the telephone is full.
async function save(wish) {
  try {
    await follow(wish, lasting);
  } catch (error) {
    if (error.name !== "QuotaExceededError") throw error;
    await follow(wish, () => false);
  }
}

// `ahead` is false where the browser saves data: then only what has been read is
// saved. `spared` says of a path that is gone whether it still stays for a while.
async function follow({ language, read, ahead }, spared) {
  const answer = await fetch(listAt(language), { cache: "no-cache" });
  if (!answer.ok) return;
  const { files } = await answer.clone().json();
  const cache = await cacheOf(language);
  const kept = new Set([listAt(language), ...files.map(([path]) => path)]);
  await forget(cache, (path) => !kept.has(path) && !spared(path));
  await cache.put(listAt(language), answer);
  for (const [path, revision] of files) {
    const saved = await cache.match(path, { ignoreVary: true });
    if (saved?.headers.get("x-revision") === revision) continue;
    if (ahead || read.includes(path)) await fetchInto(cache, path, revision);
  }
  await forget(cache, (path) => !kept.has(path));
}

async function forget(cache, gone) {
  for (const request of await cache.keys()) {
    if (gone(new URL(request.url).pathname)) await cache.delete(request, { ignoreVary: true });
  }
}

async function fetchInto(cache, path, revision) {
  const answer = await fetch(path, { cache: lasting(path) ? "default" : "no-cache" });
  if (answer.ok && !answer.redirected) await put(cache, path, answer, revision);
}

// Saves an answer if it is what the list promises: another build's is not, nor is the page with which a network asks for a password. A page that by now must leave
// no trace leaves none.
async function put(cache, path, answer, revision) {
  const headers = new Headers(answer.headers);
  const body = await answer.arrayBuffer();
  const page = /^text\/html\b/.test(headers.get("content-type")) ? new TextDecoder().decode(body) : "";
  if (NEVER.test(page)) return cache.delete(path, { ignoreVary: true });
  if (!revision || !page.includes(` data-revision="${revision}"`) && !(await hashOf(body)).startsWith(revision)) return;
  headers.set("x-revision", revision);
  headers.set("x-saved", new Date().toISOString());
  headers.delete("content-encoding"); // the body is decoded already
  headers.delete("content-length");
  await cache.put(path, new Response(body, { headers }));
}

async function hashOf(body) {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function listOf(language) {
  const saved = await lookUp(listAt(language));
  return saved ? saved.json() : { files: [] };
}

// The language that was saved last.
async function anyLanguage() {
  return (await caches.keys()).pop()?.slice(CACHE.length);
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
  const language = path === "/" ? await anyLanguage() : path.split("/")[1];
  const list = await listOf(language);
  const listed = (at) => list.files.find(([file]) => file === at);
  const address = path.replace(/(\/index\.html|\/)?$/, "/");
  if (address !== path && listed(address)) return Response.redirect(address + search);
  const entry = listed(path);
  const fresh = fetch(event.request);
  if (entry) event.waitUntil(renew(fresh, language, path, search ? "" : entry[1]).catch(() => {}));
  const saved = entry && (await lookUp(path));
  if (!saved || search && STEPS.test(path)) return fresh.catch(async (error) => (await refusal(language)) || Promise.reject(error));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const answer = await Promise.race([fresh.catch(() => {}), late]);
  return answer && !failed(answer.status) ? answer : told(saved, list, language);
}

// Saves a page as it was read; not one that answers a question (no revision).
async function renew(fresh, language, path, revision) {
  const answer = (await fresh).clone();
  if (answer.ok && !answer.redirected && answer.type === "basic") await put(await cacheOf(language), path, answer, revision);
}

// A saved page says when it was saved, to people and to the page's scripts.
async function told(saved, list, language) {
  const at = saved.headers.get("x-saved");
  const time = new Date(at).toLocaleTimeString("en-GB", { timeStyle: "short" });
  const date = writtenDay(new Date(at), list.calendar, list.calendar.long) + list.separator + time;
  const html = (await saved.text())
    .replace("<html ", `<html data-saved="${at}" `)
    .replace(/<main[^>]*>/, (main) => `${main}<p class="callout" lang="${language}" dir="auto" data-saved-notice>${list.saved.replace("{date}", date)}</p>`);
  return new Response(html, { headers: saved.headers });
}

// What is not saved answers with the page about that, of the language or of
// another that is saved.
async function refusal(language) {
  const saved = await lookUp(`/${language}/offline/`) || await lookUp(`/${await anyLanguage()}/offline/`);
  return saved && new Response(saved.body, { status: 503, headers: saved.headers });
}
