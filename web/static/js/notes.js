// Notes of the reader's own, kept in this browser: beside the provision, in a list, in a file, on paper on wish.
import { chosen, provisionAt } from "./place.js";

const KEY = "vanban.ghi-chu";
const PRINT = "vanban.in-ghi-chu";
const LONGEST = 4000;
const menu = document.querySelector("[data-notes]");
const legal = document.querySelector(".legal[data-document]");
const slug = menu.dataset.notes;
const said = menu.querySelector(".notes-said");
const [list, count] = [menu.querySelector(".notes-list"), menu.querySelector(".notes-count")];

// { slug: { number, notes: { address: { text, at } } } }; anything else that is found there is left out.
function read() {
  try {
    return clean(JSON.parse(localStorage.getItem(KEY) ?? "{}"));
  } catch {
    return {};
  }
}

function clean(found) {
  const kept = {};
  for (const [name, each] of Object.entries(found ?? {})) {
    const notes = Object.entries(each?.notes ?? {}).filter(([place, note]) =>
      /^[\w.-]*$/.test(place) && typeof note?.text === "string" && note.text.trim() && !Number.isNaN(Date.parse(note.at)));
    const mine = notes.map(([place, note]) => [place, { text: note.text.slice(0, LONGEST), at: note.at }]);
    if (/^[a-z0-9-]+$/.test(name) && mine.length) {
      kept[name] = { number: String(each.number ?? "").slice(0, 100), notes: Object.fromEntries(mine) };
    }
  }
  return kept;
}

function write(all) {
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
    return true;
  } catch {
    say(menu.dataset.full);
    return false;
  }
}

const say = (words) => { said.textContent = words; };
const mine = () => read()[slug]?.notes ?? {};

function keep(place, text) {
  const all = read();
  const own = all[slug] ?? { number: menu.dataset.number, notes: {} };
  if (text) own.notes[place] = { text, at: new Date().toISOString() };
  else delete own.notes[place];
  if (Object.keys(own.notes).length) all[slug] = own;
  else delete all[slug];
  if (write(all)) show();
}

// The block after which a note stands: that of its provision, the head of the text when the page does not have it.
function blockOf(place) {
  const target = place ? document.getElementById(place) : null;
  if (!target || !legal.contains(target)) return place ? null : legal.firstElementChild;
  let block = target;
  while (block.parentElement !== legal) block = block.parentElement;
  return block;
}

const nameOf = (place) => {
  const label = place && document.getElementById(place)?.closest("p, h3, h4, h5, h6")?.querySelector(".label")?.textContent;
  return (label || place || menu.dataset.place).replace(/[.)]\s*$/, "");
};

function show() {
  for (const each of legal.querySelectorAll(".my-note")) each.remove();
  const notes = Object.entries(mine());
  for (const [place, note] of notes) {
    const block = blockOf(place);
    if (!block) continue;
    const made = menu.querySelector("[data-note]").content.cloneNode(true).firstElementChild;
    made.dataset.place = place;
    made.querySelector(".my-note-text").textContent = note.text;
    block.after(made);
  }
  count.textContent = notes.length || "";
  list.replaceChildren(...notes.map(([place, note]) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = place ? (document.getElementById(place) ? `#${place}` : `${legal.dataset.document}/${place}`) : "#toan-van";
    link.textContent = nameOf(place);
    item.append(link, ` ${note.text.length > 80 ? `${note.text.slice(0, 80)}…` : note.text}`);
    return item;
  }));
}

function edit(place) {
  legal.querySelector(".my-note-editor")?.remove();
  const block = blockOf(place);
  if (!block) return;
  const form = menu.querySelector("[data-editor]").content.cloneNode(true).firstElementChild;
  const area = form.querySelector("textarea");
  form.querySelector(".my-note-label").textContent = `${menu.dataset.mine}: ${nameOf(place)}`;
  area.value = mine()[place]?.text ?? "";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = area.value.trim();
    form.remove();
    keep(place, text);
    legal.querySelector(`.my-note[data-place="${CSS.escape(place)}"] button`)?.focus();
  });
  const cancel = () => { form.remove(); menu.querySelector("summary").focus(); };
  form.querySelector("[data-act=cancel]").addEventListener("click", cancel);
  form.addEventListener("keydown", (event) => { if (event.key === "Escape") cancel(); });
  block.after(form);
  area.focus();
}

// The provision that is being read: what is selected, what the address names, what stands at the top of the window.
function reading() {
  const top = document.elementFromPoint(legal.getBoundingClientRect().left + 40, innerHeight / 3);
  return chosen(legal)?.address || legal.querySelector(":target")?.id || (top && legal.contains(top) ? provisionAt(legal, top) : "");
}

function save() {
  const file = new Blob([JSON.stringify({ form: KEY, notes: read() }, null, 1)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `vanban-ghi-chu-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// Of two notes on one place the younger stays.
async function take(file) {
  try {
    const found = JSON.parse(await file.text());
    if (found?.form !== KEY) throw new Error("form");
    const [all, given] = [read(), clean(found.notes)];
    let taken = 0;
    for (const [name, each] of Object.entries(given)) {
      const own = (all[name] ??= { number: each.number, notes: {} });
      for (const [place, note] of Object.entries(each.notes)) {
        if (own.notes[place] && Date.parse(own.notes[place].at) >= Date.parse(note.at)) continue;
        own.notes[place] = note;
        taken += 1;
      }
    }
    if (write(all)) say(`${menu.dataset.taken} ${taken}`);
    show();
  } catch {
    say(menu.dataset.bad);
  }
}

menu.addEventListener("click", (event) => {
  const act = event.target.closest("[data-act]")?.dataset.act;
  if (act === "add") { menu.open = false; edit(reading()); }
  if (act === "export") save();
});
menu.addEventListener("change", (event) => {
  const { act } = event.target.dataset;
  if (act === "import" && event.target.files[0]) { take(event.target.files[0]); event.target.value = ""; }
  if (act === "print") {
    document.body.classList.toggle("print-notes", event.target.checked);
    try { localStorage.setItem(PRINT, event.target.checked ? "1" : ""); } catch { /* It holds for this page then. */ }
  }
});
legal.addEventListener("click", (event) => {
  const note = event.target.closest(".my-note");
  const act = event.target.closest("[data-act]")?.dataset.act;
  if (note && act === "edit") edit(note.dataset.place);
  if (note && act === "drop") { keep(note.dataset.place, ""); menu.querySelector("summary").focus(); }
});

// What can be done with selected words follows the selection.
const bar = document.querySelector("#chon-chu").content.cloneNode(true).firstElementChild;
bar.hidden = true;
document.body.append(bar);
let timer = 0;
const follow = () => {
  const taken = chosen(legal);
  bar.hidden = !taken;
  if (!taken) return;
  const at = taken.range.getBoundingClientRect();
  bar.style.left = `${Math.max(8, Math.min(at.left, document.documentElement.clientWidth - bar.offsetWidth - 8)) + scrollX}px`;
  bar.style.top = `${Math.max(scrollY + 8, at.top + scrollY - bar.offsetHeight - 8)}px`;
};
document.addEventListener("selectionchange", () => {
  clearTimeout(timer);
  timer = setTimeout(follow, 150);
});
follow();
bar.addEventListener("pointerdown", (event) => event.preventDefault());
bar.addEventListener("click", (event) => {
  const act = event.target.closest("[data-act]")?.dataset.act;
  if (act === "copy") document.dispatchEvent(new Event("vanban:copy"));
  if (act === "note") { const place = reading(); getSelection().removeAllRanges(); edit(place); }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !bar.hidden) { getSelection().removeAllRanges(); bar.hidden = true; }
});

menu.hidden = false;
try {
  const wanted = localStorage.getItem(PRINT) === "1";
  menu.querySelector("[data-act=print]").checked = wanted;
  document.body.classList.toggle("print-notes", wanted);
} catch { /* A browser that keeps nothing prints without notes. */ }
addEventListener("storage", (event) => { if (event.key === KEY) show(); });
show();
