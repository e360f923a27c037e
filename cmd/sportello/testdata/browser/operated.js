// What people operate on a page, for the tests of the keyboard and of targets.
globalThis.operated = (() => {
  const OPERATED = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex]:not([tabindex="-1"])';

  const LEAST = 24; // CSS pixels that a target needs

  // Everything that can be operated now; .trap is the field that nobody meets.
  const all = () => [...document.querySelectorAll(OPERATED)].filter((e) =>
    e.checkVisibility({ visibilityProperty: true }) && !e.disabled && !e.closest(".trap"));

  // What is seen of a control: its label, where the control itself is transparent.
  const seen = (e) => (getComputedStyle(e).opacity === "0" ? e.labels[0] : e);
  const lines = (e) => [...e.getClientRects()].filter((r) => r.width && r.height);
  const ownerOf = (at) => at?.closest(OPERATED) || at?.closest("label")?.control;
  const named = (e) => `${e.outerHTML.slice(0, 110)} “${(e.labels?.[0] || e).textContent.trim().slice(0, 40)}”`;

  // --- The way of the Tab key ---

  let stops = []; // in the order of the document; a group of radio buttons is one
  let unfocused = new Map();

  const sameStop = (a, b) => a === b || (a.type === "radio" && b.type === "radio" && a.name === b.name && a.form === b.form);

  const marks = (e) => [[e], [e, "::after"], ...[...(e.labels || [])].map((l) => [l])].map((of) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(...of);
    return outlineStyle === "none" ? boxShadow : [outlineStyle, outlineWidth, outlineColor, boxShadow];
  }).join();

  // Begins above the page: the next Tab goes to the first stop.
  function begin() {
    stops = all().filter((e, n, every) => every.findIndex((other) => sameStop(e, other)) === n);
    document.activeElement.blur();
    unfocused = new Map(all().map((e) => [e, marks(e)]));
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    return stops.map(named);
  }

  // Where the focus is, as a number of a stop (-1: elsewhere), and what is wrong there.
  function here() {
    const held = document.activeElement;
    if (held === document.body) return { stop: -1, name: "nothing", faults: [] };
    const faults = [];
    if (marks(held) === unfocused.get(held)) faults.push("does not look focused");
    const hidden = hides(held);
    if (hidden) faults.push(hidden);
    return { stop: stops.findIndex((e) => sameStop(e, held)), name: named(held), faults };
  }

  // WCAG 2.2 SC 2.4.11: nothing is over the middle of what has the focus; and
  // 2.4.12 along its middle line for what floats above the page.
  function hides(held) {
    const of = seen(held);
    const [r] = lines(of);
    if (!r) return "cannot be seen";
    const bottom = held.tagName === "TEXTAREA" ? Math.min(r.bottom, innerHeight) : r.bottom; // a browser scrolls to its first line
    if (r.top < -1 || r.left < -1 || bottom > innerHeight + 1 || bottom < r.top + LEAST / 2 || r.right > innerWidth + 1) return "is off the screen";
    const at = (part) => document.elementFromPoint(r.left + r.width / 2, r.top + (bottom - r.top) * part);
    const middle = at(0.5);
    if (!of.contains(middle) && ownerOf(middle) !== held) return `is under ${middle?.outerHTML.slice(0, 80)}`;
    for (const part of [0.02, 0.98]) {
      let top = at(part);
      while (top && !["sticky", "fixed"].includes(getComputedStyle(top).position)) top = top.parentElement;
      if (top && !top.contains(held)) return `is under ${top.outerHTML.slice(0, 80)}`;
    }
    return "";
  }

  // SC 2.4.3: each stop lies below the one before it, or after it on its line:
  // it, or the part of the page around it which the other is not in.
  function disorder() {
    const places = stops.filter((e) => seen(e).getBoundingClientRect().width > 1); // the skip link shows itself later
    return places.slice(1).filter((e, n) => !follows(places[n], e)).map((e) => `${named(e)} comes after ${named(places[places.indexOf(e) - 1])}`);
  }

  function follows(before, after) {
    let around = before.parentElement;
    while (!around.contains(after)) around = around.parentElement;
    const branch = (e) => { while (e.parentElement !== around) e = e.parentElement; return lines(seen(e)); };
    const a = branch(before).at(-1);
    const [b] = branch(after);
    const slack = 2; // pixels
    if (b.top >= a.bottom - slack) return true;
    if (b.bottom <= a.top + slack) return false;
    return getComputedStyle(around).direction === "rtl" ? b.right <= a.left + slack : b.left >= a.right - slack;
  }

  // --- Targets (SC 2.5.8) ---

  // How far a finger may go from the middle of a control and still meet it.
  function reach(e) {
    const [r] = lines(seen(e));
    const x = r.left + r.width / 2;
    const y = r.top + r.height / 2;
    const far = (dx, dy) => {
      let n = 1;
      while (n < LEAST && ownerOf(document.elementFromPoint(x + n * dx, y + n * dy)) === e) n++;
      return n - 1;
    };
    if (ownerOf(document.elementFromPoint(x, y)) !== e) return { width: 0, height: 0 };
    return { width: far(-1, 0) + far(1, 0) + 1, height: far(0, -1) + far(0, 1) + 1 };
  }

  // A link among words is as high as their line.
  function inSentence(e) {
    if (getComputedStyle(e).display !== "inline") return false;
    let block = e.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const words = block.cloneNode(true);
    for (const other of words.querySelectorAll(OPERATED)) other.remove();
    return /\p{L}/u.test(words.textContent);
  }

  const middleOf = (e) => { const r = seen(e).getBoundingClientRect(); return { x: r.left + r.width / 2, y: r.top + r.height / 2 }; };

  // A circle around its middle meets no other target, nor the circle of a small one.
  function apart(e, small) {
    const { x, y } = middleOf(e);
    return all().every((other) => {
      if (other === e) return true;
      const r = seen(other).getBoundingClientRect();
      const o = middleOf(other);
      const toBox = Math.hypot(Math.max(r.left - x, 0, x - r.right), Math.max(r.top - y, 0, y - r.bottom));
      return toBox >= LEAST / 2 && (!small.includes(other) || Math.hypot(o.x - x, o.y - y) >= LEAST);
    });
  }

  function tooSmall() {
    const sizes = new Map(all().map((e) => {
      e.focus();
      seen(e).scrollIntoView({ block: "center", behavior: "instant" });
      return [e, reach(e)];
    }));
    const small = [...sizes.keys()].filter((e) => Math.min(sizes.get(e).width, sizes.get(e).height) < LEAST);
    const fails = (e) => !sizes.get(e).width || !(inSentence(e) || apart(e, small));
    return small.filter(fails).map((e) => `${named(e)} is ${sizes.get(e).width} × ${sizes.get(e).height}`);
  }

  return { begin, here, disorder, tooSmall, count: () => all().length };
})();
true;
