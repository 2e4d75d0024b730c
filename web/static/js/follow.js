// What a reader follows, kept in this browser: a button where something can be followed, a list with its news.
// Without this file the Atom address beside each button does the same.

import { keepButton, keptList, keptRows } from "./kept.js";

const follows = keptList(
  "vanban.theo-doi",
  "target",
  (each) => typeof each?.target === "string" && typeof each.name === "string" && typeof each.url === "string",
);

function offer(item) {
  const { follow: target, name } = item.dataset;
  keepButton(item, follows, target, () => ({ target, name, url: location.pathname + location.search }));
}

function list(section) {
  const [items, template, here] = ["ul", "template", ".news-here"].map((each) => section.querySelector(each));
  const none = document.querySelector("[data-follows-none]");
  const show = async () => {
    const kept = follows.read();
    section.hidden = !kept.length;
    if (none) none.hidden = Boolean(kept.length);
    keptRows(items, template, follows, "target", show);
    if (!kept.length) return;
    const query = new URLSearchParams(kept.map(({ target }) => ["theo", target]));
    section.querySelector("[data-feed]").href = `${section.querySelector("[data-feed]").dataset.feed}?${query}`;
    section.querySelector("[data-page]").href = `${location.pathname}?${query}`;
    const answer = await fetch(`${section.dataset.follows}?${query}`);
    if (answer.ok) here.innerHTML = await answer.text();
  };
  show();
}

export function follow(root) {
  root.querySelectorAll("[data-follow]").forEach(offer);
  root.querySelectorAll("[data-follows]").forEach(list);
}
