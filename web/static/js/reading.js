// Reading improved: a preview of what a citation points at, and citations copied in their official form.
// Without this file a citation is a plain link and the copy button stays hidden.

import { chosen, write } from "./place.js";

const legal = document.querySelector(".legal[data-day]");
const base = legal?.dataset.base ?? legal?.dataset.document;
const WAIT = 250;

if (legal && base) {
  preview();
  copying();
}

// The address of the fragment that previews what a link points at, or null when that is no document.
function fragment(link) {
  const url = new URL(link.href);
  if (url.origin !== location.origin) return null;
  const inside = url.pathname === location.pathname && url.hash ? decodeURIComponent(url.hash.slice(1)) : "";
  const path = inside ? `${base}/${encodeURIComponent(inside)}` : url.pathname;
  if (!/^\/van-ban\/[^/]+(\/[^/]+)?$/.test(path)) return null;
  return `${path}/xem-nhanh?ngay=${legal.dataset.day}${"editor" in legal.dataset ? standing(link) : ""}`;
}

// Where a citation stands, for those who may say that it leads elsewhere.
function standing(link) {
  const asked = { tu: base.split("/")[2], cho: link.closest(".legal [id]")?.id ?? "", chu: link.textContent };
  return `&${new URLSearchParams(asked)}`;
}

function preview() {
  const card = document.createElement("div");
  card.className = "preview";
  card.hidden = true;
  card.setAttribute("aria-live", "polite");
  document.body.append(card);
  let timer = 0;
  let request = null;
  let shown = null;

  const close = () => {
    clearTimeout(timer);
    request?.abort();
    card.hidden = true;
    shown = null;
  };

  const place = (link) => {
    const at = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const width = Math.min(440, document.documentElement.clientWidth - 24);
    card.style.width = `${width}px`;
    const left = Math.min(at.left, document.documentElement.clientWidth - width - 12);
    card.style.left = `${Math.max(12, left) + scrollX}px`;
    const below = at.bottom + 6 + card.offsetHeight <= innerHeight || at.top < card.offsetHeight + 12;
    card.style.top = `${(below ? at.bottom + 6 : at.top - card.offsetHeight - 6) + scrollY}px`;
  };

  const open = async (link) => {
    const address = fragment(link);
    if (!address || shown === link) return;
    close();
    shown = link;
    request = new AbortController();
    try {
      const answer = await fetch(address, { signal: request.signal });
      if (!answer.ok || shown !== link) return;
      card.innerHTML = await answer.text();
      card.hidden = false;
      place(link);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };

  const later = (action) => {
    clearTimeout(timer);
    timer = setTimeout(action, WAIT);
  };

  legal.addEventListener("pointerover", (event) => {
    const link = event.target.closest("a.cite");
    if (link && event.pointerType !== "touch") later(() => open(link));
  });
  legal.addEventListener("pointerout", (event) => {
    if (event.target.closest("a.cite")) later(close);
  });
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", () => later(close));
  legal.addEventListener("focusin", (event) => {
    const link = event.target.closest("a.cite");
    if (link?.matches(":focus-visible")) later(() => open(link));
  });
  legal.addEventListener("focusout", () => {
    if (!card.contains(document.activeElement)) later(close);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (shown || !card.hidden)) close();
  });
}

function copying() {
  const button = document.querySelector("button.copy-cite");
  const said = document.querySelector(".copied");
  if (!button || !said) return;
  button.hidden = false;

  const copy = async (address, quoted = "") => {
    const answer = await fetch(`${base}${address ? `/${encodeURIComponent(address)}` : ""}/trich-dan`);
    if (!answer.ok) return;
    const citation = await answer.text();
    const words = quoted ? `“${quoted}” (${citation})` : citation;
    try {
      await write(words);
      said.textContent = `${button.dataset.done} ${words}`;
    } catch {
      said.textContent = `${button.dataset.failed} ${words}`;
    }
  };

  // With words selected the button copies them too, cited by the smallest provision that holds them.
  const copyChosen = () => {
    const taken = chosen(legal);
    return taken ? copy(taken.address, taken.words) : copy(legal.querySelector(":target")?.id ?? "");
  };
  button.addEventListener("click", copyChosen);
  document.addEventListener("vanban:copy", copyChosen);

  // One small button follows the pointer from provision to provision; by keyboard the button above does the same
  // for the provision that the address names.
  const small = document.createElement("button");
  small.type = "button";
  small.className = "copy-here";
  small.tabIndex = -1;
  small.hidden = true;
  small.title = button.dataset.label;
  small.setAttribute("aria-label", button.dataset.label);
  small.append(button.querySelector("svg").cloneNode(true));
  legal.append(small);
  let here = "";
  legal.addEventListener("pointerover", (event) => {
    const block = event.target.closest(".legal [id]");
    if (!block || block.tagName === "SPAN") return;
    here = block.id;
    small.hidden = false;
    small.style.top = `${block.offsetTop}px`;
  });
  small.addEventListener("click", () => copy(here));
}
