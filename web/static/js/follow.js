// What a reader follows, kept in this browser: a button where something can be followed, a list with its news.
// Without this file the Atom address beside each button does the same.

const KEY = "vanban.theo-doi";
const MOST = 50;

const usable = (each) => typeof each?.target === "string" && typeof each.name === "string" && typeof each.url === "string";

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter(usable) : [];
  } catch {
    return [];
  }
}

const write = (kept) => localStorage.setItem(KEY, JSON.stringify(kept.slice(0, MOST)));

function offer(item) {
  const button = item.querySelector("button");
  const words = item.querySelector("[data-on]");
  const { follow: target, name } = item.dataset;
  const show = () => {
    const kept = read().some((each) => each.target === target);
    button.setAttribute("aria-pressed", String(kept));
    words.textContent = kept ? words.dataset.on : words.dataset.off;
  };
  button.addEventListener("click", () => {
    const others = read().filter((each) => each.target !== target);
    const url = location.pathname + location.search;
    write(button.getAttribute("aria-pressed") === "true" ? others : [{ target, name, url }, ...others]);
    show();
  });
  show();
  item.hidden = false;
}

function list(section) {
  const [items, template, here] = ["ul", "template", ".news-here"].map((each) => section.querySelector(each));
  const none = document.querySelector("[data-follows-none]");
  const show = async () => {
    const kept = read();
    section.hidden = !kept.length;
    if (none) none.hidden = Boolean(kept.length);
    items.replaceChildren(...kept.map(({ target, name, url }) => {
      const item = template.content.cloneNode(true);
      const link = item.querySelector("a");
      link.href = url.startsWith("/") && !url.startsWith("//") ? url : "/";
      link.textContent = name;
      item.querySelector(".sr").textContent = ` ${name}`;
      item.querySelector("button").addEventListener("click", () => {
        write(read().filter((each) => each.target !== target));
        show();
      });
      return item;
    }));
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
