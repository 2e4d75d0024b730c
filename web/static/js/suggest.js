// Suggestions while typing: the ARIA combobox pattern with a list that the server renders.

const DELAY = 120;

export function suggest(field) {
  const list = document.createElement("ul");
  list.id = `${field.id}-goi-y`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels[0].textContent);
  field.parentElement.append(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) field.setAttribute(name, value);

  let timer = 0;
  let request = null;
  let active = -1;
  let typed = field.value;

  const options = () => [...list.children];

  const close = () => {
    clearTimeout(timer);
    request?.abort();
    list.hidden = true;
    active = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const highlight = (index) => {
    const all = options();
    active = index;
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = all[index];
    field.value = option && !option.dataset.url ? option.dataset.text : typed;
    if (!option) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };

  const choose = (option) => {
    if (option.dataset.url) return location.assign(option.dataset.url);
    field.value = option.dataset.text;
    close();
    field.form.requestSubmit();
  };

  const load = async () => {
    request?.abort();
    request = new AbortController();
    const wanted = field.value;
    try {
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(wanted)}`, { signal: request.signal });
      if (!answer.ok || field.value !== wanted || document.activeElement !== field) return;
      list.innerHTML = await answer.text();
      active = -1;
      list.hidden = !list.children.length;
      field.setAttribute("aria-expanded", String(!list.hidden));
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };

  field.addEventListener("input", () => {
    typed = field.value;
    clearTimeout(timer);
    if (!typed.trim()) return close();
    timer = setTimeout(load, DELAY);
  });

  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const last = options().length - 1;
    if (event.key === "Escape" && !list.hidden) {
      field.value = typed;
      close();
      event.preventDefault();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) return;
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = active + step;
      highlight(next > last ? -1 : next < -1 ? last : next);
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      choose(options()[active]);
    }
  });

  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    event.preventDefault();
    choose(option);
  });

  field.addEventListener("blur", () => close());
}
