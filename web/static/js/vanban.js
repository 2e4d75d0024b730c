// Small improvements only: every page works without this file. What only some pages need is loaded by the
// template that needs it, so that a page that has loaded is a page that answers.
import { follow } from "./follow.js";
import { saved } from "./saved.js";
import { suggest } from "./suggest.js";
import { typeSize } from "./typesize.js";

for (const field of document.querySelectorAll("input[data-suggest]")) suggest(field);
saved(document);
follow(document);
typeSize(document);

const writing = (target) => target.closest("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
  if (event.key === "/") {
    const field = document.querySelector("input[type=search]");
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  } else if (event.key === "?") {
    location.assign(document.body.dataset.help);
  }
});

// A menu closes on Escape and gives the focus back to what opened it.
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// A permanent anchor of a long document may stand on another of its pages: the server knows which.
const legal = document.querySelector("[data-document]");
const address = decodeURIComponent(location.hash.slice(1));
if (legal && /^[a-z0-9][\w.-]*$/.test(address) && !document.getElementById(address)) {
  location.replace(`${legal.dataset.document}/${encodeURIComponent(address)}`);
}

// Long lists of contents start open where there is room for them beside the text.
const fold = document.querySelector(".contents-fold");
if (fold && matchMedia("(min-width: 64rem)").matches) fold.open = true;
