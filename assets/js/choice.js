// The page at /: the language that was chosen here before comes first and is
// marked, then those of the browser, in its order. Nothing is sent, and nobody is
// sent on: who shares a telephone may want another language.
// The service has put those of the browser first already (formsapi.WishedLanguages);
// the rule stands here once more for sites that are served as files alone.
import { KEY } from "./languages.js";

const list = document.querySelector(".choice-list");
const items = [...list.children];
const languageOf = (item) => item.firstElementChild.lang;
const base = (tag) => tag.toLowerCase().split("-")[0];

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

const chosen = items.find((item) => languageOf(item) === remembered());
const spoken = navigator.languages.flatMap((wish) => items.filter((item) => base(languageOf(item)) === base(wish)));
chosen?.firstElementChild.setAttribute("aria-current", "true");
list.prepend(...new Set([...(chosen ? [chosen] : []), ...spoken]));
