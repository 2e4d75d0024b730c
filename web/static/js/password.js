// Tells while writing how hard a new password is to guess. The rule itself is checked by the server, and that it is long
// enough shows by style alone, so nothing here is needed.

for (const field of document.querySelectorAll("input[data-strength]")) {
  const told = field.parentElement.querySelector(".strength");
  const words = told.dataset.words.split("|");
  field.addEventListener("input", () => {
    told.hidden = field.value.length < field.minLength;
    if (told.hidden) return;
    const level = strength(field.value);
    told.textContent = words[level];
    told.dataset.level = String(level);
  });
}

// From 0 to 3: length counts, spread over different characters; runs of neighbours and repetitions count little.
function strength(text) {
  let worth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const step = at ? text.charCodeAt(at) - text.charCodeAt(at - 1) : 9;
    worth += Math.abs(step) <= 1 ? 0.3 : 1;
  }
  worth *= Math.min(1, new Set(text).size / 8);
  return worth >= 22 ? 3 : worth >= 15 ? 2 : worth >= 9 ? 1 : 0;
}
