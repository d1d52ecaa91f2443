"use strict";
// A value is clicked, the places it was read from are marked. Text goes in as text only.
let marked = [];

function unmark() {
  for (const restore of marked) restore();
  marked = [];
  for (const node of document.querySelectorAll(".current")) node.classList.remove("current");
}

function markText(paragraph, spans) {
  const characters = Array.from(paragraph.textContent);
  const text = (from, to) => document.createTextNode(characters.slice(from, to).join(""));
  const whole = paragraph.textContent;
  const parts = [];
  let at = 0;
  for (const [start, end] of spans.sort((a, b) => a[0] - b[0])) {
    if (end <= at) continue;
    parts.push(text(at, Math.max(at, start)));
    const mark = document.createElement("mark");
    mark.append(text(Math.max(at, start), end));
    parts.push(mark);
    at = end;
  }
  parts.push(text(at, characters.length));
  paragraph.replaceChildren(...parts);
  marked.push(() => { paragraph.textContent = whole; });
}

function markBox(page, [left, top, width, height]) {
  const box = document.createElement("div");
  box.className = "box";
  Object.assign(box.style, { left: left + "%", top: top + "%", width: width + "%", height: height + "%" });
  page.append(box);
  marked.push(() => box.remove());
  return box;
}

// Mark the places of a value, or of all values of a task.
function show(element) {
  unmark();
  element.classList.add("current");
  const article = element.closest("article");
  if (article) article.classList.add("current");
  const prefix = element.closest("main").dataset.prefix;
  const buttons = element.matches("button") ? [element] : element.querySelectorAll("button[data-at]");
  const places = new Set();
  for (const button of buttons) JSON.parse(button.dataset.at).forEach((at) => places.add(JSON.stringify(at)));
  const texts = new Map();
  let first = null;
  for (const [where, ...rest] of Array.from(places, (at) => JSON.parse(at))) {
    if (rest.length === 4) {
      const page = document.getElementById(prefix + "g" + where);
      const box = page && markBox(page, rest);
      first = first || box;
    } else {
      const paragraph = document.getElementById(prefix + "p" + where);
      if (!paragraph) continue;
      if (!texts.has(paragraph)) texts.set(paragraph, []);
      texts.get(paragraph).push(rest);
      first = first || paragraph;
    }
  }
  for (const [paragraph, spans] of texts) markText(paragraph, spans);
  if (first) first.scrollIntoView({ block: "center" });
}

document.addEventListener("click", (event) => {
  const element = event.target.closest("button[data-at], article");
  if (element) show(element);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const buttons = Array.from(document.querySelectorAll("main:not([hidden]) button[data-at]"));
  const at = buttons.indexOf(document.activeElement);
  const next = buttons[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
  show(next);
});

const chosen = document.querySelector("header select");

function choose(shown) {
  document.querySelectorAll("main").forEach((main, at) => {
    main.hidden = main !== shown;
    if (chosen && main === shown) chosen.selectedIndex = at;
  });
}

if (chosen) {
  chosen.addEventListener("change", () => {
    unmark();
    choose(document.querySelectorAll("main")[chosen.selectedIndex]);
  });
}

// PAGE.html#n0t3 is the third task of the first notice.
function follow() {
  const article = document.getElementById(location.hash.slice(1));
  if (!article || !article.matches("article")) return;
  choose(article.closest("main"));
  show(article);
  article.scrollIntoView({ block: "center" });
}

window.addEventListener("hashchange", follow);
follow();
