// Size of the letters of legal text, kept in this browser; without this file the browser's own zoom does the same.

const KEY = "vanban.co-chu";
const [LEAST, MOST, STEP] = [80, 200, 10];

const kept = () => {
  try {
    const size = Number(localStorage.getItem(KEY));
    return size >= LEAST && size <= MOST ? size : 100;
  } catch {
    return 100;
  }
};

const apply = (size) => document.documentElement.style.setProperty("--reading", String(size / 100));

export function typeSize(root) {
  let size = kept();
  if (size !== 100) apply(size);
  for (const control of root.querySelectorAll("[data-type-size]")) {
    const said = control.querySelector("[aria-live]");
    control.hidden = false;
    control.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      size = Math.min(MOST, Math.max(LEAST, size + STEP * Number(button.value)));
      apply(size);
      said.textContent = `${size}%`;
      try {
        localStorage.setItem(KEY, String(size));
      } catch { /* A browser that keeps nothing still shows the new size. */ }
    });
  }
}
