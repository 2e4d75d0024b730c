// Progress of background work, asked for while the page is looked at; keys for the work list of doubts.
// Without this file the page of a job reloads itself, and the list works with its buttons.

const EVERY = 1500;

function follow(box) {
  const bar = box.querySelector("progress");
  const words = box.querySelector(".job-progress");
  const at = box.querySelector(".job-at");
  let said = 0;

  async function look() {
    if (document.hidden) return setTimeout(look, EVERY);
    let job;
    try {
      const answer = await fetch(box.dataset.job, { headers: { Accept: "application/json" } });
      if (!answer.ok) return undefined; // signed out, or the job is gone
      job = await answer.json();
    } catch {
      return setTimeout(look, 4 * EVERY); // the server is away; it may come back
    }
    if (!job.busy) return location.reload();
    if (job.total) {
      bar.max = job.total;
      bar.value = job.done;
    } else bar.removeAttribute("value");
    at.textContent = job.at;
    if (Date.now() - said > 5000) { // a screen reader is not told every step
      said = Date.now();
      words.textContent = job.progress || job.word;
    }
    return setTimeout(look, EVERY);
  }
  setTimeout(look, EVERY / 2);
}

function keys(items) {
  let here = -1;
  document.querySelector(".key-hint").hidden = false;

  function go(to) {
    here = Math.max(0, Math.min(items.length - 1, to));
    items[here].querySelector("[data-open]").focus();
    items[here].scrollIntoView({ block: "nearest" });
  }
  const act = {
    j: () => go(here + 1),
    k: () => go(here - 1),
    x: (item) => item.querySelector("input[type=checkbox]").click(),
    o: (item) => item.querySelector("[data-open]").click(),
    d: (item) => item.querySelector("button[name=done]")?.click(),
    n: (item) => item.querySelector("button[name=not_fault]")?.click(),
  };
  document.addEventListener("focusin", (event) => {
    const item = event.target.closest("[data-doubt]");
    if (item) here = items.indexOf(item);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input[type=text], input[type=search], textarea, select")) return;
    const wanted = act[event.key];
    if (!wanted || (here < 0 && event.key !== "j" && event.key !== "k")) return;
    event.preventDefault();
    wanted(items[here]);
  });
}

for (const box of document.querySelectorAll("[data-job]")) follow(box);
const doubts = [...document.querySelectorAll("[data-doubt]")];
if (doubts.length) keys(doubts);
