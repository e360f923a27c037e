// The language that somebody has chosen is remembered on this telephone and
// nowhere else: the page at / puts it first. A page that must leave no trace
// remembers nothing.
export const KEY = "language";

if (document.documentElement.dataset.offline !== "never") {
  addEventListener("click", ({ target }) => {
    const { lang } = target.closest?.(".languages a[lang], .choice-list a[lang]") ?? {};
    if (!lang) return;
    try {
      localStorage.setItem(KEY, lang);
    } catch {} // a browser that keeps nothing
  });
}
