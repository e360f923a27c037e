// Shares a page by the telephone's own sheet. Where there is none, the link
// opens a new mail.

for (const link of document.querySelectorAll("a[data-share]")) {
  if (!navigator.share) break;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    navigator.share({ title: document.title, url: link.dataset.share }).catch(() => {});
  });
}
