// Small improvements only: every page works without this file.
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

// Reading a text: previews and copying of citations, place in the contents, notes of one's own.
if (document.querySelector(".legal[data-day]")) import("./reading.js");
if (document.querySelector("[data-contents]")) import("./contents.js");
if (document.querySelector("[data-notes]")) import("./notes.js");

// Handing files in.
if (document.querySelector("#tha-tep")) import("./upload.js");

// Background work and the work list of doubts.
if (document.querySelector("[data-job], [data-doubt]")) import("./admin.js");

// Long lists of contents start open where there is room for them beside the text.
const fold = document.querySelector(".contents-fold");
if (fold && matchMedia("(min-width: 64rem)").matches) fold.open = true;
