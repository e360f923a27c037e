// Has the service worker save this page's language, once the page is there. A
// page that must never be saved does not even start it.

const root = document.documentElement;

async function save() {
  await navigator.serviceWorker.register("/sw.js");
  const { active } = await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname);
  active.postMessage({ language: root.lang, read: [location.pathname, ...loaded], ahead: !navigator.connection?.saveData });
}

if (navigator.serviceWorker && root.dataset.offline !== "never") {
  addEventListener("load", () => save().catch(() => {})); // reading goes on without it
}

// Without a network a form that is sent by the browser itself would be lost in
// the browser's own error page: say so instead, where the person just was.
addEventListener("submit", (event) => {
  const notice = event.target.querySelector?.("[data-needs-network]");
  if (!notice || event.defaultPrevented) return;
  notice.hidden = navigator.onLine;
  if (navigator.onLine) return;
  event.preventDefault();
  notice.focus();
});
