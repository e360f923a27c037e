/*
What the desk's pages gain with a script; each works without. Drafts of what is
being written are kept, an undo counts down, new requests are announced, and keys
lead around. It holds no rule and no word: those come with the page.
*/
"use strict";

/* Drafts: what is typed is sent every few seconds, and when the page is left. */
for (const box of document.querySelectorAll("[data-draft]")) {
	const state = box.form.querySelector("[data-draft-state]");
	const written = () => { // with the other fields of its form
		const all = new URLSearchParams(new FormData(box.form));
		all.delete(box.name);
		all.set("text", box.value);
		return all.toString();
	};
	let kept = written(), sent = false, sending = null;
	const say = (saved) => { state.textContent = saved ? state.dataset.kept : state.dataset.lost; };
	const save = async (leaving) => {
		const text = written();
		if (sent || sending || text === kept) return;
		sending = new AbortController();
		try {
			const answer = await fetch(box.dataset.draft, {
				method: "POST", body: new URLSearchParams(text), redirect: "manual", keepalive: leaving, signal: sending.signal,
			});
			if (answer.ok) kept = text;
			say(answer.ok);
		} catch {
			if (!sent) say(false);
		}
		sending = null;
	};
	setInterval(save, 3000, false);
	addEventListener("visibilitychange", () => { if (document.hidden) save(box.value.length < 20000); });
	box.form.addEventListener("submit", () => { sent = true; sending?.abort(); });
}

/* Undo: for as long as the server takes it back, by the server's clock. */
for (const form of document.querySelectorAll("form.undo")) {
	const ends = performance.now() + (form.dataset.until - form.dataset.now);
	const count = () => {
		const left = Math.ceil((ends - performance.now()) / 1000);
		if (left > 0) {
			form.querySelector(".seconds").textContent = left;
			return;
		}
		clearInterval(ticking);
		if (form.contains(document.activeElement)) document.querySelector("main").focus();
		form.remove();
	};
	const ticking = setInterval(count, 500);
	count();
}

/* New requests: said, and shown when somebody wants to. Only the tab that is looked at listens. */
const arrived = document.querySelector("[data-events]");
if (arrived && "EventSource" in window) {
	let source = null;
	const listen = () => {
		source?.close();
		source = null;
		if (document.hidden) return;
		source = new EventSource(arrived.dataset.events);
		source.addEventListener("arrived", (event) => {
			const link = document.createElement("a");
			link.href = arrived.dataset.show;
			link.textContent = event.data;
			arrived.replaceChildren(link);
		});
	};
	addEventListener("visibilitychange", listen);
	addEventListener("pagehide", () => source?.close());
	listen();
}

/* Keys: one letter each, which who needs to can turn off (WCAG 2.2 SC 2.1.4). */
const keys = document.querySelector("dialog.keys");
if (keys) {
	const off = "sportello-desk-keys-off", choice = keys.querySelector("[data-keys-on]");
	try { choice.checked = !localStorage.getItem(off); } catch { /* nothing is remembered here */ }
	choice.addEventListener("change", () => {
		try { choice.checked ? localStorage.removeItem(off) : localStorage.setItem(off, "1"); } catch { /* it holds for this page */ }
	});
	const opens = document.querySelector("[data-keys-open]");
	opens.hidden = false;
	opens.addEventListener("click", () => keys.showModal());

	const rows = [...document.querySelectorAll("main tbody th a")];
	const step = (by) => {
		const at = rows.indexOf(document.activeElement);
		rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1)]?.focus();
	};
	const goes = (selector) => {
		const to = document.querySelector(selector);
		if (to) to.closest("details")?.setAttribute("open", "");
		to?.focus();
		return to;
	};
	const does = {
		"?": () => keys.showModal(),
		"/": () => goes("#search") ?? document.querySelector(".product a").click(),
		"j": () => step(1),
		"k": () => step(-1),
		"i": () => document.querySelector(".product a").click(),
		"n": () => goes("#note"),
		"f": () => goes("#finish-outcome"),
		"z": () => document.querySelector("form.undo button")?.click(),
	};
	addEventListener("keydown", (event) => {
		const typing = event.target.closest("input, textarea, select, [contenteditable]");
		if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing || keys.open) return;
		if (!choice.checked) return;
		const tabs = document.querySelectorAll(".tabs a");
		const what = does[event.key] ?? (tabs[event.key - 1] ? () => tabs[event.key - 1].click() : null);
		if (!what) return;
		event.preventDefault();
		what();
	});
}
