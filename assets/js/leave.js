// Leaves a page that somebody else must not see: at once, and without an entry
// in the history of this tab. Without this script it is a plain link.

const way = document.querySelector("a[data-leave]");

function leave(event) {
  event.preventDefault();
  document.documentElement.hidden = true; // before the other page has come
  document.title = "";
  location.replace(way.href);
}

if (way) {
  way.addEventListener("click", leave);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave(event);
  });
}
