// Searches that a reader keeps in this browser: a list on the start page, a button on every page of results.

const KEY = "vanban.tim-kiem";
const MOST = 50;

const usable = (each) => typeof each?.url === "string" && each.url.startsWith("/tim-kiem") && typeof each.name === "string";

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
  const { save: url, name } = item.dataset;
  const show = () => {
    const kept = read().some((each) => each.url === url);
    button.setAttribute("aria-pressed", String(kept));
    words.textContent = kept ? words.dataset.on : words.dataset.off;
  };
  button.addEventListener("click", () => {
    const others = read().filter((each) => each.url !== url);
    write(button.getAttribute("aria-pressed") === "true" ? others : [{ url, name }, ...others]);
    show();
  });
  show();
  item.hidden = false;
}

function list(section) {
  const [items, template] = [section.querySelector("ul"), section.querySelector("template")];
  const show = () => {
    const kept = read();
    items.replaceChildren(...kept.map(({ url, name }) => {
      const item = template.content.cloneNode(true);
      const link = item.querySelector("a");
      link.href = url;
      link.textContent = name;
      const button = item.querySelector("button");
      button.querySelector(".sr").textContent += ` ${name}`;
      button.addEventListener("click", () => {
        write(read().filter((each) => each.url !== url));
        show();
        (items.querySelector("button") ?? document.querySelector("input[type=search]")).focus();
      });
      return item;
    }));
    section.hidden = !kept.length;
  };
  show();
}

export function saved(root) {
  root.querySelectorAll("[data-save]").forEach(offer);
  root.querySelectorAll("[data-saved]").forEach(list);
}
