// A list that this browser keeps for its reader (no account needed), and the buttons that put things on it.

const MOST = 50;

export function keptList(key, field, usable) {
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(key) ?? "[]");
      return Array.isArray(kept) ? kept.filter(usable) : [];
    } catch {
      return [];
    }
  };
  const has = (value) => read().some((each) => each[field] === value);
  const write = (kept) => localStorage.setItem(key, JSON.stringify(kept.slice(0, MOST)));
  const without = (value) => read().filter((each) => each[field] !== value);
  return {
    read,
    has,
    add: (each) => write([each, ...without(each[field])]),
    remove: (value) => write(without(value)),
  };
}

export function keepButton(item, list, value, entry) {
  const button = item.querySelector("button");
  const words = item.querySelector("[data-on]");
  const show = () => {
    const kept = list.has(value);
    button.setAttribute("aria-pressed", String(kept));
    words.textContent = kept ? words.dataset.on : words.dataset.off;
  };
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") list.remove(value);
    else list.add(entry());
    show();
  });
  show();
  item.hidden = false;
}

export function keptRows(items, template, list, field, changed) {
  items.replaceChildren(...list.read().map((each) => {
    const item = template.content.cloneNode(true);
    const link = item.querySelector("a");
    link.href = each.url.startsWith("/") && !each.url.startsWith("//") ? each.url : "/";
    link.textContent = each.name;
    const button = item.querySelector("button");
    button.querySelector(".sr").textContent += ` ${each.name}`;
    button.addEventListener("click", () => {
      list.remove(each[field]);
      changed();
      (items.querySelector("button") ?? document.querySelector("input[type=search]")).focus();
    });
    return item;
  }));
}
