// Searches that a reader keeps in this browser: a list on the start page, a button on every page of results.

import { keepButton, keptList, keptRows } from "./kept.js";

const searches = keptList(
  "vanban.tim-kiem",
  "url",
  (each) => typeof each?.url === "string" && each.url.startsWith("/tim-kiem") && typeof each.name === "string",
);

function offer(item) {
  const { save: url, name } = item.dataset;
  keepButton(item, searches, url, () => ({ url, name }));
}

function list(section) {
  const [items, template] = [section.querySelector("ul"), section.querySelector("template")];
  const show = () => {
    keptRows(items, template, searches, "url", show);
    section.hidden = !searches.read().length;
  };
  show();
}

export function saved(root) {
  root.querySelectorAll("[data-save]").forEach(offer);
  root.querySelectorAll("[data-saved]").forEach(list);
}
